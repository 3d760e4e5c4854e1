"""What the shop sells, where it lies and who delivers it: SKUs, places, suppliers."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date

from sqlalchemy import Connection, Engine, func, insert, or_, select, update

from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.stock.moves import KINDS
from shopkit.store.engine import told, writing
from shopkit.store.members import allowed
from shopkit.store.schema import location, sku, supplier


@dataclass(frozen=True, slots=True)
class Sku:
    """One thing that can be counted; `code` is the shop's own 商家编码."""

    code: str
    title: str = ""
    props: str = ""
    barcode: str = ""
    item_id: str = ""
    price_fen: int | None = None
    cost_fen: int | None = None
    weight_g: int | None = None
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    pack_size: int = 1
    moq: int = 1
    supplier_id: int | None = None
    lead_time_days: int | None = None
    season: Mapping[str, float] | None = None
    closed_on: date | None = None

    def __post_init__(self) -> None:
        if not self.code.strip():
            raise Refused("A SKU needs a code: write the 商家编码 of the platform.")
        if self.pack_size < 1 or self.moq < 1:
            raise Refused("{sku} comes in packs of at least one.", sku=self.code)

    @property
    def name(self) -> str:
        """Title and properties as one line."""
        return " ".join(word for word in (self.title, self.props) if word) or self.code


@dataclass(frozen=True, slots=True)
class Location:
    """A place; `walk` is its turn on the way through the warehouse."""

    code: str
    kind: str = "storage"
    walk: int | None = None
    is_bin: bool = True
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who delivers, and how long it is said to take."""

    name: str
    lead_time_days: int | None = None
    min_order_fen: int | None = None
    remark: str = ""
    closed_on: date | None = None
    id: int | None = None


KEEPERS = (Role.WAREHOUSE, Role.OPERATIONS, Role.MANAGER)


def prepare(engine: Engine, shop_id: str) -> None:
    """Makes sure the places every shop has are there."""
    with told(), engine.connect() as db:
        known = set(
            db.execute(select(location.c.code).where(location.c.shop_id == shop_id)).scalars()
        )
    if not KINDS.keys() <= known:
        with writing(engine) as db:
            _add_places(db, shop_id)


def skus(engine: Engine, shop_id: str) -> list[Sku]:
    """Every SKU the shop knows, by code."""
    with told(), engine.connect() as db:
        rows = db.execute(_of(sku, shop_id).order_by(sku.c.code)).all()
    return [_value(Sku, row) for row in rows]


def find_sku(engine: Engine, shop_id: str, scanned: str) -> Sku:
    """The SKU with this code or barcode, in any case, or `NotFound`."""
    word = scanned.strip()
    same = or_(sku.c.code == word, sku.c.barcode == word, func.lower(sku.c.code) == word.lower())
    with told(), engine.connect() as db:
        found = db.execute(_of(sku, shop_id).where(same).order_by(sku.c.code != word)).first()
    if found is None or not word:
        raise NotFound(
            "Nobody knows {scanned}. Scan again, or add it under “Stock”.", scanned=word[:40] or "–"
        )
    return _value(Sku, found)


def save_sku(engine: Engine, shop_id: str, row: Sku, *, by: int | None = None) -> None:
    """Add this SKU, or change the one with its code."""
    save_skus(engine, shop_id, [row], by=by)


def save_skus(engine: Engine, shop_id: str, rows: Iterable[Sku], *, by: int | None = None) -> None:
    """Add or change many SKUs at once."""
    with writing(engine) as db:
        allowed(db, shop_id, by, *KEEPERS)
        known = set(db.execute(select(sku.c.code).where(sku.c.shop_id == shop_id)).scalars())
        new = [_row(row, shop_id) for row in rows if row.code not in known]
        if new:
            db.execute(insert(sku), new)
        for row in rows:
            if row.code in known:
                same = (sku.c.shop_id == shop_id) & (sku.c.code == row.code)
                db.execute(update(sku).where(same).values(_row(row, shop_id)))


def suppliers(engine: Engine, shop_id: str) -> list[Supplier]:
    """Who delivers to the shop now, by name."""
    here = _of(supplier, shop_id).where(supplier.c.closed_on.is_(None)).order_by(supplier.c.name)
    with told(), engine.connect() as db:
        return [_value(Supplier, row) for row in db.execute(here)]


def save_supplier(
    engine: Engine, shop_id: str, row: Supplier, *, by: int | None = None
) -> Supplier:
    """Add this supplier, or change the one with the same id or name."""
    values = {name: value for name, value in _row(row, shop_id).items() if name != "id"}
    if not row.name.strip():
        raise Refused("A supplier needs a name.")
    same = (supplier.c.shop_id == shop_id) & (
        supplier.c.id == row.id if row.id else supplier.c.name == row.name
    )
    with writing(engine) as db:
        allowed(db, shop_id, by, *KEEPERS)
        number = db.execute(select(supplier.c.id).where(same)).scalar()
        if number is None:
            number = db.execute(insert(supplier).values(values)).inserted_primary_key[0]
        else:
            db.execute(update(supplier).where(supplier.c.id == number).values(values))
        return _value(Supplier, db.execute(select(supplier).where(supplier.c.id == number)).one())


def locations(engine: Engine, shop_id: str, *, kind: str | None = None) -> list[Location]:
    """The places in use, in walking order; `kind` keeps one sort of them."""
    here = _of(location, shop_id).where(location.c.closed_on.is_(None))
    if kind:
        here = here.where(location.c.kind == kind)
    with told(), engine.connect() as db:
        return [
            _value(Location, row)
            for row in db.execute(
                here.order_by(location.c.walk.is_(None), location.c.walk, location.c.code)
            )
        ]


def save_locations(
    engine: Engine, shop_id: str, rows: Iterable[Location], *, by: int | None = None
) -> None:
    """Add or change storage places; the ones every shop has keep their kind."""
    with writing(engine) as db:
        allowed(db, shop_id, by, *KEEPERS)
        _add_places(db, shop_id)
        known = set(
            db.execute(select(location.c.code).where(location.c.shop_id == shop_id)).scalars()
        )
        for row in rows:
            _save_place(db, shop_id, row, is_known=row.code in known)


def _save_place(db: Connection, shop_id: str, row: Location, *, is_known: bool) -> None:
    if not row.code.strip():
        raise Refused("A place needs a code, such as A-01-2.")
    if row.code in KINDS and row.kind != KINDS[row.code]:
        raise Refused("{place} is a place every shop has: choose another code.", place=row.code)
    if is_known:
        same = (location.c.shop_id == shop_id) & (location.c.code == row.code)
        db.execute(update(location).where(same).values(_row(row, shop_id)))
    else:
        db.execute(insert(location).values(_row(row, shop_id)))


def _add_places(db: Connection, shop_id: str) -> None:
    known = set(db.execute(select(location.c.code).where(location.c.shop_id == shop_id)).scalars())
    new = [
        {"shop_id": shop_id, "code": code, "kind": kind, "is_bin": False}
        for code, kind in KINDS.items()
        if code not in known
    ]
    if new:
        db.execute(insert(location), new)


def _of(table: object, shop_id: str) -> object:
    return select(table).where(table.c.shop_id == shop_id)


def _value(kind: type, row: object) -> object:
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})


def _row(value: object, shop_id: str) -> dict[str, object]:
    return asdict(value) | {"shop_id": shop_id}
