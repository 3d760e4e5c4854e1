"""Counting and approving: who counts sees no books, who approves did not count."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, exists, insert, select

from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.stock.counts import APPROVED, OPEN, RECOUNT, TO_APPROVE, CountLine
from shopkit.stock.moves import CountTarget
from shopkit.store.acts import acting, past, signed
from shopkit.store.counts.reading import lines
from shopkit.store.goods import KEEPERS
from shopkit.store.ledger import Stamp
from shopkit.store.ledger import counted as booked_targets
from shopkit.store.schema import (
    count_target,
    member,
    member_role,
    stock_count_entry,
    stock_count_line,
    stock_count_verdict,
)

APPROVERS = (Role.MANAGER, Role.OPERATIONS)


def enter(
    engine: Engine,
    shop_id: str,
    line_id: int,
    stamp: Stamp,
    *,
    counted: int,
    at: datetime | None = None,
) -> str:
    """Write down what lies there; the line's state afterwards: "recount" or "to approve".

    A second entry is by somebody else, when there is anybody else.
    """
    if counted < 0:
        raise Refused("Write how many there are; none is 0.")
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        line = _line(db, shop_id, line_id)
        if _is_new(db, line_id, stamp):
            _may_enter(db, shop_id, line, stamp)
            row = {"line_id": line_id, "counted": counted, "counted_at": past(at, stamp)}
            db.execute(insert(stock_count_entry).values(row | signed(stamp)))
        return _line(db, shop_id, line_id).state


def approve(
    engine: Engine,
    shop_id: str,
    line_ids: Sequence[int],
    stamp: Stamp,
    *,
    reasons: Mapping[int, str] | None = None,
) -> list[int]:
    """Book these lines as counted, at the instants they were counted; the targets' numbers.

    Each difference needs a reason, by line. Raises `Refused` with nothing booked.
    """
    with acting(engine, shop_id, stamp, *APPROVERS) as db:
        if done := _approved_before(db, shop_id, stamp):
            return done
        chosen = [_line(db, shop_id, number) for number in dict.fromkeys(line_ids)]
        said = {number: words.strip() for number, words in (reasons or {}).items()}
        for line in chosen:
            _may_approve(db, shop_id, line, stamp, reason=said.get(line.id, ""))
        targets = [_target(line, said.get(line.id, "")) for line in chosen]
        numbers = booked_targets(db, shop_id, targets, stamp)
        for line, target_id in zip(chosen, numbers, strict=True):
            db.execute(
                insert(stock_count_verdict).values(
                    line_id=line.id,
                    target_id=target_id,
                    booked=line.booked,
                    counted=line.counted,
                    reason=said.get(line.id, ""),
                    approved_at=stamp.at,
                    member_id=stamp.by,
                )
            )
        return numbers


def _line(db: Connection, shop_id: str, line_id: int) -> CountLine:
    found = lines(db, shop_id, stock_count_line.c.id == line_id)
    if not found:
        raise NotFound("There is no count line {id} in this shop.", id=line_id)
    return found[0]


def _may_enter(db: Connection, shop_id: str, line: CountLine, stamp: Stamp) -> None:
    facts = {"sku": line.sku, "place": line.location}
    if line.state == APPROVED:
        raise Refused(
            "The count of {sku} at {place} is approved. Plan a new count to correct it.", **facts
        )
    if line.state != RECOUNT or stamp.by is None:
        return
    if stamp.by in _counters(line) and _is_there_another(db, shop_id, stamp.by, KEEPERS):
        raise Refused("Let somebody else count {sku} at {place} this time.", **facts)


def _may_approve(
    db: Connection, shop_id: str, line: CountLine, stamp: Stamp, *, reason: str
) -> None:
    facts = {"sku": line.sku, "place": line.location}
    if line.state == OPEN:
        raise Refused("{sku} at {place} is not counted yet.", **facts)
    if line.state == RECOUNT:
        raise Refused("{sku} at {place} must be counted once more first.", **facts)
    if line.state != TO_APPROVE:
        raise Refused("{sku} at {place} is approved already.", **facts)
    if line.difference and not reason:
        raise Refused("Say why {sku} at {place} differs.", **facts)
    if stamp.by in _counters(line) and _is_there_another(db, shop_id, stamp.by, APPROVERS):
        raise Refused("You counted {sku} at {place}: somebody else must approve it.", **facts)


def _counters(line: CountLine) -> set[int]:
    return {entry.by_id for entry in line.entries if entry.by_id is not None}


def _is_there_another(db: Connection, shop_id: str, by: int | None, roles: Sequence[Role]) -> bool:
    held = member_role.c
    able = exists().where(held.member_id == member.c.id, held.role.in_([r.value for r in roles]))
    others = select(member.c.id).where(
        member.c.shop_id == shop_id, member.c.left_on.is_(None), member.c.id != by, able
    )
    return db.execute(others.limit(1)).scalar() is not None


def _target(line: CountLine, reason: str) -> CountTarget:
    entry = line.entries[-1]
    document = f"count:{line.count_id}"
    return CountTarget(entry.counted_at, line.sku, line.location, entry.counted, document, reason)


def _is_new(db: Connection, line_id: int, stamp: Stamp) -> bool:
    same = select(stock_count_entry.c.id).where(
        stock_count_entry.c.line_id == line_id, stock_count_entry.c.key == stamp.key
    )
    return stamp.key is None or db.execute(same).first() is None


def _approved_before(db: Connection, shop_id: str, stamp: Stamp) -> list[int]:
    if stamp.key is None:
        return []
    same = select(count_target.c.id).where(
        count_target.c.shop_id == shop_id, count_target.c.key == stamp.key
    )
    return list(db.execute(same.order_by(count_target.c.part)).scalars())
