"""The meetings' page: its sections, and what they are drawn from."""

from collections.abc import Callable, Mapping

from shopkit.pages import desk
from shopkit.pages.desk import Page
from shopkit.pages.meeting import chat, decisions, month, standup, thanks, week
from shopkit.pages.meeting.sitting import Sitting
from shopkit.settings import Settings
from shopkit.text import message
from shopkit.text.numbers import day as shown_day

TITLE = message("Meetings")
SECTIONS = (standup, week, month, decisions, thanks, chat)


def meeting_desk() -> object:
    """The meetings' page as a widget that follows what the team does and does what is pressed."""
    return desk.follow(Sitting, SECTIONS, _page)


def meeting_page(asked: Mapping[str, object], *, settings: Settings) -> Page:
    """The whole page as plain values for the section that is open."""
    return _page(on_sitting(asked, settings))


def acts(settings: Settings) -> dict[str, Callable[..., object]]:
    """Every act of every section."""
    return desk.acts(SECTIONS, lambda ask: on_sitting(ask, settings))


def on_sitting(asked: Mapping[str, object], settings: Settings) -> Sitting:
    """The sitting a question is asked in; raises for a shop or language there is not."""
    return desk.shift_of(Sitting, asked, settings)


def _page(sitting: Sitting) -> Page:
    return desk.page(sitting, TITLE, SECTIONS, freshness=_freshness(sitting))


def _freshness(sitting: Sitting) -> str:
    if not sitting.has_figures:
        return ""
    return sitting.say("Data until {day}", day=shown_day(sitting.asof, sitting.lang))
