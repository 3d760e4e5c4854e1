"""Which month was frozen when, in which version, on which data, and what it said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.store.acts import acting
from shopkit.store.engine import told, writing
from shopkit.store.ledger import Stamp
from shopkit.store.schema import lake_version, location, review, stock_move

FREEZERS = (Role.MANAGER,)


@dataclass(frozen=True, slots=True)
class Review:
    """One frozen month. `answers` are the store's as of `known_at`, `tables` the lake's versions.

    `figures` and `manifest` are None, and `frozen_at` too, while its files are not written.
    """

    id: int
    month: str
    version: int
    lang: str
    lake_version_id: int
    tables: Mapping[str, int]
    known_at: datetime
    answers: Mapping[str, Any]
    figures: Sequence[Mapping[str, Any]] | None
    manifest: Mapping[str, Any] | None
    frozen_at: datetime | None


def begin(
    engine: Engine,
    shop_id: str,
    month: str,
    stamp: Stamp,
    *,
    lake_version_id: int,
    lang: str,
    answers: Mapping[str, Any],
) -> Review:
    """The month's next version, begun: its data are pinned. Only managers may, or a program.

    What was begun before and never finished makes room.
    """
    with acting(engine, shop_id, stamp, *FREEZERS) as db:
        mine = (review.c.shop_id == shop_id) & (review.c.month == month)
        db.execute(delete(review).where(mine, review.c.frozen_at.is_(None)))
        last = db.execute(select(func.max(review.c.version)).where(mine)).scalar() or 0
        row = {"shop_id": shop_id, "month": month, "version": last + 1, "lang": lang}
        row |= {"lake_version_id": lake_version_id, "known_at": stamp.at, "member_id": stamp.by}
        added = db.execute(insert(review).values(row | {"answers": dict(answers)}))
        pinned = update(lake_version).where(
            lake_version.c.shop_id == shop_id, lake_version.c.id == lake_version_id
        )
        if not db.execute(pinned.values(is_pinned=True)).rowcount:
            raise Refused("There is no such data version in this shop.")
        return _one(db, _reviews(shop_id).where(review.c.id == added.inserted_primary_key[0]))


def finish(
    engine: Engine,
    review_id: int,
    *,
    figures: Sequence[Mapping[str, Any]],
    manifest: Mapping[str, Any],
    at: datetime,
) -> None:
    """The files are written: from now on this version stands and is never changed."""
    begun = update(review).where(review.c.id == review_id, review.c.frozen_at.is_(None))
    with writing(engine) as db:
        done = db.execute(
            begun.values(figures=list(figures), manifest=dict(manifest), frozen_at=at)
        )
        if not done.rowcount:
            raise Refused("This version is frozen already: freeze the month again instead.")


def abandon(engine: Engine, shop_id: str, review_id: int) -> None:
    """Forget a version that was begun and came to nothing; its data are let go again."""
    with writing(engine) as db:
        same = (review.c.id == review_id) & review.c.frozen_at.is_(None)
        db.execute(delete(review).where(same, review.c.shop_id == shop_id))
        needed = select(review.c.lake_version_id).where(review.c.shop_id == shop_id)
        free = update(lake_version).where(
            lake_version.c.shop_id == shop_id, lake_version.c.id.not_in(needed)
        )
        db.execute(free.values(is_pinned=False))


def reviews(engine: Engine, shop_id: str, *, month: str | None = None) -> list[Review]:
    """Every frozen version, the newest month and version first."""
    wanted = _reviews(shop_id).where(review.c.frozen_at.is_not(None))
    if month is not None:
        wanted = wanted.where(review.c.month == month)
    with told(), engine.connect() as db:
        rows = db.execute(wanted.order_by(review.c.month.desc(), review.c.version.desc())).all()
    return [_review(row) for row in rows]


def frozen_months(engine: Engine, shop_id: str) -> set[str]:
    """The months that are frozen, in whatever version."""
    wanted = select(review.c.month).where(
        review.c.shop_id == shop_id, review.c.frozen_at.is_not(None)
    )
    with told(), engine.connect() as db:
        return set(db.execute(wanted).scalars())


def frozen(
    engine: Engine, shop_id: str, month: str, version: int | None = None, *, begun: bool = False
) -> Review:
    """A month's version, the newest if none is named; `NotFound` when there is none.

    `begun` also finds one whose files are just being written.
    """
    wanted = _reviews(shop_id).where(review.c.month == month)
    if not begun:
        wanted = wanted.where(review.c.frozen_at.is_not(None))
    if version:
        wanted = wanted.where(review.c.version == version)
    with told(), engine.connect() as db:
        found = db.execute(wanted.order_by(review.c.version.desc()).limit(1)).first()
    if found is None and version:
        raise NotFound(
            "{month} has no version {version}. “shopkit review list” shows what there is.",
            month=month, version=version,
        )  # fmt: skip
    if found is None:
        raise NotFound("{month} is not frozen yet: “shopkit review {month}” does it.", month=month)
    return _review(found)


def _reviews(shop_id: str) -> Select:
    return (
        select(review, lake_version.c.tables)
        .join(lake_version, lake_version.c.id == review.c.lake_version_id)
        .where(review.c.shop_id == shop_id)
    )


def _one(db: Connection, wanted: Select) -> Review:
    return _review(db.execute(wanted).one())


def _review(row: Any) -> Review:
    return Review(*(getattr(row, field.name) for field in fields(Review)))


@dataclass(frozen=True, slots=True)
class LateMove:
    """A move that happened by an instant and was written down after another.

    `storage` is by how much it changes the pieces on hand.
    """

    id: int
    moved_at: datetime
    sku: str
    document: str
    reason: str
    storage: int


def late_moves(
    engine: Engine, shop_id: str, *, asof: datetime, known_at: datetime
) -> list[LateMove]:
    """Moves up to `asof` that nobody had written down by `known_at`, as they came in."""
    moved, source, to = stock_move.c, location.alias("source"), location.alias("destination")
    signed = case((to.c.kind == "storage", moved.qty), else_=0) - case(
        (source.c.kind == "storage", moved.qty), else_=0
    )
    wanted = (
        select(moved.id, moved.moved_at, moved.sku, moved.document, moved.reason,
               signed.label("storage"))
        .join(source, (source.c.shop_id == moved.shop_id) & (source.c.code == moved.source))
        .join(to, (to.c.shop_id == moved.shop_id) & (to.c.code == moved.destination))
        .where(moved.shop_id == shop_id, moved.moved_at <= asof, moved.recorded_at > known_at)
        .order_by(moved.id)
    )  # fmt: skip
    with told(), engine.connect() as db:
        return [LateMove(*row) for row in db.execute(wanted)]


def values(
    engine: Engine,
    shop_id: str,
    held: Mapping[str, int],
    costs: Mapping[str, int | None],
    *,
    asof: datetime,
) -> dict[str, int]:
    """What the pieces held at an instant are worth, first in first out, in fen by SKU.

    What is left are the latest arrivals, so only those are read: a long history costs nothing.
    `costs` stand in where no delivery told one.
    """
    moved, back = stock_move.c, stock_move.alias("back")
    with told(), engine.connect() as db:
        kinds = location.c.kind.in_(["storage", "transit"])
        mine = select(location.c.code).where(location.c.shop_id == shop_id, kinds)
        owned = list(db.execute(mine).scalars())
        undone = select(back.c.id).where(back.c.undoes == moved.id).exists()
        arrived = (
            select(moved.qty, moved.unit_cost_fen)
            .where(moved.shop_id == shop_id, moved.sku == bindparam("code"))
            .where(moved.moved_at <= asof, moved.undoes.is_(None), ~undone)
            .where(moved.destination.in_(owned), moved.source.not_in(owned))
            .order_by(moved.moved_at.desc(), moved.id.desc())
        )
        found = {}
        for code, qty in held.items():
            rows = db.execute(arrived, {"code": code})
            found[code] = _worth(rows, qty, costs.get(code) or 0)
            rows.close()
    return found


def _worth(arrivals: Iterable[Any], held: int, cost_fen: int) -> int:
    """The value of `held` pieces out of arrivals, the latest first.

    One without a cost of its own has that of the delivery before it.
    """
    left, bare, value = held, 0, 0
    for qty, cost in arrivals:
        taken = max(min(left, qty), 0)
        left -= taken
        if cost is None:
            bare += taken
        else:
            value += (taken + bare) * cost
            bare = 0
        if not left and not bare:
            return value
    return value + (left + bare) * cost_fen
