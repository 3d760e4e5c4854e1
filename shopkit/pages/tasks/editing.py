"""The words of an opened task, kept by whoever typed them; where two typed, they choose."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks.numbered import number, seen
from shopkit.store import tasks
from shopkit.tasks.changes import Clash, Conflict, field_name
from shopkit.tasks.states import PRIORITIES
from shopkit.tasks.task import Task
from shopkit.text import message
from shopkit.widgets import Reply

KEPT = 50
THEIRS, YOURS, BOTH = "theirs", "yours", "both"
WAYS = {way: way for way in (THEIRS, YOURS, BOTH)}
# Fields whose two versions can stand one after the other, and what stands between them.
JOINED = {"title": " / ", "description": "\n", "blocked_because": " / "}


@dataclass(frozen=True, slots=True)
class _Clashing:
    """One save that met another: the fields still to choose, and the values agreed on so far."""

    task_id: int
    conflict: Conflict
    open: tuple[Clash, ...]
    values: dict[str, object]


# By the save's key, until somebody chooses; the words stay in the form's draft too.
_CLASHES: OrderedDict[str, _Clashing] = OrderedDict()


def blocks(shift: Shift, task: Task) -> list[Block]:
    """The two versions while nobody has chosen, and the form."""
    return [*_choice(shift, task), _form(shift, task)]


def _form(shift: Shift, task: Task) -> Block:
    say = shift.say
    people = [["", "–"], *([str(each.id), each.name] for each in shift.members)]
    fields = [
        draw.field("title", say("Title"), value=task.title, required=True),
        draw.field(
            "owner_id", say("Owner"), "choice", value=str(task.owner_id or ""), options=people
        ),
        draw.field(
            "due_on", say("Due"), "day", value=task.due_on.isoformat() if task.due_on else ""
        ),
        draw.field(
            "priority",
            say("Priority"),
            "choice",
            value=str(task.priority),
            options=[[str(key), say(words)] for key, words in PRIORITIES.items()],
        ),
        draw.field(
            "estimate_minutes", say("Minutes"), "number", value=task.estimate_minutes, min=0
        ),
        draw.field("labels", say("Labels"), value=" ".join(task.labels)),
        draw.field("description", say("Description"), "area", value=task.description),
        draw.field("blocked_because", say("Blocked because"), value=task.blocked_because),
    ]
    return draw.form(
        f"task-{task.id}",
        "task_save",
        fields,
        say("Save"),
        values={"card": task.id, "version": task.version},
        since=["version"],  # what was typed belongs to the version it was begun on
    )


def _choice(shift: Shift, task: Task) -> list[Block]:
    """Two versions of a field, side by side, while whoever typed one has not chosen."""
    known = _CLASHES.get(shift.ask.get("clash", ""))
    if known is None or known.task_id != task.id:
        return []
    say, clash = shift.say, known.open[0]
    fixed = {"clash": shift.ask["clash"], "field": clash.field}
    title = say(
        "{who} changed “{field}” too", who=clash.who or "–", field=say(field_name(clash.field))
    )
    choice = {
        "kind": "choice",
        "id": "choice",
        "title": title,
        "clears": f"task-{task.id}",
        "sides": [
            {
                "label": say(label),
                "text": known.conflict.shown(clash.field, value, say),
                "act": "task_choose",
                "values": fixed | {"keep": keep},
            }
            for keep, label, value in (
                (THEIRS, message("Theirs"), clash.theirs),
                (YOURS, message("Yours"), clash.yours),
            )
        ],
    }
    if clash.field in JOINED:
        choice["both"] = {"act": "task_choose", "values": fixed | {"keep": BOTH}}
    return [choice]


def saved(shift: Shift, *, key: str, card: object, version: object, **typed: object) -> Reply:
    """Keeps what was changed; where another changed the same, both versions are shown."""
    wanted, read = number(shift, card), seen(shift, version)
    return _kept(shift, key, wanted, version=read, values=_typed(shift, typed))


def _kept(
    shift: Shift, key: str, task_id: int, *, version: int, values: Mapping[str, object]
) -> Reply:
    shop = shift.shop
    try:
        tasks.change(
            shop.engine, shop.id, task_id, shift.stamp(key), version=version, values=values
        )
    except Conflict as conflict:
        _CLASHES[key] = _Clashing(task_id, conflict, conflict.clashes, dict(conflict.rest))
        while len(_CLASHES) > KEPT:
            _CLASHES.popitem(last=False)
        return Reply(conflict.told(shift.say), tone="warn", keep=True, ask={"clash": key})
    return Reply(shift.say("Saved."), ask={"clash": ""})


def _typed(shift: Shift, typed: Mapping[str, object]) -> dict[str, object]:
    say = shift.say
    readers = {
        "title": lambda value: given.words(value, say("Title"), most=300),
        "description": lambda value: str(value or "")[:20_000],
        "blocked_because": lambda value: given.words(value, say("Blocked because")),
        "owner_id": lambda value: given.maybe(value, say("Owner"), most=10**12),
        "due_on": lambda value: given.day(value, say("Due")),
        "priority": lambda value: given.whole(value, say("Priority"), least=1, most=4),
        "estimate_minutes": lambda value: given.maybe(value, say("Minutes")),
        "labels": lambda value: tuple(str(value or "").replace("#", " ").split()),
    }
    if unknown := typed.keys() - readers.keys():
        raise Refused("There is no field {field}.", field=min(unknown))
    return {name: readers[name](value) for name, value in typed.items()}


def chosen(shift: Shift, *, key: str, clash: str, field: str, keep: object) -> Reply:
    """Keeps one version of a field, or both; what was not kept stays in the history or unsaved."""
    way = given.one_of(keep, WAYS, shift.say("Keep"))
    known = _CLASHES.get(clash)
    if known is None or known.open[0].field != field:
        raise Refused("This was chosen already. Look at the task again.")
    shift.stamp(key)
    found, values = known.open[0], dict(known.values)
    if way == BOTH and field not in JOINED:
        raise Refused("Choose “{field}” from the list.", field=shift.say(field_name(field)))
    if way != THEIRS:
        values[field] = (
            found.yours
            if way == YOURS
            else JOINED[field].join([str(found.theirs), str(found.yours)])
        )
    if known.open[1:]:
        _CLASHES[clash] = replace(known, open=known.open[1:], values=values)
        return Reply(shift.say("One more to choose."), keep=True)
    reply = _kept(shift, key, known.task_id, version=known.conflict.version, values=values)
    _CLASHES.pop(clash, None)
    return reply


ACTS = {"task_save": saved, "task_choose": chosen}
