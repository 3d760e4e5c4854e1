"""One telling of the sample shop: its book, and what several files and the store share of it."""

from functools import cached_property

import pandas as pd

from shopkit.sample import ads, visits
from shopkit.sample.book import Book, book
from shopkit.sample.warehouse.history import History, history

SEED = 20251111


class Story:
    """Everything that happened for one seed, each part worked out when first asked for."""

    def __init__(self, seed: int = SEED) -> None:
        self.seed = seed

    @cached_property
    def book(self) -> Book:
        """Days, goods, buyers, orders, lines and refunds."""
        return book(self.seed)

    @cached_property
    def shop(self) -> pd.DataFrame:
        """The shop's days, advertising included."""
        return ads.spent(self.book, visits.shop_days(self.book))

    @cached_property
    def history(self) -> History:
        """The warehouse's purchase orders and moves."""
        return history(self.book)
