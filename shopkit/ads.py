"""Advertising: what it costs and brings, from which return it pays, and where it is wasted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shopkit.money import ratio
from shopkit.shares import wilson
from shopkit.text import message

# What too few clicks say is not said; z of 95 % one-sided on both sides of Wilson's interval.
CONFIDENCE = 0.90
LEAST_SPEND_FEN = 5000

WASTED = message("Wasted: even the best its clicks allow does not pay for them.")
BELOW = message("Below break-even, but so few clicks could still be chance.")
PAYS = message("Pays for itself for certain.")
UNCLEAR = message("Pays so far; so few clicks could be luck.")
SMALL = message("Too little spent to judge.")


@dataclass(frozen=True, slots=True)
class Ad:
    """What one plan, item or creative did over some days. Money in fen; None is not reported.

    Definitions of 直通车 / 万相台: 平均点击花费 = 花费 ÷ 点击量, 点击转化率 = 总成交笔数 ÷ 点击量,
    投入产出比 = 总成交金额 ÷ 花费, 总成交 = 直接 + 间接; 净成交 leaves out what was refunded.
    """

    key: str
    name: str
    spend_fen: int
    clicks: int
    impressions: int = 0
    orders: int = 0
    paid_fen: int = 0
    direct_fen: int | None = None
    indirect_fen: int | None = None
    net_fen: int | None = None
    platform: str = ""
    window: str = ""

    @property
    def ctr(self) -> float | None:
        """Clicks ÷ impressions."""
        return ratio(self.clicks, self.impressions)

    @property
    def cpc_fen(self) -> float | None:
        """Spend ÷ clicks."""
        return ratio(self.spend_fen, self.clicks)

    @property
    def conversion(self) -> float | None:
        """Orders ÷ clicks."""
        return ratio(self.orders, self.clicks)

    @property
    def per_order_fen(self) -> float | None:
        """Paid amount ÷ orders."""
        return ratio(self.paid_fen, self.orders)

    @property
    def roi(self) -> float | None:
        """Paid amount ÷ spend: the platform's 投入产出比."""
        return ratio(self.paid_fen, self.spend_fen)

    @property
    def direct_roi(self) -> float | None:
        """The same of what was bought of the item clicked on."""
        return ratio(self.direct_fen, self.spend_fen)

    @property
    def net_roi(self) -> float | None:
        """The same after refunds."""
        return ratio(self.net_fen, self.spend_fen)

    def left_fen(self, margin_rate: float) -> int:
        """Margin of what it sold less what it cost; after refunds where they are known."""
        paid = self.paid_fen if self.net_fen is None else self.net_fen
        return round(paid * margin_rate) - self.spend_fen


@dataclass(frozen=True, slots=True)
class Judged:
    """An ad with its highest sensible bid and whether it pays, told so that chance is allowed for.

    `best_roi` and `worst_roi` are its returns were its conversion at Wilson's ends.
    """

    ad: Ad
    bid_fen: float | None
    worst_roi: float | None
    best_roi: float | None
    verdict: str
    tone: str

    @property
    def is_wasted(self) -> bool:
        """Whether it does not pay even at the best its clicks allow."""
        return self.verdict == WASTED


def break_even_roi(margin_rate: float) -> float | None:
    """The return from which advertising pays: 1 ÷ margin.

    >>> break_even_roi(0.40)
    2.5
    """
    return 1 / margin_rate if margin_rate > 0 else None


def highest_bid_fen(conversion: float, per_order_fen: float, margin_rate: float) -> float:
    """What a click may cost at most: conversion × paid per order × margin.

    >>> round(highest_bid_fen(0.03, 12_000, 0.40), 6)
    144.0
    """
    return conversion * per_order_fen * margin_rate


def ad(row: Mapping[str, Any]) -> Ad:
    """An ad from a row of the lake's `ads_by_level`."""
    numbers = ("spend_fen", "clicks", "impressions", "orders", "paid_fen")
    return Ad(
        row["key"],
        row["name"] or row["key"],
        **{name: row[name] or 0 for name in numbers},
        direct_fen=row["direct_fen"],
        indirect_fen=row["indirect_fen"],
        net_fen=row["net_fen"],
        platform=row["platform"],
        window=row["attribution"] or "",
    )


def judged(ads: Iterable[Ad], margin_rate: float | None) -> list[Judged]:
    """Every ad with its verdict, the dearest loss first.

    An ad is wasted when its conversion at the upper end of Wilson's interval, times the larger of
    its own and all ads' amount per order, times the margin, is still less than its click costs.
    """
    listed = list(ads)
    usual = ratio(sum(each.paid_fen for each in listed), sum(each.orders for each in listed))
    found = [_judged(each, margin_rate, usual) for each in listed]
    if margin_rate is None:
        return sorted(found, key=lambda each: -each.ad.spend_fen)
    return sorted(found, key=lambda each: each.ad.left_fen(margin_rate))


def _judged(each: Ad, margin_rate: float | None, usual: float | None) -> Judged:
    span = wilson(min(each.orders, each.clicks), each.clicks, CONFIDENCE)
    own = each.per_order_fen or usual
    if margin_rate is None or span is None or own is None or not each.spend_fen:
        return Judged(each, None, None, None, SMALL, "none")
    cpc = each.spend_fen / each.clicks
    worst, best = span[0] * own / cpc, span[1] * max(own, usual or 0) / cpc
    bid = highest_bid_fen(each.conversion or 0.0, own, margin_rate)
    return Judged(each, bid, worst, best, *_verdict(each, margin_rate, worst, best))


def _verdict(each: Ad, margin_rate: float, worst: float, best: float) -> tuple[str, str]:
    even = break_even_roi(margin_rate)
    if each.spend_fen < LEAST_SPEND_FEN:
        return SMALL, "none"
    if even is None or best < even:
        return WASTED, "bad"
    if (each.roi or 0) < even:
        return BELOW, "warn"
    return (PAYS, "good") if worst >= even else (UNCLEAR, "none")
