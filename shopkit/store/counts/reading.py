"""Counts as they stand: lines with their entries, what the books said, how accurate they were."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, case, func, or_, select

from shopkit.clock import day_of
from shopkit.errors import NotFound
from shopkit.stock import counts as figures
from shopkit.stock.counts import Accuracy, Count, CountLine, Entry, SheetLine, Verdict
from shopkit.store.engine import told
from shopkit.store.schema import (
    location,
    member,
    setting,
    sku,
    stock_count,
    stock_count_entry,
    stock_count_line,
    stock_count_verdict,
    stock_move,
)

CLASSES = "abc_classes"


def counts(
    engine: Engine, shop_id: str, *, is_open: bool | None = None, last: int = 50
) -> list[Count]:
    """The newest counts with their lines by state; `is_open` keeps those open or done."""
    wanted = select(stock_count, member.c.name.label("who")).where(stock_count.c.shop_id == shop_id)
    if is_open:  # a finished count is not read to find that it is finished
        wanted = wanted.where(stock_count.c.id.in_(_unfinished(shop_id)))
    with told(), engine.connect() as db:
        heads = db.execute(
            wanted.outerjoin(member, member.c.id == stock_count.c.member_id)
            .order_by(stock_count.c.id.desc())
            .limit(last)
        ).all()
        numbers = [row.id for row in heads]
        found = lines(db, shop_id, stock_count_line.c.count_id.in_(numbers))
    states: dict[int, Counter[str]] = defaultdict(Counter)
    for line in found:
        states[line.count_id][line.state] += 1
    planned = [_count(row, states[row.id]) for row in heads]
    return [row for row in planned if is_open is None or row.is_open == is_open]


def count_lines(
    engine: Engine, shop_id: str, *, count_id: int | None = None, state: str | None = None
) -> list[CountLine]:
    """Lines with what the books say, for who approves; of one count or in one state if asked."""
    which = () if count_id is None else (stock_count_line.c.count_id == count_id,)
    # Whatever asks for other states than these need not read years of approved lines.
    if state not in (None, figures.APPROVED):
        which += (stock_count_verdict.c.line_id.is_(None),)
    with told(), engine.connect() as db:
        return [line for line in lines(db, shop_id, *which) if state is None or line.state == state]


def open_lines(engine: Engine, shop_id: str) -> list[CountLine]:
    """Every line that is not approved yet, with what the books say."""
    with told(), engine.connect() as db:
        return lines(db, shop_id, stock_count_verdict.c.line_id.is_(None))


def count_sheet(engine: Engine, shop_id: str, count_id: int) -> list[SheetLine]:
    """The lines of a count in walking order, blind: nothing on them tells what the books say."""
    walk = (location.c.walk.is_(None), location.c.walk, location.c.code, sku.c.code)
    seen = (
        select(stock_count_line.c.id, sku.c.barcode, location.c.walk)
        .join(stock_count, stock_count.c.id == stock_count_line.c.count_id)
        .join(sku, _same(sku, stock_count_line.c.sku))
        .join(location, _same(location, stock_count_line.c.location))
        .where(stock_count.c.shop_id == shop_id, stock_count.c.id == count_id)
    )
    with told(), engine.connect() as db:
        must_exist(db, shop_id, count_id)
        known = {line.id: line for line in lines(db, shop_id, stock_count.c.id == count_id)}
        return [
            SheetLine(
                row.id,
                known[row.id].sku,
                known[row.id].name,
                row.barcode,
                known[row.id].location,
                row.walk,
                known[row.id].state,
            )
            for row in db.execute(seen.order_by(*walk))
        ]


def accuracy(
    engine: Engine, shop_id: str, *, since: date | None = None, until: date | None = None
) -> Accuracy:
    """How many approved lines agreed with the books, by the Shanghai day of approval."""
    judged = (
        select(stock_count_verdict, stock_count_line.c.sku)
        .join(stock_count_line, stock_count_line.c.id == stock_count_verdict.c.line_id)
        .join(stock_count, stock_count.c.id == stock_count_line.c.count_id)
        .where(stock_count.c.shop_id == shop_id)
    )
    with told(), engine.connect() as db:
        groups, rows = classes(db, shop_id), db.execute(judged).all()
    kept = [row for row in rows if _is_between(day_of(row.approved_at), since, until)]
    return figures.accuracy(
        (row.booked, row.counted, figures.tolerance(groups.get(row.sku), row.booked))
        for row in kept
    )


def lines(db: Connection, shop_id: str, *which: ColumnElement[bool]) -> list[CountLine]:
    """Lines with their entries and verdicts, inside a transaction."""
    groups = classes(db, shop_id)
    approver = member.alias("approver")
    wanted = (
        _lines(shop_id, *which)
        .join(sku, _same(sku, stock_count_line.c.sku))
        .outerjoin(approver, approver.c.id == stock_count_verdict.c.member_id)
        .with_only_columns(
            stock_count_line,
            sku.c.title,
            sku.c.props,
            sku.c.cost_fen,
            stock_count_verdict.c.booked,
            stock_count_verdict.c.counted,
            stock_count_verdict.c.reason,
            stock_count_verdict.c.approved_at,
            approver.c.name.label("approver"),
        )
        .order_by(stock_count_line.c.id)
    )
    rows = db.execute(wanted).all()
    entered = _entries(db, shop_id, which) if rows else {}
    return [_line(row, entered.get(row.id, ()), groups.get(row.sku)) for row in rows]


def classes(db: Connection, shop_id: str) -> dict[str, str]:
    """A, B or C by SKU, as they were at the last planning."""
    kept = select(setting.c.value).where(setting.c.shop_id == shop_id, setting.c.name == CLASSES)
    return db.execute(kept).scalar() or {}


def must_exist(db: Connection, shop_id: str, count_id: int) -> None:
    """Raises `NotFound` unless this shop has such a count."""
    here = select(stock_count.c.id).where(
        stock_count.c.id == count_id, stock_count.c.shop_id == shop_id
    )
    if db.execute(here).scalar() is None:
        raise NotFound("There is no count {id} in this shop.", id=count_id)


def _same(table: Any, code: Any) -> ColumnElement[bool]:
    return and_(table.c.shop_id == stock_count.c.shop_id, table.c.code == code)


def _lines(shop_id: str, *which: ColumnElement[bool]) -> Any:
    return (
        select(stock_count_line)
        .join(stock_count, stock_count.c.id == stock_count_line.c.count_id)
        .outerjoin(stock_count_verdict, stock_count_verdict.c.line_id == stock_count_line.c.id)
        .where(stock_count.c.shop_id == shop_id, *which)
    )


def _unfinished(shop_id: str) -> Any:
    left = _lines(shop_id, stock_count_verdict.c.line_id.is_(None))
    return left.with_only_columns(stock_count_line.c.count_id)


def _entries(db: Connection, shop_id: str, which: tuple[ColumnElement[bool], ...]) -> dict:
    entry = stock_count_entry.c
    wanted = (
        _lines(shop_id, *which)
        .join(stock_count_entry, entry.line_id == stock_count_line.c.id)
        .outerjoin(member, member.c.id == entry.member_id)
        .with_only_columns(stock_count_entry, member.c.name, _booked().label("booked"))
        .order_by(entry.id)
    )
    found: dict[int, list[Entry]] = defaultdict(list)
    for row in db.execute(wanted):
        found[row.line_id].append(
            Entry(row.counted, row.counted_at, row.member_id, row.name or "", int(row.booked))
        )
    return found


def _booked() -> Any:
    """What the books say of an entry's instant, without the move its own approval made."""
    moved, line, own = stock_move.c, stock_count_line.c, stock_count_verdict.c.target_id
    came = case((moved.destination == line.location, moved.qty), else_=-moved.qty)
    return (
        select(func.coalesce(func.sum(came), 0))
        .where(
            moved.shop_id == stock_count.c.shop_id,
            moved.sku == line.sku,
            or_(moved.source == line.location, moved.destination == line.location),
            moved.moved_at <= stock_count_entry.c.counted_at,
            or_(moved.target_id.is_(None), own.is_(None), moved.target_id != own),
        )
        .correlate(stock_count, stock_count_line, stock_count_entry, stock_count_verdict)
        .scalar_subquery()
    )


def _line(row: Any, entries: Any, group: str | None) -> CountLine:
    verdict = None
    if row.approved_at is not None:
        verdict = Verdict(row.booked, row.counted, row.reason, row.approved_at, row.approver or "")
    name = " ".join(word for word in (row.title, row.props) if word) or row.sku
    return CountLine(
        row.id,
        row.count_id,
        row.sku,
        name,
        row.location,
        tuple(entries),
        verdict,
        group,
        row.cost_fen,
    )


def _count(row: Any, states: Counter[str]) -> Count:
    return Count(
        row.id,
        row.why,
        row.planned_on,
        row.created_at,
        row.who or "",
        states[figures.OPEN],
        states[figures.RECOUNT],
        states[figures.TO_APPROVE],
        states[figures.APPROVED],
    )


def _is_between(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)
