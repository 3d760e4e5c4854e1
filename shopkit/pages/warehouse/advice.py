"""What to order today by the sliders' terms, worst first, and what is on a draft already."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from shopkit.pages.warehouse import selling, terms
from shopkit.pages.warehouse.shift import Shift
from shopkit.replenish.classes import DEAD, SLOW
from shopkit.replenish.needs import Policy
from shopkit.replenish.proposal import Proposal
from shopkit.replenish.propose import propose
from shopkit.stock.purchases import DRAFT


@dataclass(frozen=True)
class Advice:
    """The proposals of one look at the shop."""

    shift: Shift

    @cached_property
    def terms(self) -> Policy:
        """How the page's sliders want to order."""
        return terms.policy(self.shift)

    @cached_property
    def all(self) -> list[Proposal]:
        """A proposal for every SKU, the worst first."""
        shift = self.shift
        found = propose(selling.needs(shift), selling.demand(shift), self.terms, asof=shift.today)
        return sorted(found, key=_worst)

    @cached_property
    def drafted(self) -> Counter[str]:
        """Pieces of each SKU that stand on a draft: nobody has ordered them yet."""
        return Counter(
            {
                line.sku: line.ordered
                for order in self.shift.purchases
                if order.state == DRAFT
                for line in order.lines
            }
        )

    @cached_property
    def wanted(self) -> list[Proposal]:
        """What a budget or none would order, with those it leaves out."""
        return [each for each in self.all if each.wanted_qty]

    @cached_property
    def open(self) -> list[Proposal]:
        """What is to be ordered and stands on no draft."""
        return [each for each in self.all if each.order_qty and each.sku not in self.drafted]

    @property
    def cost_fen(self) -> int:
        """What all orders cost, where the cost is known."""
        return sum(each.cost_fen or 0 for each in self.all if each.order_qty)

    @property
    def wanted_fen(self) -> int:
        """What they would cost without a budget."""
        return sum(each.wanted_qty * (each.need.unit_cost_fen or 0) for each in self.wanted)

    @property
    def lying(self) -> list[Proposal]:
        """Dead and slow stock, the most money first."""
        idle = [each for each in self.all if each.health in (DEAD, SLOW) and each.need.on_hand > 0]
        return sorted(idle, key=lambda each: (-tied_fen(each), each.sku))

    @property
    def oversold(self) -> list[Proposal]:
        """What is promised and not there, the most pieces first."""
        short = [each for each in self.all if each.need.available < 0]
        return sorted(short, key=lambda each: (each.need.available, each.sku))

    def of_supplier(self, supplier_id: int | None) -> list[Proposal]:
        """What is to be ordered of one supplier; None: of what has none."""
        skus, known = self.shift.skus, self.shift.suppliers
        return [
            each
            for each in self.open
            if (skus[each.sku].supplier_id if skus[each.sku].supplier_id in known else None)
            == supplier_id
        ]


def tied_fen(one: Proposal) -> int:
    """The money that lies in a SKU's stock, at cost."""
    return max(one.need.on_hand, 0) * (one.need.unit_cost_fen or 0)


def is_late(one: Proposal) -> bool:
    """Whether it runs out before a delivery ordered today could come."""
    gone = one.stockout_on
    return gone is not None and (gone - one.asof).days < one.lead_time_days


def _worst(one: Proposal) -> tuple[bool, bool, bool, int, date, str]:
    lost = -(one.expected_lost_fen or 0)
    late = bool(one.wanted_qty) and is_late(one)
    return (
        not one.wanted_qty,
        one.need.available >= 0,
        not late,
        lost,
        one.stockout_on or date.max,
        one.sku,
    )
