"""Changes of a task: fields of the same card that two people change both hold."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, select

from shopkit.errors import Refused
from shopkit.store.acts import acting
from shopkit.store.ledger import Stamp
from shopkit.store.schema import task_change
from shopkit.store.tasks.past import changes_since, names
from shopkit.store.tasks.places import last_place, place_before
from shopkit.store.tasks.reading import one
from shopkit.store.tasks.writing import check_sound, write
from shopkit.tasks.changes import (
    FIELDS,
    SETS,
    Conflict,
    Facts,
    differences,
    facts_of,
    merged,
    plain,
)
from shopkit.tasks.past import with_facts
from shopkit.tasks.states import DONE, brings, may_go
from shopkit.tasks.task import Task, sound

# What a person may change; the rest follows from it.
_FOLLOWING = {"place", "document", "started_at", "done_at", "archived_at", "check"}
CHANGEABLE = frozenset(FIELDS) - _FOLLOWING
# Fields that a task tells other rows' names of.
_OTHERS = frozenset({"owner_id", "watchers", "needs", "parent_id"})
_WORDS = frozenset({"title", "description", "blocked_because"})
_Wishes = Callable[[Connection, Task], Facts]


def change(
    engine: Engine,
    shop_id: str,
    task_id: int,
    stamp: Stamp,
    *,
    version: int,
    values: Mapping[str, Any],
) -> Task:
    """The task with these fields changed by somebody who had read its `version`.

    What others changed since stays; a value left as it was read is no change; of labels,
    watchers, links and needs, what was added and taken away counts. Raises `Conflict` with
    nothing saved where another changed the same field, `NoPath` for a state out of reach.
    """
    with acting(engine, shop_id, stamp) as db:
        return changed(db, shop_id, task_id, stamp, version=version, values=values)


def changed(
    db: Connection,
    shop_id: str,
    task_id: int,
    stamp: Stamp,
    *,
    version: int,
    values: Mapping[str, Any],
) -> Task:
    """The same inside a transaction that books something else too."""
    wanted = _wanted(values)
    return rewritten(db, shop_id, task_id, stamp, version=version, wishes=lambda _db, _: wanted)


def move(
    engine: Engine,
    shop_id: str,
    task_id: int,
    stamp: Stamp,
    *,
    version: int,
    values: Mapping[str, Any] | None = None,
    before: int | None = None,
) -> Task:
    """The task right before another, or at the board's end, with what its new list stands for.

    `values` is that: a state, an owner, a day. Of two who move a card, the later is right about
    its place; about the rest they may be in `Conflict`.
    """
    wanted = _wanted(values or {})

    def wishes(db: Connection, found: Task) -> Facts:
        if before == found.id:
            return wanted
        if before is None:
            return wanted | {"place": last_place(db, shop_id)}
        return wanted | {"place": place_before(db, shop_id, found.id, before)}

    with acting(engine, shop_id, stamp) as db:
        return rewritten(db, shop_id, task_id, stamp, version=version, wishes=wishes)


def finish_task(engine: Engine, shop_id: str, task_id: int, stamp: Stamp, *, version: int) -> Task:
    """Mark a task as done. Raises `Refused` when anybody changed it after `version` was read."""
    with acting(engine, shop_id, stamp) as db:
        found = one(db, shop_id, task_id)
        if found.state == DONE:
            return found
        if found.version != version:
            raise Refused(
                "Somebody has changed “{title}” meanwhile. Look at it again, then decide.",
                title=found.title,
            )
        return changed(db, shop_id, task_id, stamp, version=version, values={"state": DONE})


def archive(
    engine: Engine, shop_id: str, task_id: int, stamp: Stamp, *, is_archived: bool = True
) -> Task:
    """The task put away, off every list and still there; or, with False, brought back."""

    def wishes(_db: Connection, found: Task) -> Facts:
        if bool(found.archived_at) == is_archived:
            return {}
        return {"archived_at": plain("archived_at", stamp.at) if is_archived else None}

    with acting(engine, shop_id, stamp) as db:
        return rewritten(db, shop_id, task_id, stamp, version=None, wishes=wishes)


def undo(engine: Engine, shop_id: str, task_id: int, stamp: Stamp, *, version: int) -> Task:
    """The task with the change that made its `version` taken back by a counter-change.

    What was changed since in other fields stays; in the same fields that is a `Conflict`. A task
    just made is archived: nothing is ever deleted.
    """

    def wishes(db: Connection, found: Task) -> Facts:
        if version == 1:
            return {"archived_at": plain("archived_at", stamp.at)}
        (last,) = changes_since(db, task_id, version - 1, until=version) or [None]
        if last is None:
            raise Refused("There is no change {n} of “{title}”.", n=version, title=found.title)
        return last.before

    with acting(engine, shop_id, stamp) as db:
        return rewritten(db, shop_id, task_id, stamp, version=version, wishes=wishes, is_undo=True)


def rewritten(
    db: Connection,
    shop_id: str,
    task_id: int,
    stamp: Stamp,
    *,
    version: int | None,
    wishes: _Wishes,
    is_undo: bool = False,
) -> Task:
    """The task as somebody wishes who had read `version`, or, with None, just read it."""
    found = one(db, shop_id, task_id)
    if _known(db, task_id, stamp):
        return found
    now = facts_of(found)
    new = _agreed(db, found, wishes(db, found), version, people=lambda: names(db, shop_id))
    if "state" in new and not is_undo:
        new = _stepped(found, new, stamp)
    before = {field: now.get(field) for field in new}
    changes = differences(before, new)
    if not changes:
        return found
    check_sound(db, shop_id, task_id, changes)
    write(db, task_id, changes, stamp, version=found.version + 1)
    if changes.keys() & _OTHERS:
        return one(db, shop_id, task_id)
    return with_facts(found, now | new, {}, found.version + 1)


def _agreed(
    db: Connection,
    found: Task,
    wanted: Facts,
    version: int | None,
    *,
    people: Callable[[], Mapping[int, str]],
) -> Facts:
    """What to change of a task, with what was changed since `version`, or `Conflict`."""
    if version is not None and not 0 < version <= found.version:
        raise Refused(
            "“{title}” has no version {n}. Reload the page.", title=found.title, n=version
        )
    seen = found.version if version is None else version
    since = changes_since(db, found.id, seen) if seen < found.version else []
    new, clashes = merged(facts_of(found), since, wanted)
    if clashes:
        fields = {clash.field for clash in clashes}
        rest = {field: value for field, value in new.items() if field not in fields}
        raise Conflict(found.title, clashes, found.version, people(), rest=rest)
    return new


def _stepped(found: Task, new: Facts, stamp: Stamp) -> Facts:
    """With a step to another state, what follows from it."""
    to = str(new["state"])
    sound("state", to)
    may_go(found.title, found.state, to)
    brought = brings(facts_of(found), to, stamp.at)
    return {field: plain(field, value) for field, value in brought.items()} | new


def _wanted(values: Mapping[str, Any]) -> Facts:
    unknown = sorted(set(values) - CHANGEABLE)
    if unknown:
        raise Refused("A task has no field “{field}” to change.", field=unknown[0])
    return {field: plain(field, _tidy(field, value)) for field, value in values.items()}


def _tidy(field: str, value: Any) -> Any:
    if field in _WORDS:
        return str(value).strip()
    if field == "labels":
        return {str(label).strip() for label in value}
    if field == "links":
        return {(link.kind, link.reference) for link in value}
    return set(value) if field in SETS else value


def _known(db: Connection, task_id: int, stamp: Stamp) -> bool:
    """Whether this act arrived before."""
    if stamp.key is None:
        return False
    same = select(task_change.c.id).where(
        task_change.c.task_id == task_id, task_change.c.key == stamp.key
    )
    return db.execute(same).scalar() is not None
