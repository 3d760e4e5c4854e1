"""The tasks' page: board, calendar, load, templates, import and export."""

from collections.abc import Mapping

from shopkit.pages import desk
from shopkit.pages.desk import Page
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import board, flow, listing, month, plans, transfer
from shopkit.settings import Settings
from shopkit.shop import pulse
from shopkit.store import plans as plan_store
from shopkit.store.ledger import Stamp
from shopkit.text import message

TITLE = message("Tasks")
SECTIONS = (board, listing, month, flow, plans, transfer)


def tasks_desk() -> object:
    """The board of the team as a widget: everyone's change is seen within a second."""
    from shopkit.widgets import Desk
    from shopkit.widgets.query import asked

    # a warm kernel waits here, so nothing below is older than the page
    wanted = asked(desk.asked_by(SECTIONS))
    settings = Settings.from_env()

    def on(ask: Mapping[str, object]) -> Shift:
        return desk.shift_of(Shift, ask, settings)

    begin_what_recurs(on({}))
    return Desk(
        lambda ask: tasks_page(on(ask)),
        desk.acts(SECTIONS, on),
        ask=wanted,
        token=lambda: pulse(settings),
        every=0.5,
    )


def begin_what_recurs(shift: Shift) -> None:
    """Makes the tasks that come back today; the same day again makes none."""
    shop = shift.shop
    plan_store.run_due(shop.engine, shop.id, shift.day, Stamp(None, shift.at))


def tasks_page(shift: Shift) -> Page:
    """The whole page as plain values for the section that is open."""
    section = desk.opened(shift, SECTIONS)
    return {
        **desk.head(shift, TITLE),
        "tabs": desk.tabs(shift, SECTIONS),
        "tab": section.KEY,
        "blocks": section.blocks(shift),
    }
