"""Advertising: plans and creatives by day, dearer clicks and weaker returns as time goes on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.calendar import STORY_MONTH

SITE_FIRST = np.datetime64("2026-08-01")
AFFILIATE_SHARE = 0.011
# What the story's month did to the price of a click and to what it brings.
STORY_CLICK, STORY_RETURN = 1.24, 0.66


@dataclass(frozen=True)
class Plan:
    """An advertising plan: what it may spend a day, what a click costs, and what comes back."""

    plan_id: str
    name: str
    kind: str
    budget_fen: int
    click_fen: int
    click_rate: float
    roi: float
    codes: tuple[str, ...]


PLANS = (
    Plan("70010001", "关键词-主推茶具", "关键词推广", 11000, 86, 0.046, 4.4,
         ("SP-GW", "SP-LX", "SP-CH")),
    Plan("70010002", "关键词-帆布包", "关键词推广", 7500, 72, 0.041, 3.9, ("SP-TT", "SP-XK")),
    Plan("70010003", "关键词-家居", "关键词推广", 5200, 64, 0.038, 3.2,
         ("SP-MK", "SP-HQ", "SP-TP")),
    Plan("70010004", "智能-拉新", "智能推广", 4000, 95, 0.029, 2.3, ("SP-PM", "SP-LH")),
)  # fmt: skip
SITE_PLANS = (
    Plan("80020001", "全站-盖碗", "货品加速", 5200, 92, 0.033, 3.4, ("SP-GW",)),
    Plan("80020002", "全站-托特包", "货品加速", 4300, 84, 0.036, 3.1, ("SP-TT",)),
    Plan("80020003", "上新-马克杯", "上新快", 2600, 88, 0.030, 2.6, ("SP-MK",)),
)
# Two pictures each; the second catches more eyes.
CREATIVES = (("01", 0.55, 0.94), ("02", 0.45, 1.12))


def plan_days(book: Book) -> pd.DataFrame:
    """直通车: one row a day and plan over all the days."""
    return _days(book, PLANS, "plans", np.ones(book.calendar.count, dtype=bool))


def site_days(book: Book) -> pd.DataFrame:
    """万相台: one row a day and plan in the last three months."""
    return _days(book, SITE_PLANS, "site", book.calendar.days >= SITE_FIRST)


def creative_days(book: Book) -> pd.DataFrame:
    """万相台 by creative, with the item each shows; a plan's creatives add up to the plan."""
    left, chance, parts = site_days(book), book.chance("creatives"), []
    shown = {plan.plan_id: plan.codes[0] for plan in SITE_PLANS}
    for number, share, lift in CREATIVES:
        is_last = number == CREATIVES[-1][0]
        part = left if is_last else _part(left, share, lift, chance)
        left = _less(left, part)
        parts.append(part.assign(creative_id=part["plan_id"] + number))
    table = pd.concat(parts).sort_values(["day", "creative_id"], ignore_index=True)
    return table.assign(item_code=table["plan_id"].map(shown))


def item_days(book: Book) -> pd.DataFrame:
    """All the last three months' spend by day, plan and advertised item."""
    plans = plan_days(book)
    days = pd.concat([plans[plans["day"] >= SITE_FIRST], site_days(book)])
    chance, parts = book.chance("advertised items"), []
    for plan in (*PLANS, *SITE_PLANS):
        left = days[days["plan_id"] == plan.plan_id]
        for code in plan.codes:
            part = left if code == plan.codes[-1] else _part(left, 0.48, 1.0, chance)
            left = _less(left, part)
            parts.append(part.assign(item_code=code))
    return pd.concat(parts).sort_values(["day", "plan_id", "item_code"], ignore_index=True)


COUNTED = [
    "impressions", "clicks", "spend_fen", "direct_orders", "indirect_orders", "direct_paid_fen",
    "indirect_paid_fen", "carts", "favourites", "new_buyers",
]  # fmt: skip


def _days(book: Book, plans: tuple[Plan, ...], subject: str, running: np.ndarray) -> pd.DataFrame:
    chance = book.chance(subject)
    rows = [_plan_days(book, plan, running, chance) for plan in plans]
    return pd.concat(rows).sort_values(["day", "plan_id"], ignore_index=True)


def _plan_days(
    book: Book, plan: Plan, running: np.ndarray, chance: np.random.Generator
) -> pd.DataFrame:
    days = book.calendar
    count = days.count
    story = days.months == STORY_MONTH
    pressure = (days.visits / np.median(days.visits)) ** 0.9
    click = plan.click_fen * np.linspace(0.94, 1.1, count) * np.where(story, STORY_CLICK, 1)
    roi = plan.roi * np.linspace(1.06, 0.93, count) * np.where(story, STORY_RETURN, 1)
    budget = plan.budget_fen * pressure * np.where(story, 1.5, 1) * chance.lognormal(0, 0.1, count)
    clicks = chance.poisson(budget / click)
    spend = np.rint(clicks * click * chance.lognormal(0, 0.04, count)).astype(int)
    paid = np.rint(spend * roi * chance.lognormal(0, 0.22, count)).astype(int)
    orders = np.maximum(np.rint(paid / 9300), paid > 0).astype(int)
    direct = chance.binomial(orders, 0.72)
    direct_fen = np.where(orders > 0, paid * direct // np.maximum(orders, 1), 0)
    table = pd.DataFrame(
        {
            "day": days.days,
            "plan_id": plan.plan_id,
            "plan": plan.name,
            "kind": plan.kind,
            "impressions": np.rint(clicks / plan.click_rate * chance.lognormal(0, 0.07, count)),
            "clicks": clicks,
            "spend_fen": spend,
            "direct_orders": direct,
            "indirect_orders": orders - direct,
            "direct_paid_fen": direct_fen,
            "indirect_paid_fen": paid - direct_fen,
            "carts": chance.binomial(clicks, 0.09),
            "favourites": chance.binomial(clicks, 0.03),
            "new_buyers": chance.binomial(orders, 0.7),
        }
    )
    return table[running].astype({"impressions": int})


def _part(
    whole: pd.DataFrame, share: float, lift: float, chance: np.random.Generator
) -> pd.DataFrame:
    """A part of each row's counts; `lift` is how much better it does than its share of eyes."""
    part = whole.copy()
    for name in COUNTED:
        good = share if name == "impressions" else share * lift
        drawn = np.rint(whole[name] * good * chance.uniform(0.9, 1.1, len(whole)))
        part[name] = np.minimum(drawn, whole[name]).astype(int)
    return part


def _less(whole: pd.DataFrame, part: pd.DataFrame) -> pd.DataFrame:
    left = whole.copy()
    left[COUNTED] = whole[COUNTED].to_numpy() - part[COUNTED].to_numpy()
    return left


def spent(book: Book, shop: pd.DataFrame) -> pd.DataFrame:
    """The shop's days with what each kind of advertising cost."""
    plans = plan_days(book).groupby("day")["spend_fen"].sum()
    site = site_days(book).groupby("day")["spend_fen"].sum()
    share = book.chance("affiliates").uniform(0.6, 1.4, len(shop)) * AFFILIATE_SHARE
    return shop.assign(
        ad_search_fen=plans.reindex(shop["day"]).to_numpy(),
        ad_site_fen=site.reindex(shop["day"]).fillna(0).astype(int).to_numpy(),
        ad_affiliate_fen=np.rint(shop["paid_fen"] * share).astype(int),
    )
