"""Manager's page: its sections, in the order of the day."""

from shopkit.pages import desk
from shopkit.pages.manager import customers, score, target, watch, why
from shopkit.pages.shift import Shift
from shopkit.text import message

TITLE = message("Manager")
SECTIONS = (why, watch, target, customers, score)


def manager_desk() -> object:
    """The page as a widget that follows the shop's data and does what is pressed."""
    return desk.follow(Shift, SECTIONS, manager_page)


def manager_page(shift: Shift) -> desk.Page:
    """The whole page as plain values for the section that is open."""
    return desk.page(shift, TITLE, SECTIONS)
