"""Columns that migrations write alike. What stands here is history: it is never changed."""

import sqlalchemy as sa

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
INSTANT = sa.DateTime(timezone=True)


def of_shop() -> sa.Column:
    """Whose row it is; with the shop its rows go."""
    reference = sa.ForeignKey("shop.id", ondelete="CASCADE")
    return sa.Column("shop_id", sa.String, reference, nullable=False)


def beside(column: str, other: str) -> sa.ForeignKeyConstraint:
    """Holds a column to the numbers of another table, when a transaction ends."""
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], deferrable=True, initially="DEFERRED")


def within(column: str, parent: str) -> sa.ForeignKeyConstraint:
    """Holds a column to the row that this one is a part of and goes with."""
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], ondelete="CASCADE")


def coded(column: str, other: str) -> sa.ForeignKeyConstraint:
    """Holds a column to the codes of another table of the same shop."""
    return sa.ForeignKeyConstraint(
        ["shop_id", column],
        [f"{other}.shop_id", f"{other}.code"],
        deferrable=True,
        initially="DEFERRED",
    )
