"""One SKU's proposal: what to order, why, and the figures behind it."""

from dataclasses import dataclass
from datetime import date

from shopkit.replenish.demand import Demand
from shopkit.replenish.needs import Need, Policy
from shopkit.text import message

LOW = message("At or below the reorder point.")
RUNS_OUT = message("Runs out before a delivery could arrive.")
SEASON = message("One buy for the season.")
OWED = message("Owed to buyers and not in stock.")
ENOUGH = message("Enough in stock and on order.")
NO_SALES = message("No sales to plan from.")
DEAD = message("Dead stock: nothing sold in 90 days. Order nothing.")
UNWANTED = message("Buying for the season would lose money: the price does not cover the cost.")
CUT = message("Left out: the budget is spent on goods that would lose more.")
NO_COST = message("Left out: without a unit cost it cannot be held to the budget.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to order of one SKU, and every figure behind it.

    Units: pieces; money fen, None where a cost or price is unknown. `wanted_qty` is what would
    be ordered without a budget, `order_qty` what is. Lost sales are those expected until what
    the next review orders could arrive, if nothing is ordered now; their fen are lost margin.
    `why` is said by a speaker.
    """

    need: Need
    demand: Demand
    policy: Policy
    asof: date
    order_qty: int
    wanted_qty: int
    cost_fen: int | None
    why: str
    position: int
    safety_stock: float
    reorder_point: float
    order_up_to: float
    stockout_on: date | None
    days_of_cover: float | None
    expected_lost_qty: float
    expected_lost_fen: int | None
    saved_fen: int | None
    health: str
    abc: str
    xyz: str | None

    @property
    def sku(self) -> str:
        """The SKU."""
        return self.need.sku

    @property
    def supplier(self) -> str:
        """Who it is bought from."""
        return self.need.supplier

    @property
    def demand_per_day(self) -> float:
        """Pieces sold on an ordinary day."""
        return self.demand.per_day

    @property
    def demand_sd(self) -> float:
        """Standard deviation of a day's demand."""
        return self.demand.sd

    @property
    def lead_time_days(self) -> float:
        """The lead time that was counted with."""
        return self.policy.lead_of(self.need)
