"""A stand-up's entries: filled in from the board, and told to the group when it closes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from shopkit import clock
from shopkit.meetings.values import Entry
from shopkit.text import Say

DAY = timedelta(days=1)
LOOKED_BACK = 14
MOST_LINES = 5
MINUTES = 10
# Yesterday's figures are whole by then.
FIGURES_FROM = 9
# A dash or dot, a box, or a number with its point; 3.5 kg is no numbering.
_MARKS = re.compile(r"^\s*(?:[-*•·□☐]+|\d+(?:\.(?!\d)|[、)]))\s*")


class Work(Protocol):
    """What a stand-up reads of a task."""

    title: str
    owner_id: int | None
    priority: int
    state: str
    due_on: date | None
    done_at: datetime | None


class Person(Protocol):
    """What it reads of a member."""

    id: int | None
    name: str

    def works_on(self, day: date) -> bool:
        """Whether they are expected that day."""


@dataclass(frozen=True, slots=True)
class Said:
    """One person's part as it is told: names in place of numbers."""

    name: str
    is_here: bool
    yesterday: str
    today: str
    blocker: str
    needs: str


def last_worked(person: Person, day: date) -> date:
    """The last day before `day` this person was at work; the day before if none is near."""
    days = (day - back * DAY for back in range(1, LOOKED_BACK + 1))
    return next((each for each in days if person.works_on(each)), day - DAY)


def prefilled(person: Person, day: date, *, done: Iterable[Work], open: Iterable[Work]) -> Entry:
    """What the board says for somebody who has not spoken: nearly done before not begun.

    `done` are tasks finished, `open` those not; of anybody.
    """
    since = last_worked(person, day)
    theirs = [each for each in open if each.owner_id == person.id]
    finished = [
        each.title
        for each in done
        if each.owner_id == person.id and each.done_at and clock.day_of(each.done_at) >= since
    ]
    ahead = [each.title for each in _ahead(theirs, day)]
    stuck = [each.title for each in theirs if each.state == "blocked"]
    return Entry(
        day, person.id, *("\n".join(each[:MOST_LINES]) for each in (finished, ahead, stuck))
    )


def lines_of(text: str) -> list[str]:
    """The lines of what somebody typed, without marks, numbers and empty ones.

    >>> lines_of(" - call Ann\\n\\n2. 整理退货 ")
    ['call Ann', '整理退货']
    """
    return [line for raw in text.splitlines() if (line := _bare(raw))]


def new_lines(text: str, titles: Iterable[str]) -> list[str]:
    """The lines that are no task yet."""
    known = {title.strip().casefold() for title in titles}
    return [line for line in lines_of(text) if line.casefold() not in known]


def told(said: Sequence[Said], *, title: str, numbers: Sequence[str], points: str, say: Say) -> str:
    """The stand-up as plain text for a group chat: blockers first, as they need somebody else."""
    parts = [title, *numbers]
    stuck = [each for each in said if each.blocker]
    parts += _part(say("Blocked"), [_blocked(each, say) for each in stuck])
    parts += _part(
        say("Today"), [f"{each.name}: {_flat(each.today)}" for each in said if each.today]
    )
    parts += _part(
        say("Done"), [f"{each.name}: {_flat(each.yesterday)}" for each in said if each.yesterday]
    )
    parts += _part(say("From the manager"), lines_of(points))
    away = [each.name for each in said if not each.is_here]
    return "\n".join(parts + _part(say("Away"), [", ".join(away)] if away else []))


def _ahead(theirs: Iterable[Work], day: date) -> list[Work]:
    """What is being done, then what is due by tomorrow or urgent; each most pressing first."""
    listed = [
        each
        for each in theirs
        if each.state == "doing"
        or (
            each.state == "to do"
            and (each.priority == 1 or (each.due_on is not None and each.due_on <= day + DAY))
        )
    ]
    return sorted(
        listed, key=lambda each: (each.state != "doing", each.priority, each.due_on or date.max)
    )


def _bare(line: str) -> str:
    return _MARKS.sub("", line).strip()


def _part(head: str, lines: list[str]) -> list[str]:
    return ["", f"【{head}】", *lines] if lines else []


def _blocked(each: Said, say: Say) -> str:
    text = f"{each.name}: {_flat(each.blocker)}"
    return say("{what} → needs {who}", what=text, who=each.needs) if each.needs else text


def _flat(text: str) -> str:
    return " / ".join(lines_of(text))
