"""The tasks' page: board, calendar, load, templates, import and export."""

from shopkit.pages import desk
from shopkit.pages.desk import Page
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import board, flow, listing, month, plans, transfer
from shopkit.store import plans as plan_store
from shopkit.store.ledger import Stamp
from shopkit.text import message

TITLE = message("Tasks")
SECTIONS = (board, listing, month, flow, plans, transfer)


def tasks_desk() -> object:
    """The board of the team as a widget: everyone's change is seen within a second."""
    return desk.follow(Shift, SECTIONS, tasks_page, first=begin_what_recurs, every=0.5)


def begin_what_recurs(shift: Shift) -> None:
    """Makes the tasks that come back today; the same day again makes none."""
    shop = shift.shop
    plan_store.run_due(shop.engine, shop.id, shift.day, Stamp(None, shift.at))


def tasks_page(shift: Shift) -> Page:
    """The whole page as plain values for the section that is open."""
    return desk.page(shift, TITLE, SECTIONS)
