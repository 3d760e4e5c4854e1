"""What hangs on a task: lines to tick, labels, watchers, links, needs, and what was said."""

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, insert, select

from shopkit.errors import NotFound, Refused
from shopkit.store.acts import acting, signed
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import member, task_comment
from shopkit.store.tasks.changing import rewritten
from shopkit.store.tasks.reading import one
from shopkit.store.tasks.writing import new_check
from shopkit.tasks.changes import Facts, check_fact, check_field, facts_of
from shopkit.tasks.task import Check, Comment, Link, Task, sound


def attach(
    engine: Engine,
    shop_id: str,
    task_id: int,
    stamp: Stamp,
    *,
    labels: Iterable[str] = (),
    watchers: Iterable[int] = (),
    links: Iterable[Link] = (),
    needs: Iterable[int] = (),
) -> Task:
    """The task with these hung on it as well; needs that would make a ring are `Refused`."""
    more = _sets(labels, watchers, links, needs)

    def wishes(_db: Connection, found: Task) -> Facts:
        now = facts_of(found)
        return {field: sorted(now[field] + _new(more[field], now[field])) for field in more}

    with acting(engine, shop_id, stamp) as db:
        return rewritten(db, shop_id, task_id, stamp, version=None, wishes=wishes)


def detach(
    engine: Engine,
    shop_id: str,
    task_id: int,
    stamp: Stamp,
    *,
    labels: Iterable[str] = (),
    watchers: Iterable[int] = (),
    links: Iterable[Link] = (),
    needs: Iterable[int] = (),
) -> Task:
    """The task with these taken off it."""
    less = _sets(labels, watchers, links, needs)

    def wishes(_db: Connection, found: Task) -> Facts:
        now = facts_of(found)
        return {field: _new(now[field], less[field]) for field in less}

    with acting(engine, shop_id, stamp) as db:
        return rewritten(db, shop_id, task_id, stamp, version=None, wishes=wishes)


def add_check(engine: Engine, shop_id: str, task_id: int, stamp: Stamp, *, text: str) -> Task:
    """The task with a line more on its checklist."""

    def wishes(db: Connection, found: Task) -> Facts:
        number = new_check(db, found.id, text)
        place = 1 + max((check.place for check in found.checks), default=0)
        return {check_field(number): [text.strip(), False, place]}

    with acting(engine, shop_id, stamp) as db:
        return rewritten(db, shop_id, task_id, stamp, version=None, wishes=wishes)


def change_check(
    engine: Engine,
    shop_id: str,
    task_id: int,
    stamp: Stamp,
    *,
    check_id: int,
    version: int | None = None,
    text: str | None = None,
    is_done: bool | None = None,
) -> Task:
    """The task with a line of its checklist ticked, unticked or reworded.

    Two who reword one line are in `Conflict` if `version`, what was read, is given.
    """

    def wishes(_db: Connection, found: Task) -> Facts:
        line = _line(found, check_id)
        words, done, place = check_fact(line)
        words = words if text is None else text.strip()
        return {check_field(check_id): [words, done if is_done is None else is_done, place]}

    with acting(engine, shop_id, stamp) as db:
        return rewritten(db, shop_id, task_id, stamp, version=version, wishes=wishes)


def drop_check(engine: Engine, shop_id: str, task_id: int, stamp: Stamp, *, check_id: int) -> Task:
    """The task without a line of its checklist; `undo` brings it back."""

    def wishes(_db: Connection, found: Task) -> Facts:
        return {check_field(_line(found, check_id).id): None}

    with acting(engine, shop_id, stamp) as db:
        return rewritten(db, shop_id, task_id, stamp, version=None, wishes=wishes)


def comment(engine: Engine, shop_id: str, task_id: int, stamp: Stamp, *, text: str) -> int:
    """Keep what somebody says about a task; the comment's number."""
    if not text.strip():
        raise Refused("Write something first.")
    sound("description", text)
    with acting(engine, shop_id, stamp) as db:
        one(db, shop_id, task_id)
        same = select(task_comment.c.id).where(
            task_comment.c.task_id == task_id, task_comment.c.key == stamp.key
        )
        if stamp.key is not None and (known := db.execute(same).scalar()) is not None:
            return known
        row = {"task_id": task_id, "text": text.strip(), "said_at": stamp.at} | signed(stamp)
        return db.execute(insert(task_comment).values(row)).inserted_primary_key[0]


def comments(engine: Engine, shop_id: str, task_id: int) -> list[Comment]:
    """What was said about a task, oldest first."""
    said = (
        select(task_comment, member.c.name.label("who"))
        .outerjoin(member, member.c.id == task_comment.c.member_id)
        .where(task_comment.c.task_id == task_id)
        .order_by(task_comment.c.id)
    )
    with told(), engine.connect() as db:
        one(db, shop_id, task_id)
        rows = db.execute(said).all()
    return [
        Comment(row.id, row.task_id, row.text, row.said_at, row.who or "", row.member_id)
        for row in rows
    ]


def _sets(
    labels: Iterable[str], watchers: Iterable[int], links: Iterable[Link], needs: Iterable[int]
) -> Facts:
    given = {
        "labels": sorted({label.strip() for label in labels}),
        "watchers": sorted(set(watchers)),
        "links": sorted({(link.kind, link.reference) for link in links}),
        "needs": sorted(set(needs)),
    }
    given["links"] = [list(link) for link in given["links"]]
    return {field: values for field, values in given.items() if values}


def _new(values: list, known: list) -> list:
    return [each for each in values if each not in known]


def _line(found: Task, check_id: int) -> Check:
    for check in found.checks:
        if check.id == check_id:
            return check
    raise NotFound("“{title}” has no such line on its checklist.", title=found.title)
