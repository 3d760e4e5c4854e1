"""The lists of the board: by state, by person or by day; what each holds and stands for."""

from dataclasses import dataclass
from datetime import date, timedelta

from shopkit.errors import Refused
from shopkit.pages import given
from shopkit.pages.shift import Shift
from shopkit.store import tasks
from shopkit.tasks.states import DOING, DONE, OPEN, STATES
from shopkit.tasks.task import Task
from shopkit.text import message

WAYS = {
    "state": message("By state"),
    "person": message("By person"),
    "due": message("By day"),
}
NOBODY, LATER, UNDATED = "nobody", "later", "undated"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a list: its key, its title, and how much it may hold."""

    key: str
    title: str
    limit: int | None = None
    is_over: bool = False


def way(shift: Shift) -> str:
    """How the lists are cut; by state unless asked otherwise."""
    wanted = shift.ask.get("lists", "")
    return wanted if wanted in WAYS else "state"


def heads(shift: Shift, *, is_part: bool) -> list[Head]:
    """The lists in their order; of a part of the tasks no limit can be told."""
    if way(shift) == "state":
        return _by_state(shift, is_part=is_part)
    return _by_person(shift) if way(shift) == "person" else _by_day(shift)


def _by_state(shift: Shift, *, is_part: bool) -> list[Head]:
    own = {} if is_part else tasks.limits(shift.shop.engine, shift.shop.id).states
    return [Head(state, shift.say(STATES[state]), own.get(state)) for state in (*OPEN, DONE)]


def _by_person(shift: Shift) -> list[Head]:
    """A list a person; the limit is of what is being done, so the list's title tells it."""
    say, limit = shift.say, tasks.limits(shift.shop.engine, shift.shop.id).person
    everybody = [Head(str(each.id), each.name) for each in shift.members]
    if limit is not None:
        everybody = [_limited(shift, head, limit) for head in everybody]
    return [Head(NOBODY, say("Nobody's")), *everybody]


def _limited(shift: Shift, head: Head, limit: int) -> Head:
    shop, say = shift.shop, shift.say
    doing = tasks.count_tasks(shop.engine, shop.id, states=(DOING,), owner_id=int(head.key))
    told = say("{name} · doing {n} of {limit}", name=head.title, n=doing, limit=limit)
    return Head(head.key, told, is_over=doing > limit)


def _by_day(shift: Shift) -> list[Head]:
    say, today = shift.say, shift.today
    return [
        Head("late", say("Late")),
        Head(today.isoformat(), say("Today")),
        Head((today + timedelta(days=1)).isoformat(), say("Tomorrow")),
        Head(LATER, say("Later")),
        Head(UNDATED, say("Without a day")),
    ]


def list_of(shift: Shift, task: Task) -> str:
    """The key of the list that a task lies in."""
    cut = way(shift)
    if cut == "state":
        return task.state
    if cut == "person":
        known = {str(each.id) for each in shift.members}
        return str(task.owner_id) if str(task.owner_id) in known else NOBODY
    if task.due_on is None:
        return UNDATED
    if task.due_on < shift.today:
        return "late"
    return task.due_on.isoformat() if task.due_on <= shift.today + timedelta(days=1) else LATER


def stands_for(shift: Shift, to: str) -> dict[str, object]:
    """What a list means for a card in it."""
    cut, today = way(shift), shift.today
    if cut == "state":
        given.one_of(to, STATES, shift.say("Lists"))
        return {"state": to}
    if cut == "person":
        known = {NOBODY: None} | {str(each.id): each.id for each in shift.members}
        return {"owner_id": known[given.one_of(to, known, shift.say("Whose"))]}
    if to == "late":
        raise Refused("Nothing is put off to a day that has passed: choose another list.")
    known_days: dict[str, date | None] = {
        today.isoformat(): today,
        (today + timedelta(days=1)).isoformat(): today + timedelta(days=1),
        LATER: today + timedelta(days=7),
        UNDATED: None,
    }
    return {"due_on": known_days[given.one_of(to, known_days, shift.say("Lists"))]}
