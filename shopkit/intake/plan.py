"""How the cells of one sheet become rows of one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shopkit.intake.kinds import Match
from shopkit.tables import Table

# A row without one of these could not be told from another.
TELLING = frozenset(
    ["order_id", "line_id", "refund_id", "flow_id", "item_id", "sku", "agent", "source"]
)
# Made from what the row says where the file has no such column.
MADE = frozenset(["order_id", "line_id", "refund_id", "review_id", "flow_id"])


@dataclass(frozen=True)
class Plan:
    """A sheet's match and header, the key for pseudonyms, and what is the same in every row."""

    match: Match
    header: list[str]
    secret: bytes
    sheet: str = ""
    strict: bool = True
    constants: Mapping[str, object] = field(default_factory=dict)
    mapped: bool = False

    @property
    def table(self) -> Table:
        """The table the rows are for."""
        return self.match.kind.table

    @property
    def multiplied(self) -> bool:
        """Whether a line's money is its quantity times its price.

        Only where a person mapped the columns: a platform's own price is not yet what was paid.
        """
        there = self.match.places.keys()
        lines = self.mapped and self.table.name == "order_lines"
        return lines and {"qty", "price_fen"} <= there and "paid_fen" not in there

    @property
    def made(self) -> str | None:
        """The key column to make from the rows' content, if the file has none."""
        last = self.table.key[-1]
        absent = last not in self.match.places and last not in self.constants
        return last if absent and last in MADE else None

    @property
    def required(self) -> set[str]:
        """The file's columns in which every row must say something."""
        optional = self.match.kind.key_optional
        days = {name for name in self.table.key if self.table.columns[name] == "day"}
        asked = {name for name in self.table.key if name in TELLING and name not in optional}
        present = {name for name in self.table.key if name in MADE}
        return (days | asked | present) & self.match.places.keys()
