"""The month: what is due on which day, with the days nobody works marked."""

from datetime import date, timedelta

from shopkit import workdays
from shopkit.errors import Refused
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks import card
from shopkit.store import tasks
from shopkit.text import message

KEY, TITLE = "calendar", message("Calendar")
ASKED = frozenset({"month"}) | card.ASKED


def badge(shift: Shift) -> int | None:
    """How many tasks are due today."""
    today = {"due_from": shift.today, "due_until": shift.today}
    return tasks.count_tasks(shift.shop.engine, shift.shop.id, **today) or None


def blocks(shift: Shift) -> list[Block]:
    """The month that is asked for, and the card that is opened."""
    first = _first(shift)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    days: dict[str, list[Block]] = {}
    for task in tasks.tasks(shift.shop.engine, shift.shop.id, hung=()):
        if task.due_on and first <= task.due_on <= last:
            tone = "bad" if task.is_overdue(shift.today) else None
            shown = {
                "key": str(task.id),
                "title": task.title,
                "tone": tone,
                "ask": {"card": str(task.id)},
            }
            days.setdefault(task.due_on.isoformat(), []).append(shown)
    whole = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    month = {
        "kind": "calendar",
        "id": "month",
        "month": f"{first:%Y-%m}",
        "days": days,
        "today": shift.today.isoformat(),
        "off": [day.isoformat() for day in whole if not workdays.is_workday(day)],
    }
    return [month, *card.panel(shift)]


def _first(shift: Shift) -> date:
    wanted = shift.ask.get("month", "")
    try:
        asked = given.day(f"{wanted}-01", shift.say("Month")) if wanted else None
    except Refused:
        asked = None
    return (asked or shift.today).replace(day=1)


ACTS: dict[str, object] = {}
