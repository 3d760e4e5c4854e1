"""Where visitors came from, on a day or in a month."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from shopkit.money import shares
from shopkit.sample.book import Book
from shopkit.sample.calendar import STORY_MONTH


@dataclass(frozen=True)
class Source:
    """A source, its part of visits, how well it sells (1 is plain), and its part of new people."""

    name: str
    detail: str
    weight: float
    pull: float
    new: float


SOURCES = (
    Source("淘内免费", "手淘搜索", 24, 1.15, 0.82),
    Source("淘内免费", "手淘推荐", 26, 0.55, 0.9),
    Source("淘内免费", "逛逛", 6, 0.45, 0.92),
    Source("淘内免费", "淘内待分类", 4, 0.7, 0.8),
    Source("自主访问", "我的淘宝", 8, 1.9, 0.3),
    Source("自主访问", "购物车", 9, 2.6, 0.35),
    Source("自主访问", "直接访问", 3, 1.4, 0.4),
    Source("付费流量", "关键词推广", 12, 0.95, 0.86),
    Source("付费流量", "全站推广", 6, 0.8, 0.88),
    Source("付费流量", "淘宝客", 3, 1.3, 0.85),
)
OVERLAP = 1.08
PAID_RUSH = 1.9


def sources(book: Book, table: pd.DataFrame, subject: str) -> list[pd.DataFrame]:
    """For each row of shop figures (`first`, visitors, buyers, paid_fen …) its sources."""
    chance = book.chance(f"sources {subject}")
    return [_split(row, chance) for row in table.to_dict("records")]


def _split(row: dict, chance: np.random.Generator) -> pd.DataFrame:
    rush = np.datetime64(row["first"], "M") == STORY_MONTH
    lift = [PAID_RUSH if rush and source.name == "付费流量" else 1 for source in SOURCES]
    weight = np.array([source.weight for source in SOURCES]) * lift
    weight = weight * chance.lognormal(0, 0.06, len(SOURCES))
    visitors = np.rint(row["visitors"] * OVERLAP * weight / weight.sum()).astype(int)
    pull = weight * [source.pull for source in SOURCES]
    buyers = np.minimum(chance.multinomial(row["buyers"], pull / pull.sum()), visitors)
    parts = chance.lognormal(0, 0.08, len(SOURCES)) * buyers * 1000
    new = np.rint(visitors * [source.new for source in SOURCES]).astype(int)
    return pd.DataFrame(
        {
            "source": [source.name for source in SOURCES],
            "detail": [source.detail for source in SOURCES],
            "visitors": visitors,
            "new_visitors": new,
            "page_views": np.rint(visitors * chance.uniform(1.9, 2.8, len(SOURCES))).astype(int),
            "favourite_users": np.rint(visitors * 0.028).astype(int),
            "cart_users": np.rint(visitors * 0.08).astype(int),
            "bounce_rate": chance.uniform(0.48, 0.64, len(SOURCES)),
            "orderers": buyers + chance.binomial(buyers, 0.08),
            "buyers": buyers,
            "paid_fen": shares(int(row["paid_fen"]), (parts + 1).astype(int).tolist()),
        }
    )
