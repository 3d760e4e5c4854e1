"""The differences that were approved: each with its reason and the people behind it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, and_, select

from shopkit.store.engine import told
from shopkit.store.schema import member, sku, stock_count, stock_count_line, stock_count_verdict


@dataclass(frozen=True, slots=True)
class Difference:
    """One approved line whose count and books did not agree; `by` approved it."""

    sku: str
    location: str
    booked: int
    counted: int
    reason: str
    approved_at: datetime
    by: str
    cost_fen: int | None


def differences(engine: Engine, shop_id: str, *, last: int = 30) -> list[Difference]:
    """The newest approved differences."""
    verdict, line = stock_count_verdict.c, stock_count_line.c
    same = and_(sku.c.shop_id == stock_count.c.shop_id, sku.c.code == line.sku)
    wanted = (
        select(stock_count_verdict, line.sku, line.location, member.c.name, sku.c.cost_fen)
        .join(stock_count_line, line.id == verdict.line_id)
        .join(stock_count, stock_count.c.id == line.count_id)
        .join(sku, same)
        .outerjoin(member, member.c.id == verdict.member_id)
        .where(stock_count.c.shop_id == shop_id, verdict.booked != verdict.counted)
        .order_by(verdict.approved_at.desc(), verdict.line_id.desc())
        .limit(last)
    )
    with told(), engine.connect() as db:
        return [
            Difference(
                row.sku,
                row.location,
                row.booked,
                row.counted,
                row.reason,
                row.approved_at,
                row.name or "",
                row.cost_fen,
            )
            for row in db.execute(wanted)
        ]
