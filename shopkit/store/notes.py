"""Small things a shop remembers: header mappings, monthly targets, settings."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, Row, Select, Table, delete, insert, select

from shopkit.errors import Refused
from shopkit.roles import Role
from shopkit.store.engine import told, writing
from shopkit.store.members import allowed
from shopkit.store.schema import header_mapping, kpi_target, kpi_target_set, setting

# a target set before anybody wrote down when
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)


def mapping_for(
    engine: Engine, shop_id: str, headers: Sequence[str]
) -> tuple[str, dict[str, str]] | None:
    """The kind and mapping (our column to header) kept for these headers, in any order."""
    wanted = select(header_mapping.c.kind, header_mapping.c.mapping).where(
        header_mapping.c.shop_id == shop_id, header_mapping.c.headers == _signature(headers)
    )
    with told(), engine.connect() as db:
        row = db.execute(wanted).first()
    return (row.kind, row.mapping) if row else None


def remember_mapping(
    engine: Engine,
    shop_id: str,
    headers: Sequence[str],
    *,
    kind: str,
    mapping: Mapping[str, str],
    at: datetime,
) -> None:
    """Keep a mapping for the next file with these headers."""
    key = {"shop_id": shop_id, "headers": _signature(headers)}
    row = {"kind": kind, "mapping": dict(mapping), "saved_at": at}
    _replace(engine, header_mapping, key, row)


def targets(
    engine: Engine, shop_id: str, month: str, *, asof: datetime | None = None
) -> dict[str, int]:
    """The month's target of each KPI that has one, in the KPI's own unit (money in fen).

    With `asof` as they stood then; one whose setting nobody dated is taken to have stood always.
    """
    wanted = select(kpi_target.c.kpi, kpi_target.c.target).where(
        kpi_target.c.shop_id == shop_id, kpi_target.c.month == month
    )
    with told(), engine.connect() as db:
        now = {row.kpi: row.target for row in db.execute(wanted.order_by(kpi_target.c.kpi))}
        return now if asof is None else _then(now, db.execute(_settings_of(shop_id, month)), asof)


def set_target(
    engine: Engine,
    shop_id: str,
    kpi: str,
    *,
    month: str,
    target: int,
    at: datetime | None = None,
    by: int | None = None,
) -> None:
    """Set the month's target of a KPI, or `Refused` when it is not above zero.

    With `at` it is remembered since when it stands, and what stood before.
    """
    if target <= 0:
        raise Refused("A target must be above zero.")
    key = {"shop_id": shop_id, "kpi": kpi, "month": month}
    same = [kpi_target.c[name] == value for name, value in key.items()]
    with writing(engine) as db:
        if at is not None:
            before = db.execute(select(kpi_target.c.target).where(*same)).scalar()
            known = db.execute(_settings_of(shop_id, month).where(kpi_target_set.c.kpi == kpi))
            if before is not None and not known.first():
                undated = {"target": before, "set_at": ALWAYS}
                db.execute(insert(kpi_target_set).values(**key, **undated))
            dated = {"target": target, "set_at": at, "member_id": by}
            db.execute(insert(kpi_target_set).values(**key, **dated))
        db.execute(delete(kpi_target).where(*same))
        db.execute(insert(kpi_target).values(**key, target=target))


def _settings_of(shop_id: str, month: str) -> Select:
    own = kpi_target_set.c
    return (
        select(own.kpi, own.target, own.set_at)
        .where(own.shop_id == shop_id, own.month == month)
        .order_by(own.set_at, own.id)
    )


def _then(now: dict[str, int], dated: Iterable[Row], asof: datetime) -> dict[str, int]:
    """The targets at an instant: the last set by then."""
    past: dict[str, int | None] = {}
    for row in dated:
        past.setdefault(row.kpi, None)
        if row.set_at <= asof:
            past[row.kpi] = row.target
    stood = {kpi: past.get(kpi, target) for kpi, target in now.items()}
    return {kpi: target for kpi, target in stood.items() if target is not None}


def settings_of(engine: Engine, shop_id: str) -> dict[str, object]:
    """Everything set for this shop, by name."""
    wanted = select(setting.c.name, setting.c.value).where(setting.c.shop_id == shop_id)
    with told(), engine.connect() as db:
        return {row.name: row.value for row in db.execute(wanted)}


def set_setting(engine: Engine, shop_id: str, name: str, value: object) -> None:
    """Keep one setting of this shop; any JSON value."""
    _replace(engine, setting, {"shop_id": shop_id, "name": name}, {"value": value})


def keep_rule(
    engine: Engine, shop_id: str, name: str, value: object, *, by: int | None = None
) -> None:
    """Keep one rule of the shop; the manager's alone, or a program's."""
    with writing(engine) as db:
        allowed(db, shop_id, by, Role.MANAGER)
        same = (setting.c.shop_id == shop_id) & (setting.c.name == name)
        db.execute(delete(setting).where(same))
        db.execute(insert(setting).values(shop_id=shop_id, name=name, value=value))


def _signature(headers: Sequence[str]) -> str:
    plain = "\x1f".join(sorted(header.strip() for header in headers))
    return hashlib.sha256(plain.encode()).hexdigest()


def _replace(
    engine: Engine, table: Table, key: Mapping[str, str], row: Mapping[str, object]
) -> None:
    same = [table.c[name] == value for name, value in key.items()]
    with writing(engine) as db:
        db.execute(delete(table).where(*same))
        db.execute(insert(table).values(**key, **row))
