"""What is known of one buyer: purchase days and money, never a name."""

from dataclasses import dataclass
from datetime import date

WEEK = 7


@dataclass(frozen=True, slots=True)
class Buyer:
    """A pseudonym's purchase days up to a day; money is net of refunds.

    `first_fen` is the money of the first of them, `order_id` the last order.
    """

    buyer: str
    purchases: int
    first_on: date
    last_on: date
    paid_fen: int
    first_fen: int = 0
    order_id: str = ""

    @property
    def repeats(self) -> int:
        """Purchase days after the first: x of the models."""
        return self.purchases - 1

    @property
    def repeat_yuan(self) -> float:
        """What a repeat purchase brought on average, in yuan; 0 without any."""
        return (self.paid_fen - self.first_fen) / 100 / self.repeats if self.repeats else 0.0

    def history(self, asof: date) -> tuple[int, float, float]:
        """(x, t_x, T) in weeks: repeats, first to last purchase, first purchase to `asof`."""
        return (
            self.repeats,
            (self.last_on - self.first_on).days / WEEK,
            (asof - self.first_on).days / WEEK,
        )
