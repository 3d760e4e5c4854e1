"""The shop's promotions, every change of them kept: operations' and the manager's to set."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select

from shopkit.errors import NotFound, Refused
from shopkit.prices.margin import Terms
from shopkit.prices.promotion import Promotion, Tier
from shopkit.roles import Role
from shopkit.store.acts import acting, signed
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import member, promotion, promotion_version, setting

TERMS = "price_terms"
SETTERS = (Role.OPERATIONS, Role.MANAGER)
_PLAIN = """
    stacks repeats cap_fen on_item_price audience step_fen borne_permille gift
""".split()
_VERSION = promotion_version.c


@dataclass(frozen=True, slots=True)
class Kept:
    """A promotion as it stands in a version: who changed it, when, and whether it was stopped."""

    promotion: Promotion
    is_stopped: bool
    changed_at: datetime
    by: str


def promotions(
    engine: Engine, shop_id: str, *, as_of: datetime | None = None, is_stopped: bool = False
) -> list[Promotion]:
    """Every promotion in its newest version, or in that of an instant; first begun first.

    Stopped ones are left out unless asked for.
    """
    found = kept(engine, shop_id, as_of=as_of)
    return [each.promotion for each in found if is_stopped or not each.is_stopped]


def kept(engine: Engine, shop_id: str, *, as_of: datetime | None = None) -> list[Kept]:
    """The same with the stopped ones, and who changed each when."""
    newest = select(_VERSION.promotion_id, func.max(_VERSION.version).label("version")).where(
        _VERSION.shop_id == shop_id
    )
    if as_of is not None:
        newest = newest.where(_VERSION.changed_at <= as_of)
    last = newest.group_by(_VERSION.promotion_id).subquery()
    wanted = _rows(shop_id).join(
        last,
        (last.c.promotion_id == _VERSION.promotion_id) & (last.c.version == _VERSION.version),
    )
    with told(), engine.connect() as db:
        rows = db.execute(wanted.order_by(_VERSION.first_on, _VERSION.promotion_id))
        return [_kept(row) for row in rows]


def versions(engine: Engine, shop_id: str, promotion_id: int) -> list[Kept]:
    """Every version of one promotion, newest first."""
    wanted = _rows(shop_id).where(_VERSION.promotion_id == promotion_id)
    with told(), engine.connect() as db:
        return [_kept(row) for row in db.execute(wanted.order_by(_VERSION.version.desc()))]


def save_promotion(engine: Engine, shop_id: str, one: Promotion, stamp: Stamp) -> int:
    """Adds a promotion, or a version to the one with its id; the promotion's number.

    `one.version` is the version that was looked at: `Refused` if somebody changed it since.
    """
    with acting(engine, shop_id, stamp, *SETTERS) as db:
        before = _done(db, shop_id, stamp)
        if before is not None:
            return before
        if one.id is None:
            number = db.execute(insert(promotion).values(shop_id=shop_id)).inserted_primary_key[0]
            return _write(db, shop_id, number, 1, _row(one), stamp)
        version = _must_be_newest(db, shop_id, one.id, one.version)
        return _write(db, shop_id, one.id, version + 1, _row(one), stamp)


def stop_promotion(
    engine: Engine, shop_id: str, promotion_id: int, stamp: Stamp, *, version: int
) -> int:
    """From now on it holds no more; what it was stays known."""
    with acting(engine, shop_id, stamp, *SETTERS) as db:
        before = _done(db, shop_id, stamp)
        if before is not None:
            return before
        newest = _must_be_newest(db, shop_id, promotion_id, version)
        same = (_VERSION.promotion_id == promotion_id) & (_VERSION.version == newest)
        held = db.execute(select(promotion_version).where(same)).one()
        row = {name: getattr(held, name) for name in _COLUMNS} | {"is_stopped": True}
        return _write(db, shop_id, promotion_id, newest + 1, row, stamp)


_COLUMNS = ("name", "kind", "layer", "first_on", "last_on", "rule")


def _rows(shop_id: str) -> Any:
    return (
        select(promotion_version, member.c.name.label("who"))
        .outerjoin(member, member.c.id == _VERSION.member_id)
        .where(_VERSION.shop_id == shop_id)
    )


def _done(db: Connection, shop_id: str, stamp: Stamp) -> int | None:
    if stamp.key is None:
        return None
    same = (_VERSION.shop_id == shop_id) & (_VERSION.key == stamp.key)
    return db.execute(select(_VERSION.promotion_id).where(same)).scalar()


def _must_be_newest(db: Connection, shop_id: str, promotion_id: int, seen: int) -> int:
    mine = (_VERSION.shop_id == shop_id) & (_VERSION.promotion_id == promotion_id)
    newest = db.execute(select(func.max(_VERSION.version)).where(mine)).scalar()
    if newest is None:
        raise NotFound("There is no promotion {id} in this shop.", id=promotion_id)
    if newest != seen:
        raise Refused("Somebody changed this promotion meanwhile: look at it again first.")
    return newest


def _write(
    db: Connection,
    shop_id: str,
    promotion_id: int,
    version: int,
    row: Mapping[str, Any],
    stamp: Stamp,
) -> int:
    whole = {"shop_id": shop_id, "promotion_id": promotion_id, "version": version}
    whole |= {"changed_at": stamp.at, **row, **signed(stamp)}
    db.execute(insert(promotion_version).values(whole))
    return promotion_id


def _row(one: Promotion) -> dict[str, Any]:
    rule = {name: getattr(one, name) for name in _PLAIN}
    rule["tiers"] = [[tier.least, tier.value] for tier in one.tiers]
    rule["scope"] = sorted(one.scope)
    plain = {name: getattr(one, name) for name in _COLUMNS if name != "rule"}
    return plain | {"name": one.name.strip(), "rule": rule}


def _kept(row: Any) -> Kept:
    rule = dict(row.rule)
    tiers = tuple(Tier(*pair) for pair in rule.pop("tiers"))
    own = {"id": row.promotion_id, "version": row.version}
    plain = {name: getattr(row, name) for name in _COLUMNS if name != "rule"}
    scope = frozenset(rule.pop("scope"))
    told_ = Promotion(tiers=tiers, scope=scope, **plain, **rule, **own)
    return Kept(told_, bool(row.is_stopped), row.changed_at, row.who or "")


def save_terms(engine: Engine, shop_id: str, terms: Terms, stamp: Stamp) -> None:
    """Keeps what a sale costs beside the goods, and the margin the shop wants."""
    same = (setting.c.shop_id == shop_id) & (setting.c.name == TERMS)
    with acting(engine, shop_id, stamp, *SETTERS) as db:
        db.execute(delete(setting).where(same))
        db.execute(insert(setting).values(shop_id=shop_id, name=TERMS, value=asdict(terms)))


def terms_of(kept: object) -> Terms | None:
    """The shop's own terms from the setting of that name; None before it has any."""
    names = [field.name for field in fields(Terms)]
    if not isinstance(kept, dict) or not all(isinstance(kept.get(name), int) for name in names):
        return None
    return Terms(**{name: kept[name] for name in names})
