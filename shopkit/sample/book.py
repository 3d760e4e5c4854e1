"""Everything that happened in the sample shop, once: what each platform file is a view of."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from shopkit.sample import buyers as people
from shopkit.sample import definitions, journeys, orders, refunds
from shopkit.sample.buyers import Buyers
from shopkit.sample.calendar import Calendar, calendar
from shopkit.sample.definitions import Sku


@dataclass(frozen=True)
class Book:
    """The shop's days, goods and buyers, and its orders, lines and refunds.

    Instants are Shanghai's wall clock. `orders.buyer`, `lines.order` and `lines.sku` and
    `refunds.line` are places in the other tables; lines and orders come by time of order.
    """

    seed: int
    calendar: Calendar
    skus: tuple[Sku, ...]
    buyers: Buyers
    orders: pd.DataFrame
    lines: pd.DataFrame
    refunds: pd.DataFrame

    def chance(self, subject: str) -> np.random.Generator:
        """The dice for one subject: a change in one subject leaves the others as they were."""
        return dice(self.seed, subject)


def dice(seed: int, subject: str) -> np.random.Generator:
    """A generator that depends on the seed and the subject's name alone."""
    return np.random.default_rng([seed, *subject.encode()])


def book(seed: int) -> Book:
    """The whole story of the sample shop for one seed."""
    days, skus = calendar(definitions.events()), definitions.catalogue()
    placed = orders.placed(days, dice(seed, "orders"))
    buyer, last_before = people.choose(placed["day"].to_numpy(), dice(seed, "buyers"))
    who = people.buyers(last_before, dice(seed, "people"))
    placed["buyer"] = buyer
    line = orders.lines(placed, days, skus, dice(seed, "lines"))
    placed, line = orders.priced(placed, line, who.far_fen)
    placed = journeys.shipped(placed, days, dice(seed, "journeys"))
    placed = journeys.routed(placed, who.province[buyer])
    back = refunds.refunds(placed, line, days, skus, rng=dice(seed, "refunds"))
    placed, line = journeys.ended(placed, line, back)
    return Book(seed, days, skus, who, placed, line, back)
