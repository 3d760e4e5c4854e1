"""The warehouse's page: its sections, and what is read before it is drawn."""

from collections.abc import Callable, Mapping
from threading import Thread

from shopkit.pages import desk
from shopkit.pages.desk import Page
from shopkit.pages.warehouse import (
    counting,
    freight,
    leaving,
    putaway,
    receive,
    reorder,
    safe,
    selling,
    shelf,
    ship,
    today,
)
from shopkit.pages.warehouse.learning import learn
from shopkit.pages.warehouse.shift import Shift
from shopkit.settings import Settings
from shopkit.store import goods
from shopkit.text import message

TITLE = message("Warehouse")
SECTIONS = (today, ship, receive, putaway, shelf, counting, reorder, freight, safe)


def warehouse_desk() -> object:
    """The warehouse's page as a widget that follows the shop's data and does what is pressed."""
    return desk.follow(Shift, SECTIONS, _page, first=_begin)


def _begin(shift: Shift) -> None:
    goods.prepare(shift.shop.engine, shift.shop.id)
    learn(shift.shop)
    Thread(target=warm, args=(shift,)).start()


def warm(shift: Shift) -> None:
    """Asks the lake what several tabs need, while the first page is being read."""
    selling.ranks(shift)
    leaving.unbooked(shift)


def warehouse_page(asked: Mapping[str, object], *, settings: Settings) -> Page:
    """The whole page as plain values for the section that is open."""
    return _page(on_shift(asked, settings))


def _page(shift: Shift) -> Page:
    section = desk.opened(shift, SECTIONS)
    tabs = desk.tabs(shift, SECTIONS)
    badges = {key: badge for key, _, badge in tabs}
    drawn = today.blocks(shift, badges) if section is today else section.blocks(shift)
    return {**desk.head(shift, TITLE), "tabs": tabs, "tab": section.KEY, "blocks": drawn}


def acts(settings: Settings) -> dict[str, Callable[..., object]]:
    """Every act of every section."""
    return desk.acts(SECTIONS, lambda ask: on_shift(ask, settings))


def on_shift(asked: Mapping[str, object], settings: Settings) -> Shift:
    """The shift a question is asked on; raises for a shop or language there is not."""
    shift = desk.shift_of(Shift, asked, settings)
    goods.prepare(shift.shop.engine, shift.shop.id)
    return shift
