"""Orders and their lines: when placed, by whom, what for how much, and when paid."""

import numpy as np
import pandas as pd

from shopkit.sample import calendar as days
from shopkit.sample.calendar import Calendar
from shopkit.sample.definitions import Sku

SECOND = np.timedelta64(1, "s")
DAY = 86_400
HOURS = np.array(
    [26, 13, 7, 4, 3, 4, 9, 18, 31, 47, 58, 55, 52, 55, 56, 54, 52, 48, 50, 63, 79, 88, 80, 50]
)
RUSH_HOURS = np.where(np.arange(24) == 0, 420, HOURS) + 60 * (np.arange(24) == 20)
RUSH = 3.0  # days this much above plain ones begin with a rush at midnight
UNPAID = 0.08
DEPOSIT_LOST = 0.09
LINES_IN_ORDER = (0.70, 0.21, 0.07, 0.02)
PIECES_IN_LINE = (0.875, 0.10, 0.018, 0.007)
POSTAGE_FREE_FROM = 9900
FIRST_ORDER_ID = 3_500_000_000_000_000_000


def placed(calendar: Calendar, rng: np.random.Generator) -> pd.DataFrame:
    """Orders by the second they were placed: day, created_at, is_presale, is_mobile, paid_at."""
    plain = days.day_counts(calendar, rng)
    deposits = rng.poisson(calendar.deposits)
    day = np.repeat(np.tile(np.arange(calendar.count), 2), np.concatenate([plain, deposits]))
    presale = np.arange(len(day)) >= plain.sum()
    second = _seconds(calendar, day, rng)
    order = np.lexsort((second, day))
    day, presale, second = day[order], presale[order], second[order]
    created = calendar.days[day].astype("datetime64[s]") + second * SECOND
    paid = np.where(
        presale, _balances(calendar, created, rng), created + _delay(day, second, rng) * SECOND
    )
    given_up = np.where(presale, rng.random(len(day)) < DEPOSIT_LOST, _unpaid(day, rng))
    paid[given_up | (paid >= calendar.days[-1] + 1)] = np.datetime64("NaT")
    return pd.DataFrame(
        {
            "order_id": FIRST_ORDER_ID + (day * DAY + second) * 10**9 + np.arange(len(day)) * 10,
            "day": day,
            "created_at": created,
            "paid_at": paid,
            "is_presale": presale,
            "is_mobile": rng.random(len(day)) < 0.95,
        }
    )


def _seconds(calendar: Calendar, day: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    rush = (calendar.painted(1, lambda event: event.orders, "大促") >= RUSH)[day]
    plain = rng.choice(24, len(day), p=HOURS / HOURS.sum())
    rushed = rng.choice(24, len(day), p=RUSH_HOURS / RUSH_HOURS.sum())
    return np.where(rush, rushed, plain) * 3600 + rng.integers(0, 3600, len(day))


def _delay(day: np.ndarray, second: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Seconds from order to payment: mostly at once, seldom hours, the same day unless late."""
    pace = rng.choice([35, 900, 9000], len(day), p=[0.88, 0.09, 0.03])
    delay = np.rint(rng.exponential(pace)).astype(int) + 6
    crosses = (second + delay >= DAY) & (second < DAY - 1800)
    return np.where(crosses, DAY - 1 - second, delay)


def _unpaid(day: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The same share of every day, so that chance does not tell the story."""
    drawn = rng.random(len(day))
    order = np.lexsort((drawn, day))
    starts = np.searchsorted(day, np.arange(day[-1] + 2))
    rank = np.empty(len(day), dtype=int)
    rank[order] = np.arange(len(day)) - starts[day[order]]
    return rank < np.rint(UNPAID * np.diff(starts)[day])


def _balances(calendar: Calendar, created: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """When presale orders pay the rest: from 20:00 on the day after the deposits end."""
    opens = np.full(len(created), np.datetime64("NaT"), dtype="datetime64[s]")
    for event in calendar.of("预售"):
        first = calendar.days[calendar.place(event.first)]
        last = np.datetime64(event.last)
        inside = (created >= first) & (created < last + 1)
        opens[inside] = (last + 1).astype("datetime64[s]") + 20 * 3600 * SECOND
    wait = np.minimum(rng.exponential(9 * 3600, len(created)), 70 * 3600).astype(int)
    return opens + wait * SECOND


def lines(
    orders: pd.DataFrame, calendar: Calendar, skus: tuple[Sku, ...], rng: np.random.Generator
) -> pd.DataFrame:
    """What each order holds: order (its place), sku (its place), qty, price_fen, payable_fen."""
    wanted = rng.choice(4, len(orders), p=LINES_IN_ORDER) + 1
    owner = np.repeat(np.arange(len(orders)), wanted)
    day = orders["day"].to_numpy()[owner]
    line = pd.DataFrame({"order": owner, "day": day, "sku": _picked(day, calendar, skus, rng)})
    line = line.drop_duplicates(["order", "sku"], ignore_index=True)
    line["qty"] = rng.choice(4, len(line), p=PIECES_IN_LINE) + 1
    at = (line["day"].to_numpy(), line["sku"].to_numpy())
    line["price_fen"] = days.prices(calendar, skus)[at]
    line["payable_fen"] = line["price_fen"] * line["qty"] - _off(line, calendar)
    return line


def _picked(
    day: np.ndarray, calendar: Calendar, skus: tuple[Sku, ...], rng: np.random.Generator
) -> np.ndarray:
    """A SKU for each line, by the day's liking."""
    reach = np.cumsum(days.liking(calendar, skus), axis=1)
    drawn = rng.random(len(day))
    return np.minimum((reach[day] < drawn[:, None]).sum(axis=1), len(skus) - 1)


def _off(line: pd.DataFrame, calendar: Calendar) -> np.ndarray:
    """Each line's part of its order's 满减, exact to the fen."""
    start, off, repeats = (offer[line["day"].to_numpy()] for offer in days.offers(calendar))
    worth = (line["price_fen"] * line["qty"]).to_numpy()
    order = line["order"].to_numpy()
    whole = np.bincount(order, weights=worth).astype(int)[order]
    times = np.where(repeats, whole // start, (whole >= start).astype(int))
    total = times * off
    part, rest = np.divmod(total * worth, whole)
    return part + with_remainders(order, rest, total, part)


def with_remainders(
    order: np.ndarray, rest: np.ndarray, total: np.ndarray, part: np.ndarray
) -> np.ndarray:
    """One fen more for the lines with the largest remainders, until each order adds up."""
    by_rest = np.lexsort((-rest, order))
    starts = np.searchsorted(order, order)
    rank = np.empty(len(order), dtype=int)
    rank[by_rest] = np.arange(len(order)) - starts
    short = total - np.bincount(order, weights=part).astype(int)[order]
    return (rank < short).astype(int)


def priced(orders: pd.DataFrame, line: pd.DataFrame, far_fen: np.ndarray) -> tuple:
    """Orders and lines with money: postage on far, small orders; paid only where there was payment.

    A line's paid_fen holds its order's postage on the first line, so lines add up to orders.
    """
    goods = np.bincount(line["order"], weights=line["payable_fen"]).astype(int)
    postage = np.where(goods < POSTAGE_FREE_FROM, far_fen[orders["buyer"].to_numpy()], 0)
    is_paid = orders["paid_at"].notna().to_numpy()
    orders = orders.assign(
        goods_fen=goods,
        postage_fen=postage,
        total_fen=goods + postage,
        paid_fen=np.where(is_paid, goods + postage, 0),
        qty=np.bincount(line["order"], weights=line["qty"]).astype(int),
    )
    owner = line["order"].to_numpy()
    place = np.arange(len(line)) - np.searchsorted(owner, owner)
    paid = line["payable_fen"] + np.where(place == 0, postage[owner], 0)
    line = line.assign(
        line_id=orders["order_id"].to_numpy()[owner] + place,
        paid_fen=np.where(is_paid[owner], paid, 0),
        paid_at=orders["paid_at"].to_numpy()[owner],
        created_at=orders["created_at"].to_numpy()[owner],
        buyer=orders["buyer"].to_numpy()[owner],
    )
    return orders, line
