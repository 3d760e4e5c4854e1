"""The warehouse's page: its sections as tabs, what is open, and every act it knows."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from shopkit import clock
from shopkit.pages.ask import NAMES, checked
from shopkit.pages.warehouse import (
    counting,
    freight,
    putaway,
    receive,
    reorder,
    safe,
    shelf,
    ship,
    today,
)
from shopkit.pages.warehouse.learning import learn
from shopkit.pages.warehouse.shift import Shift
from shopkit.settings import Settings
from shopkit.shop import open_shop, pulse
from shopkit.store import goods

Page = dict[str, Any]
SECTIONS = (today, ship, receive, putaway, shelf, counting, reorder, freight, safe)
# What a section may keep in the address: which row is open, what is searched for, the sliders.
OWN = frozenset({"who", "tab"})
ASKED = NAMES | OWN | frozenset().union(*(getattr(each, "ASKED", ()) for each in SECTIONS))


def warehouse_desk() -> object:
    """The warehouse's page as a widget that follows the shop's data and does what is pressed."""
    from shopkit.widgets import Desk
    from shopkit.widgets.query import asked

    wanted = asked(ASKED)  # a warm kernel waits here, so nothing below is older than the page
    settings = Settings.from_env()
    learn(open_shop(wanted.get("shop"), at=clock.now(), settings=settings))
    return Desk(
        lambda ask: warehouse_page(ask, settings=settings),
        acts(settings),
        ask=wanted,
        token=lambda: pulse(settings),
    )


def warehouse_page(asked: Mapping[str, object], *, settings: Settings) -> Page:
    """The whole page as plain values for the section that is open."""
    shift = on_shift(asked, settings)
    say = shift.say
    section = _section(shift)
    badges = {each.KEY: each.badge(shift) for each in SECTIONS}
    return {
        "lang": shift.lang,
        "title": say("Warehouse"),
        "shop": shift.shop.row.name,
        "sample": say("Sample data, not a real shop") if shift.shop.row.is_sample else "",
        "who": {
            "label": say("On shift"),
            "chosen": str(shift.by) if shift.by else None,
            "members": [[str(each.id), each.name] for each in shift.members],
        },
        "tabs": [[each.KEY, say(each.TITLE), badges[each.KEY]] for each in SECTIONS],
        "tab": section.KEY,
        "blocks": today.blocks(shift, badges) if section is today else section.blocks(shift),
    }


def acts(settings: Settings) -> dict[str, Callable[..., object]]:
    """Every act of every section, handed the shift it is done on."""
    return {name: _on_shift(act, settings) for each in SECTIONS for name, act in each.ACTS.items()}


def on_shift(asked: Mapping[str, object], settings: Settings) -> Shift:
    """The shift a question is asked on; raises for a shop or language there is not."""
    ask = checked(asked, lang=settings.lang)
    at = clock.now()
    shop = open_shop(ask.shop, at=at, settings=settings)
    goods.prepare(shop.engine, shop.id)
    kept = {name: str(value) for name, value in asked.items()}
    return Shift(shop, kept, ask.lang, at)


def _section(shift: Shift) -> Any:
    wanted = shift.ask.get("tab")
    return next((each for each in SECTIONS if wanted == each.KEY), SECTIONS[0])


def _on_shift(act: Callable[..., object], settings: Settings) -> Callable[..., object]:
    @wraps(act)
    def done(ask: Mapping[str, object], **values: object) -> object:
        return act(on_shift(ask, settings), **values)

    return done
