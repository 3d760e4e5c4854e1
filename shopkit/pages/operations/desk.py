"""Operations' page: its sections, in the order of the day."""

from shopkit.pages import desk
from shopkit.pages.operations import ads, campaigns, listing, orders, prices, rivals, rules
from shopkit.pages.shift import Shift
from shopkit.text import message

TITLE = message("Operations")
SECTIONS = (orders, campaigns, prices, ads, listing, rules, rivals)


def operations_desk() -> object:
    """The page as a widget that follows the shop's data and does what is pressed."""
    return desk.follow(Shift, SECTIONS, operations_page)


def operations_page(shift: Shift) -> desk.Page:
    """The whole page as plain values for the section that is open."""
    return desk.page(shift, TITLE, SECTIONS)
