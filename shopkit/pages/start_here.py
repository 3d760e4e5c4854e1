"""The first page: files in, the sample shop on or off, who works here, what each notebook does."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from shopkit import clock
from shopkit.intake import Preview
from shopkit.intake.kinds import kinds, mappable, suggested
from shopkit.pages.ask import NAMES, checked, days
from shopkit.pages.files import drop, look_at, take_in, uploaded
from shopkit.pages.sample import has_sample, load_sample, remove_sample
from shopkit.settings import Settings
from shopkit.shop import Shop, open_shop, own_shop
from shopkit.store import Member
from shopkit.text import Say, message, speaker

GUIDE = (
    (
        "kpi",
        message("Shop dashboard"),
        message("Everyone: how is the shop doing, today and this month?"),
    ),
    (
        "meeting",
        message("Stand-up and meetings"),
        message("Everyone, on the screen: yesterday's numbers, who does what, what was decided."),
    ),
    (
        "manager",
        message("Manager"),
        message("店长: why figures changed, what to watch, targets, whom to write to."),
    ),
    (
        "operations",
        message("Operations"),
        message("运营: orders, campaigns, prices, ads, listing, rules, rivals."),
    ),
    (
        "tasks",
        message("Tasks"),
        message("Everyone: the board, what is late or stuck, who has too much."),
    ),
    (
        "warehouse",
        message("Warehouse"),
        message("仓库, on a phone: receive, put away, count, reorder, ship, keep it safe."),
    ),
    (
        "explore",
        message("Explore"),
        message("店长, in JupyterLab: every figure as a table, with its SQL."),
    ),
    ("start_here", message("Start here"), message("Everyone: import files, sample shop, members.")),
)


def welcome() -> object:
    """Which shop is open, what it holds, and the next step."""
    from shopkit.widgets import note

    settings, say = _here()
    shop = open_shop(None, at=clock.now(), settings=settings)
    imported = shop.imports(last=1)
    if shop.row.is_sample:
        step = say("You are looking at the sample shop. Import your own files below.")
    elif imported:
        step = say("The last file came in on {at}.", at=f"{imported[0].imported_at:%Y-%m-%d}")
    else:
        step = say("No files yet. Import your order report below, or load the sample shop.")
    return note(shop.row.name, step)


def import_form() -> object:
    """The upload form: preview with control totals, faults, mapper, then one commit."""
    from shopkit.widgets import ImportForm

    settings, say = _here()

    def preview(
        name: str,
        content: bytes,
        *,
        kind: str | None = None,
        mapping: Mapping[str, str] | None = None,
        period: tuple[date, date] | None = None,
        leave_out_faulty: bool = False,
        progress: Callable[[str, float], None] | None = None,
    ) -> Preview:
        shop = _own(settings)
        with uploaded(shop, content) as path:
            return look_at(
                shop,
                path,
                name=name,
                kind=kind,
                mapping=mapping,
                period=days(str(period[0]), str(period[1])) if period else None,
                leave_out_faulty=leave_out_faulty,
                progress=progress,
            )

    def commit(checked: Preview) -> str:
        done = take_in(_own(settings), checked)
        sentence = message("{name}: {new} new rows, {changed} changed.")
        return say(sentence, name=done.name, new=done.new_rows, changed=done.changed_rows)

    return ImportForm(preview=preview, commit=commit, drop=drop, kinds=_mapper(say), say=say)


def sample_switch() -> object:
    """A button that loads or removes the sample shop."""
    from shopkit.widgets import SampleSwitch

    settings, say = _here()

    def load(progress: Callable[[str, float], None]) -> None:
        load_sample(settings, at=clock.now(), progress=progress)

    return SampleSwitch(
        load=load,
        remove=lambda: remove_sample(settings),
        has=lambda: has_sample(settings),
        say=say,
    )


def members_form() -> object:
    """The list of members, to add to, change and take from."""
    from shopkit.widgets import MembersForm

    settings, say = _here()

    def shop() -> Shop:
        return open_shop(None, at=clock.now(), settings=settings)

    def save(person: Member) -> Member:
        return shop().save_member(person)

    def remove(member_id: int) -> None:
        shop().remove_member(member_id, on=clock.today())

    return MembersForm(
        members=lambda: shop().members(),
        save=save,
        remove=remove,
        make=Member,
        say=say,
        lang=_lang(),
    )


def notebooks_guide() -> object:
    """What each notebook answers and for whom, with a link to it."""
    from shopkit.widgets import guide

    _, say = _here()
    listed = [(name, say(title), say(purpose)) for name, title, purpose in GUIDE]
    address = os.environ.get("SHOPKIT_PHONE")
    if not address:
        return guide(listed)
    from shopkit.print.codes import qr_svg

    return guide(listed, code=qr_svg(address), told=say("Scan with a phone in the same network."))


def _mapper(say: Say) -> list[dict[str, Any]]:
    """What a user may map by hand: each kind with our columns and their titles."""
    return [
        {
            "kind": kind.name,
            "title": say(kind.title),
            "columns": [(name, say(shown)) for name, shown in mappable(kind)],
            "suggest": partial(suggested, kind),
        }
        for kind in kinds()
        if mappable(kind)
    ]


def _own(settings: Settings) -> Shop:
    return own_shop(at=clock.now(), settings=settings)


def _here() -> tuple[Settings, Say]:
    return Settings.from_env(), speaker(_lang())


def _lang() -> str:
    from shopkit.widgets.query import asked

    return checked(asked(NAMES & {"lang"}), lang=Settings.from_env().lang).lang
