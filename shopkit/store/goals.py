"""The shop's monthly targets as a table that only the manager writes."""

from collections.abc import Mapping

from sqlalchemy import Engine, delete, insert, select

from shopkit.errors import Refused
from shopkit.roles import Role
from shopkit.store.engine import told, writing
from shopkit.store.ledger import Stamp
from shopkit.store.members import allowed
from shopkit.store.schema import kpi_target

Goal = tuple[str, str]


def goals(engine: Engine, shop_id: str) -> dict[Goal, int]:
    """Every target by KPI and month (`2026-10`), in the KPI's own unit (money in fen)."""
    wanted = select(kpi_target.c.kpi, kpi_target.c.month, kpi_target.c.target).where(
        kpi_target.c.shop_id == shop_id
    )
    with told(), engine.connect() as db:
        return {(row.kpi, row.month): int(row.target) for row in db.execute(wanted)}


def keep_goals(
    engine: Engine, shop_id: str, changed: Mapping[Goal, int | None], stamp: Stamp
) -> None:
    """Write targets, all or none; None takes one away. The manager's alone.

    The same again changes nothing, so a press that comes twice does no harm.
    """
    if any(target is not None and target <= 0 for target in changed.values()):
        raise Refused("A target must be above zero.")
    with writing(engine) as db:
        allowed(db, shop_id, stamp.by, Role.MANAGER)
        for (kpi, month), target in changed.items():
            same = (
                (kpi_target.c.shop_id == shop_id)
                & (kpi_target.c.kpi == kpi)
                & (kpi_target.c.month == month)
            )
            db.execute(delete(kpi_target).where(same))
            if target is not None:
                row = {"shop_id": shop_id, "kpi": kpi, "month": month, "target": target}
                db.execute(insert(kpi_target).values(row))
