"""What a proposal is made from: the SKU's stock and terms, and how the shop wants to order."""

from dataclasses import dataclass
from datetime import date

from shopkit.errors import Refused

HORIZON_DAYS = 60


@dataclass(frozen=True, slots=True)
class Season:
    """One buy for one season: what it may sell, and what a piece left over is worth."""

    mean: float
    sd: float
    salvage_fen: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """One SKU as it stands: units on the shelf, promised and on their way, and how it is bought.

    Cost and price are fen, None where unknown. `arrivals` are days with units of `on_order`;
    the rest of it is taken to come after one lead time. `season` is set for a one-off buy.
    """

    sku: str
    title: str = ""
    on_hand: int = 0
    reserved: int = 0
    on_order: int = 0
    unit_cost_fen: int | None = None
    price_fen: int | None = None
    pack_size: int = 1
    moq: int = 0
    lead_time_days: float = 7.0
    lead_time_sd: float = 0.0
    supplier: str = ""
    season: Season | None = None
    arrivals: tuple[tuple[date, int], ...] = ()

    def __post_init__(self) -> None:
        if self.pack_size < 1 or self.moq < 0 or self.lead_time_days < 0 or self.lead_time_sd < 0:
            raise Refused(
                "{sku} cannot be ordered so: a pack holds at least 1, and neither the least "
                "order nor the lead time is below 0. Correct its supplier's terms.",
                sku=self.sku,
            )

    @property
    def is_season(self) -> bool:
        """Whether it is bought once for a season."""
        return self.season is not None

    @property
    def available(self) -> int:
        """Units on the shelf that are promised to nobody."""
        return self.on_hand - self.reserved

    @property
    def position(self) -> int:
        """Available units and those on their way."""
        return self.available + self.on_order

    @property
    def margin_fen(self) -> int | None:
        """What a piece earns; None where cost or price is unknown."""
        if self.unit_cost_fen is None or self.price_fen is None:
            return None
        return self.price_fen - self.unit_cost_fen


@dataclass(frozen=True, slots=True)
class Policy:
    """How the shop orders: how sure it wants to be, how often it looks, what it may spend.

    `lead_time_days` replaces every SKU's own. `extra_days` of sales are ordered beyond the
    reorder point, for fewer and larger orders. What an order costs to place and a year of
    holding a yuan of stock are the shop's own guess; they only serve the hint of a lot size.
    """

    service_level: float = 0.95
    review_days: int = 7
    lead_time_days: float | None = None
    extra_days: float = 0.0
    budget_fen: int | None = None
    order_cost_fen: int = 2000
    holding_rate: float = 0.25

    def __post_init__(self) -> None:
        lengths = (self.review_days, self.lead_time_days or 0, self.extra_days)
        if min(lengths) < 0 or (self.budget_fen is not None and self.budget_fen < 0):
            raise Refused("Days and budget cannot be below 0: enter 0 or more.")

    def lead_of(self, need: Need) -> float:
        """The lead time that counts for a SKU, in days."""
        return need.lead_time_days if self.lead_time_days is None else self.lead_time_days
