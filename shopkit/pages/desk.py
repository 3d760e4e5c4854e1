"""A page people work at: its sections as tabs, the one that is open, and every act they know.

A section is a module with KEY, TITLE, ASKED (what it keeps in the address), badge(shift),
blocks(shift) and ACTS, each act called as `act(shift, key=…, **values)`.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from shopkit import clock
from shopkit.pages.ask import NAMES, checked
from shopkit.pages.shift import Shift
from shopkit.settings import Settings
from shopkit.shop import open_shop, pulse

Page = dict[str, Any]
Section = Any
OWN = frozenset({"who", "tab"})


def asked_by(sections: Iterable[Section]) -> frozenset[str]:
    """Every name that the address of such a page may hold."""
    return NAMES | OWN | frozenset().union(*(each.ASKED for each in sections))


def shift_of(kind: type[Shift], asked: Mapping[str, object], settings: Settings) -> Shift:
    """The shift a question is asked on; raises for a shop or language there is not."""
    ask = checked(asked, lang=settings.lang)
    at = clock.now()
    shop = open_shop(ask.shop, at=at, settings=settings)
    return kind(shop, {name: str(value) for name, value in asked.items()}, ask.lang, at)


def follow(
    kind: type[Shift],
    sections: tuple[Section, ...],
    draw: Callable[[Any], Page],
    *,
    first: Callable[[Any], None] | None = None,
    every: float = 1.0,
) -> object:
    """A page as a widget that follows the shop's data and does what is pressed.

    `draw` makes the page of a shift; `first` is called once, before it is first drawn.
    """
    from shopkit.widgets import Desk
    from shopkit.widgets.query import asked

    # a warm kernel waits here, so nothing below is older than the page
    wanted = asked(asked_by(sections))
    settings = Settings.from_env()

    def on(ask: Mapping[str, object]) -> Shift:
        return shift_of(kind, ask, settings)

    if first is not None:
        first(on(wanted))
    return Desk(
        lambda ask: draw(on(ask)),
        acts(sections, on),
        ask=wanted,
        token=lambda: (pulse(settings), clock.today()),
        every=every,
    )


def page(shift: Shift, title: str, sections: tuple[Section, ...], **more: object) -> Page:
    """The whole page as plain values for the section that is open."""
    section = opened(shift, sections)
    return {
        **head(shift, title),
        **more,
        "tabs": tabs(shift, sections),
        "tab": section.KEY,
        "blocks": section.blocks(shift),
    }


def head(shift: Shift, title: str) -> Page:
    """What stands above the tabs: whose page it is, and who is on shift."""
    say, chosen = shift.say, shift.by
    return {
        "lang": shift.lang,
        "title": say(title),
        "shop": shift.shop.row.name,
        "sample": say("Sample data, not a real shop") if shift.shop.row.is_sample else "",
        "who": {
            "label": say("On shift"),
            "chosen": str(chosen) if chosen else None,
            "members": [[str(each.id), each.name] for each in shift.members],
        },
    }


def tabs(shift: Shift, sections: Iterable[Section]) -> list[list[object]]:
    """Each section's key, title and badge."""
    return [[each.KEY, shift.say(each.TITLE), each.badge(shift)] for each in sections]


def opened(shift: Shift, sections: tuple[Section, ...]) -> Section:
    """The section that is asked for, else the first."""
    wanted = shift.ask.get("tab")
    return next((each for each in sections if wanted == each.KEY), sections[0])


def acts(
    sections: Iterable[Section], on: Callable[[Mapping[str, object]], Shift]
) -> dict[str, Callable[..., object]]:
    """Every act of every section, handed the shift it is done on."""
    return {name: _on(act, on) for each in sections for name, act in each.ACTS.items()}


def _on(act: Callable[..., object], on: Callable[..., Shift]) -> Callable[..., object]:
    @wraps(act)
    def done(ask: Mapping[str, object], **values: object) -> object:
        return act(on(ask), **values)

    return done
