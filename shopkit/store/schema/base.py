"""What every table shares: one catalogue of names, instants in UTC, and the shop it belongs to."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

facts = MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# SQLite counts up only in INTEGER; PostgreSQL should not run out at two thousand million.
Number = BigInteger().with_variant(Integer, "sqlite")


class Instant(TypeDecorator[datetime]):
    """An instant in UTC; SQLite forgets the zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else value


def of_shop(*, primary_key: bool = False) -> Column[str]:
    """The column that says whose row it is; with the shop its rows go."""
    reference = ForeignKey("shop.id", ondelete="CASCADE")
    return Column("shop_id", String, reference, primary_key=primary_key, nullable=False)


def numbered() -> Column[int]:
    """The row's own number, counted up."""
    return Column("id", Number, primary_key=True, autoincrement=True)


def beside(column: str, other: str, *, is_needed: bool = False) -> Column[int]:
    """A column that names a row of another table of the same shop.

    Checked when a transaction ends: a removed shop takes both rows, in either order.
    """
    reference = ForeignKey(f"{other}.id", deferrable=True, initially="DEFERRED")
    return Column(column, Number, reference, nullable=not is_needed)


def within(parent: str, column: str, *, primary_key: bool = False) -> Column[int]:
    """A column that names the row this one is a part of."""
    reference = ForeignKey(f"{parent}.id", ondelete="CASCADE")
    return Column(
        column, Number, reference, nullable=False, primary_key=primary_key, autoincrement=False
    )


def coded(column: str, other: str) -> ForeignKeyConstraint:
    """Holds a column to the codes of another table of the same shop, as `beside` does."""
    return ForeignKeyConstraint(
        ["shop_id", column],
        [f"{other}.shop_id", f"{other}.code"],
        deferrable=True,
        initially="DEFERRED",
    )


def by_whom() -> Column[int]:
    """Who did it; empty when a program did, at an import or for the sample."""
    return beside("member_id", "member")


def retried() -> Column[str]:
    """The key of one submission: a second arrival of it is known and not booked again."""
    return Column("key", String(80))
