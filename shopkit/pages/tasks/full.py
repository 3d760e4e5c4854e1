"""A list that is full: what would go over its limit waits, and whoever brought it chooses."""

from collections.abc import Mapping
from dataclasses import dataclass

from shopkit.errors import NotFound
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks.numbered import number, seen
from shopkit.store import tasks
from shopkit.tasks.states import DOING, OPEN, STATES, TO_DO
from shopkit.tasks.task import Task
from shopkit.text.numbers import count
from shopkit.widgets import Reply

OVER = "over"


@dataclass(frozen=True, slots=True)
class Wish:
    """Where somebody wants a task: a state, an owner if that changes, before which other task."""

    task_id: int
    state: str
    owner_id: int | None = None
    before: int | None = None

    def told(self) -> str:
        """The wish as an address holds it."""
        rest = ("" if each is None else str(each) for each in (self.owner_id, self.before))
        return ":".join((str(self.task_id), self.state, *rest))

    @classmethod
    def read(cls, told: str) -> "Wish | None":
        """The wish an address holds; None for anything else."""
        task_id, state, *rest = (*told.split(":"), "", "", "", "")[:4]
        numbers = [each for each in (task_id, *rest) if each]
        if state not in OPEN or not task_id or len(told) > 80:
            return None
        if not all(each.isascii() and each.isdecimal() for each in numbers):
            return None
        return cls(int(task_id), state, *(int(each) if each else None for each in rest))


def room(shift: Shift, state: str, owner_id: int | None, *, but: int | None = None) -> str:
    """Why one more task at `state` is too many, in a sentence; empty while there is room."""
    shop, say = shift.shop, shift.say
    limits = tasks.limits(shop.engine, shop.id)
    if (limit := limits.states.get(state)) is not None:
        there = tasks.count_tasks(shop.engine, shop.id, states=(state,), but=but)
        if there >= limit:
            return _full(shift, say(STATES[state]), there, limit)
    if state == DOING and limits.person is not None and owner_id is not None:
        mine = {"owner_id": owner_id, "but": but}
        there = tasks.count_tasks(shop.engine, shop.id, states=(DOING,), **mine)
        if there >= limits.person:
            name = f"{shift.named(owner_id)} · {say(STATES[DOING])}"
            return _full(shift, name, there, limits.person)
    return ""


def _full(shift: Shift, name: str, there: int, limit: int) -> str:
    n, most = count(there, shift.lang), count(limit, shift.lang)
    return shift.say("“{list}” is full: {n} of {limit}.", list=name, n=n, limit=most)


def asks(
    shift: Shift, task_id: int, values: Mapping[str, object], *, before: int | None = None
) -> Reply | None:
    """What is asked instead of a step into a full list; None where there is room, or no step."""
    limits = tasks.limits(shift.shop.engine, shift.shop.id)
    if not {"state", "owner_id"} & values.keys() or not (limits.states or limits.person):
        return None
    task = tasks.task_of(shift.shop.engine, shift.shop.id, task_id)
    state, owner_id = str(values.get("state", task.state)), values.get("owner_id", task.owner_id)
    if state not in OPEN or (state, owner_id) == (task.state, task.owner_id):
        return None
    told = room(shift, state, owner_id, but=task.id)
    is_handed = owner_id != task.owner_id
    if not told or (is_handed and state != DOING):
        return None
    wish = Wish(task_id, state, owner_id if is_handed else None, before)
    return Reply(told, tone="bad", ask={OVER: wish.told()})


def kept(shift: Shift, task_id: int, state: str, told: str) -> Reply:
    """What is said of a new task whose list is full: it is kept, and where it goes is asked."""
    task = tasks.task_of(shift.shop.engine, shift.shop.id, task_id)
    said = f"{told} {_waits(shift, task)}"
    return Reply(said, tone="warn", ask={OVER: Wish(task_id, state).told()})


def _waits(shift: Shift, task: Task) -> str:
    at = shift.say(STATES[task.state])
    return shift.say("“{title}” is in “{list}”.", title=task.title, list=at)


def blocks(shift: Shift) -> list[Block]:
    """The choice, while somebody has to make it and the list is still full."""
    wish = Wish.read(shift.ask.get(OVER, ""))
    try:
        task = wish and tasks.task_of(shift.shop.engine, shift.shop.id, wish.task_id)
    except NotFound:
        return []
    if wish is None or task is None or task.archived_at:
        return []
    owner_id = wish.owner_id or task.owner_id
    told = room(shift, wish.state, owner_id, but=task.id)
    if not told:
        return []
    is_there = (task.state, task.owner_id) == (wish.state, owner_id)
    if is_there and wish.state != TO_DO:
        return []
    return [
        {
            "kind": "choice",
            "id": "over",
            "title": f"{told} {_waits(shift, task)}",
            "note": shift.say("Best finish something first. A list over its limit turns red."),
            "close": {OVER: ""},
            "sides": [
                _leave(shift, task),
                _away(shift, task) if is_there else _bring(shift, task, wish),
            ],
        }
    ]


def _leave(shift: Shift, task: Task) -> Block:
    say = shift.say
    return {
        "label": say("Leave it in “{list}”", list=say(STATES[task.state])),
        "button": say("Leave it there"),
        "act": "task_leave",
        "values": {},
    }


def _bring(shift: Shift, task: Task, wish: Wish) -> Block:
    say = shift.say
    values = {"card": task.id, "version": task.version, "wish": wish.told()}
    return {
        "label": say("Into “{list}” all the same", list=say(STATES[wish.state])),
        "button": say("Bring it over"),
        "act": "task_over",
        "values": values,
    }


def _away(shift: Shift, task: Task) -> Block:
    say = shift.say
    return {
        "label": say("Put it away"),
        "button": say("Take off the board"),
        "act": "task_away",
        "values": {"card": task.id},
    }


def brought(shift: Shift, *, key: str, card: object, version: object, wish: object) -> Reply:
    """Puts a task into a list that is full, for somebody has said so."""
    say, wanted = shift.say, Wish.read(str(wish))
    if wanted is None or wanted.task_id != number(shift, card):
        raise NotFound("This choice is gone: the page shows what there is now.")
    values: dict[str, object] = {"state": wanted.state}
    if wanted.owner_id is not None:
        known = {str(each.id): each.id for each in shift.members}
        values["owner_id"] = known[given.one_of(wanted.owner_id, known, say("Owner"))]
    task = tasks.move(
        shift.shop.engine, shift.shop.id, wanted.task_id, shift.stamp(key),
        version=seen(shift, version), values=values, before=wanted.before,
    )  # fmt: skip
    return Reply(f"{task.title}: {say(STATES[task.state])}", ask={OVER: ""})


def left(shift: Shift, *, key: str) -> Reply:
    """Leaves the task where it is."""
    return Reply("", ask={OVER: ""})


def put_away(shift: Shift, *, key: str, card: object) -> Reply:
    """Takes a task that was one too many off the board."""
    tasks.archive(shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key))
    return Reply(shift.say("Put away."), ask={OVER: "", "card": ""})


ACTS = {"task_over": brought, "task_leave": left, "task_away": put_away}
