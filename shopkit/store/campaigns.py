"""Campaigns and what was measured of them; a result stays as it was found."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, exists, func, insert, select, update

from shopkit.campaigns.campaign import Campaign, sound
from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.store.acts import acting, done_before, signed
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.members import allowed
from shopkit.store.schema import campaign, campaign_result, lake_version

PLANNERS = (Role.MANAGER, Role.OPERATIONS)
_DAYS = {"first": "first_on", "last": "last_on"}


@dataclass(frozen=True, slots=True)
class Found:
    """A campaign's newest result: its values, and which data and which plan it was found with."""

    campaign_id: int
    result: Mapping[str, Any]
    asof: date
    measured_at: datetime
    lake_version_id: int | None
    campaign_version: int


def save_campaign(engine: Engine, shop_id: str, wanted: Campaign, stamp: Stamp) -> int:
    """Keep a new campaign, or change the one with its id; its number.

    Raises `Refused` for one that cannot be run, or that somebody changed since it was read.
    """
    row = _row(sound(wanted))
    with acting(engine, shop_id, stamp, *PLANNERS) as db:
        if number := done_before(db, campaign, shop_id, stamp):
            return number
        if wanted.owner_id is not None:
            allowed(db, shop_id, wanted.owner_id)
        if wanted.id is None:
            new = row | signed(stamp) | {"shop_id": shop_id, "recorded_at": stamp.at}
            return db.execute(insert(campaign).values(new)).inserted_primary_key[0]
        return _changed(db, shop_id, wanted, row)


def drop_campaign(engine: Engine, shop_id: str, campaign_id: int, stamp: Stamp) -> None:
    """Take a campaign off the list; it and its results stay in the books."""
    with acting(engine, shop_id, stamp, *PLANNERS) as db:
        _one(db, shop_id, campaign_id)
        gone = update(campaign).where(campaign.c.id == campaign_id)
        db.execute(gone.values(dropped_at=stamp.at))


def campaigns(
    engine: Engine, shop_id: str, first: date | None = None, last: date | None = None
) -> list[Campaign]:
    """The campaigns with a day between `first` and `last`, newest first; all without them."""
    wanted = _kept(shop_id)
    if first is not None:
        wanted = wanted.where(campaign.c.last_on >= first)
    if last is not None:
        wanted = wanted.where(campaign.c.first_on <= last)
    newest = wanted.order_by(campaign.c.first_on.desc(), campaign.c.id.desc())
    with told(), engine.connect() as db:
        return [_campaign(row) for row in db.execute(newest)]


def campaign_of(engine: Engine, shop_id: str, campaign_id: int) -> Campaign:
    """The campaign with this number, or `NotFound`."""
    with told(), engine.connect() as db:
        return _one(db, shop_id, campaign_id)


def record_result(
    engine: Engine,
    shop_id: str,
    campaign_id: int,
    stamp: Stamp,
    *,
    result: Mapping[str, Any],
    asof: date,
    lake_version_id: int | None = None,
) -> int:
    """Keep what was measured of a campaign as of a day, with the data it was found in."""
    with acting(engine, shop_id, stamp, *PLANNERS) as db:
        if number := done_before(db, campaign_result, shop_id, stamp):
            return number
        found = _one(db, shop_id, campaign_id)
        _of_shop(db, shop_id, lake_version_id)
        row = {
            "shop_id": shop_id,
            "campaign_id": campaign_id,
            "campaign_version": found.version,
            "lake_version_id": lake_version_id,
            "asof": asof,
            "result": dict(result),
            "measured_at": stamp.at,
        }
        written = insert(campaign_result).values(row | signed(stamp))
        return db.execute(written).inserted_primary_key[0]


def results(
    engine: Engine, shop_id: str, wanted: Iterable[int] | None = None, *, by: datetime | None = None
) -> dict[int, Found]:
    """Each campaign's newest result by its number; of those measured up to the instant `by`."""
    mine = campaign_result.c.shop_id == shop_id
    newest = select(func.max(campaign_result.c.id)).where(mine)
    if by is not None:
        newest = newest.where(campaign_result.c.measured_at <= by)
    if wanted is not None:
        newest = newest.where(campaign_result.c.campaign_id.in_(list(wanted)))
    newest = newest.group_by(campaign_result.c.campaign_id)
    columns = [campaign_result.c[field.name] for field in fields(Found)]
    with told(), engine.connect() as db:
        rows = db.execute(select(*columns).where(campaign_result.c.id.in_(newest)))
        return {row.campaign_id: Found(*row) for row in rows}


def unmeasured(engine: Engine, shop_id: str, today: date) -> int:
    """How many campaigns that ended before `today` were never measured."""
    never = ~exists().where(campaign_result.c.campaign_id == campaign.c.id)
    ended = (
        select(func.count())
        .select_from(campaign)
        .where(
            campaign.c.shop_id == shop_id,
            campaign.c.dropped_at.is_(None),
            campaign.c.last_on < today,
            never,
        )
    )
    with told(), engine.connect() as db:
        return db.execute(ended).scalar() or 0


def _row(wanted: Campaign) -> dict[str, Any]:
    row = asdict(wanted) | {"items": list(wanted.items)}
    for name in ("id", "version"):
        del row[name]
    return {_DAYS.get(name, name): value for name, value in row.items()}


def _changed(db: Connection, shop_id: str, wanted: Campaign, row: dict[str, Any]) -> int:
    held = _one(db, shop_id, wanted.id or 0)
    if replace(held, version=wanted.version) == wanted:
        return held.id or 0
    if held.version != wanted.version:
        raise Refused("Somebody changed this campaign meanwhile. Look at it again, then save.")
    same = update(campaign).where(campaign.c.id == wanted.id)
    db.execute(same.values(row | {"version": held.version + 1}))
    return held.id or 0


def _of_shop(db: Connection, shop_id: str, number: int | None) -> None:
    theirs = select(lake_version.c.id).where(
        lake_version.c.id == number, lake_version.c.shop_id == shop_id
    )
    if number is not None and db.execute(theirs).first() is None:
        raise NotFound("There is no data version {id} in this shop.", id=number)


def _kept(shop_id: str) -> Any:
    return select(campaign).where(campaign.c.shop_id == shop_id, campaign.c.dropped_at.is_(None))


def _one(db: Connection, shop_id: str, campaign_id: int) -> Campaign:
    row = db.execute(_kept(shop_id).where(campaign.c.id == campaign_id)).first()
    if row is None:
        raise NotFound("There is no campaign {id} in this shop.", id=campaign_id)
    return _campaign(row)


def _campaign(row: Any) -> Campaign:
    values = {
        field.name: getattr(row, _DAYS.get(field.name, field.name)) for field in fields(Campaign)
    }
    return Campaign(**values | {"items": tuple(row.items)})
