"""The register of rules, who read them, the tasks they make, and the log of violations."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.rules import CLOSED, KINDS, Rule, Violation
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import rule, rule_reader, task, violation
from shopkit.store.tasks import added
from shopkit.tasks.states import OPEN

WRITERS = (Role.MANAGER, Role.OPERATIONS)
TITLE_LONGEST, TEXT_LONGEST, MANY = 200, 2000, 200
_FIELDS = "title dated_on source meaning words items is_verified closed_on".split()


def rules(engine: Engine, shop_id: str, *, today: date) -> list[Rule]:
    """The rules in force, newest first."""
    mine = (
        select(rule)
        .where(rule.c.shop_id == shop_id)
        .where(rule.c.closed_on.is_(None) | (rule.c.closed_on > today))
        .order_by(rule.c.dated_on.desc(), rule.c.id.desc())
    )
    with told(), engine.connect() as db:
        rows = db.execute(mine).all()
        read = _readers(db, shop_id)
    return [_rule(row, read) for row in rows]


def unread(engine: Engine, shop_id: str, member_id: int) -> int:
    """How many rules in force one member has not read in their present wording."""
    mine = (rule_reader.c.rule_id == rule.c.id) & (rule_reader.c.member_id == member_id)
    wanted = (
        select(func.count())
        .select_from(rule.outerjoin(rule_reader, mine & (rule_reader.c.version == rule.c.version)))
        .where(rule.c.shop_id == shop_id, rule.c.closed_on.is_(None))
        .where(rule_reader.c.rule_id.is_(None))
    )
    with told(), engine.connect() as db:
        return db.execute(wanted).scalar() or 0


def add_rule(
    engine: Engine, shop_id: str, title: str, stamp: Stamp, *, dated_on: date, **facts: Any
) -> int:
    """A new rule; its number. `facts`: source, meaning, words, items, is_verified."""
    row = _sound(facts | {"title": title, "dated_on": dated_on})
    with acting(engine, shop_id, stamp, *WRITERS) as db:
        number = done_before(db, rule, shop_id, stamp)
        if number is not None:
            return number
        whole = {"shop_id": shop_id, "words": [], "items": [], "written_at": stamp.at} | row
        return db.execute(insert(rule).values(whole | signed(stamp))).inserted_primary_key[0]


def change_rule(
    engine: Engine, shop_id: str, number: int, stamp: Stamp, *, version: int, **facts: Any
) -> int:
    """Change a rule that is still at `version`; the new version, which everybody reads anew."""
    row = _sound(facts)
    with acting(engine, shop_id, stamp, *WRITERS) as db:
        held = _held(db, shop_id, number)
        if held.version != version:
            raise Refused("“{title}” was changed meanwhile: look at it again.", title=held.title)
        if all(getattr(held, name) == value for name, value in row.items()):
            return version
        values = row | {"version": version + 1}
        db.execute(update(rule).where(rule.c.id == number).values(**values))
        return version + 1


def read_rule(engine: Engine, shop_id: str, number: int, stamp: Stamp, *, version: int) -> None:
    """Note that a member read a rule as it stands at `version`."""
    if stamp.by is None:
        raise Refused("Only a person can read a rule.")
    with acting(engine, shop_id, stamp) as db:
        held = _held(db, shop_id, number)
        if held.version != version:
            raise Refused("“{title}” was changed meanwhile: look at it again.", title=held.title)
        name = {"rule_id": number, "version": version, "member_id": stamp.by}
        same = [rule_reader.c[column] == value for column, value in name.items()]
        if db.execute(select(rule_reader.c.rule_id).where(*same)).first() is None:
            db.execute(insert(rule_reader).values(**name, read_at=stamp.at))


def make_tasks(
    engine: Engine,
    shop_id: str,
    number: int,
    stamp: Stamp,
    *,
    items: Sequence[tuple[str, str, str]],
    due_on: date,
) -> int:
    """A task for each (item, title, what to do) a rule touches; how many are new.

    An item whose task for this version of the rule is there already gets no second one.
    """
    if len(items) > MANY:
        raise Refused("A rule makes at most {most} tasks at once: narrow its words.", most=MANY)
    with acting(engine, shop_id, stamp, *WRITERS) as db:
        held = _held(db, shop_id, number)
        known = select(task.c.document).where(
            task.c.shop_id == shop_id, task.c.document.like(f"rule:{number}:{held.version}:%")
        )
        there = set(db.execute(known).scalars())
        new = 0
        for item, title, what in items:
            document = f"rule:{number}:{held.version}:{item}"
            if document not in there:
                added(
                    db, shop_id, f"{what}: {title}"[:300], Stamp(stamp.by, stamp.at),
                    description=f"{held.title}\n{held.meaning}\n{held.source}".strip(),
                    owner_id=stamp.by, due_on=due_on, document=document,
                )  # fmt: skip
                there.add(document)
                new += 1
        return new


def open_items(engine: Engine, shop_id: str, number: int, version: int) -> set[str]:
    """The items that have an open task from this version of a rule."""
    wanted = select(task.c.document).where(
        task.c.shop_id == shop_id,
        task.c.document.like(f"rule:{number}:{version}:%"),
        task.c.state.in_(OPEN),
    )
    with told(), engine.connect() as db:
        return {each.rpartition(":")[2] for each in db.execute(wanted).scalars()}


def violations(engine: Engine, shop_id: str, *, last: int = 200) -> list[Violation]:
    """The log, newest first."""
    mine = (
        select(violation)
        .where(violation.c.shop_id == shop_id)
        .order_by(violation.c.happened_on.desc(), violation.c.id.desc())
        .limit(last)
    )
    with told(), engine.connect() as db:
        return [
            Violation(
                row.id, row.happened_on, row.kind, row.points, row.what, row.item_id, row.rule_id,
                row.recorded_at, row.lifted_on,
            )
            for row in db.execute(mine)
        ]  # fmt: skip


def log_violation(
    engine: Engine,
    shop_id: str,
    what: str,
    stamp: Stamp,
    *,
    happened_on: date,
    kind: str,
    points: int,
    item_id: str = "",
    rule_id: int | None = None,
) -> int:
    """Write down points the platform took; the entry's number."""
    said = what.strip()
    if kind not in KINDS:
        raise Refused("Choose the kind of violation from the list.")
    if not 0 <= points <= CLOSED:
        raise Refused("Points go from 0 to {most}.", most=CLOSED)
    if not 0 < len(said) <= TEXT_LONGEST:
        raise Refused("Write what happened, in at most {most} characters.", most=TEXT_LONGEST)
    with acting(engine, shop_id, stamp, *WRITERS) as db:
        number = done_before(db, violation, shop_id, stamp)
        if number is not None:
            return number
        if rule_id is not None:
            _held(db, shop_id, rule_id)
        row = {"shop_id": shop_id, "happened_on": happened_on, "kind": kind, "points": points}
        row |= {"what": said, "item_id": item_id, "rule_id": rule_id, "recorded_at": stamp.at}
        return db.execute(insert(violation).values(row | signed(stamp))).inserted_primary_key[0]


def lift(engine: Engine, shop_id: str, number: int, stamp: Stamp, *, on: date) -> None:
    """Note that an appeal was granted: the points no longer count from that day."""
    mine = (violation.c.id == number) & (violation.c.shop_id == shop_id)
    with acting(engine, shop_id, stamp, *WRITERS) as db:
        if db.execute(select(violation.c.id).where(mine)).first() is None:
            raise NotFound("There is no violation {id} in this shop.", id=number)
        db.execute(
            update(violation).where(mine, violation.c.lifted_on.is_(None)).values(lifted_on=on)
        )


def _sound(facts: dict[str, Any]) -> dict[str, Any]:
    row = {name: facts[name] for name in _FIELDS if name in facts}
    title = str(row.get("title", "-")).strip()
    if not 0 < len(title) <= TITLE_LONGEST:
        raise Refused("A title has 1 to {most} characters.", most=TITLE_LONGEST)
    if any(len(str(row.get(name, ""))) > TEXT_LONGEST for name in ("source", "meaning")):
        raise Refused("A text has at most {most} characters.", most=TEXT_LONGEST)
    for name in ("words", "items"):
        if name in row:
            row[name] = _listed(row[name])
    if "is_verified" in row:
        row["is_verified"] = int(bool(row["is_verified"]))
    return row | ({"title": title} if "title" in row else {})


def _listed(said: Iterable[str]) -> list[str]:
    found = [each.strip() for each in dict.fromkeys(said) if each.strip()]
    if len(found) > MANY or any(len(each) > 40 for each in found):
        raise Refused("Name at most {most} words or items of up to 40 characters.", most=MANY)
    return found


def _held(db: Connection, shop_id: str, number: int) -> Any:
    row = db.execute(select(rule).where(rule.c.id == number, rule.c.shop_id == shop_id)).first()
    if row is None:
        raise NotFound("There is no rule {id} in this shop.", id=number)
    return row


def _readers(db: Connection, shop_id: str) -> dict[tuple[int, int], set[int]]:
    wanted = (
        select(rule_reader.c.rule_id, rule_reader.c.version, rule_reader.c.member_id)
        .join(rule, rule.c.id == rule_reader.c.rule_id)
        .where(rule.c.shop_id == shop_id)
    )
    found: dict[tuple[int, int], set[int]] = {}
    for number, version, member_id in db.execute(wanted):
        found.setdefault((number, version), set()).add(member_id)
    return found


def _rule(row: Any, read: dict[tuple[int, int], set[int]]) -> Rule:
    return Rule(
        row.id, row.title, row.dated_on, row.source, row.meaning, tuple(row.words),
        tuple(row.items), bool(row.is_verified), row.version, row.closed_on,
        frozenset(read.get((row.id, row.version), ())),
    )  # fmt: skip
