"""What becomes of a paid order: shipped, delivered, received, or given back."""

import numpy as np
import pandas as pd

from shopkit.sample.calendar import Calendar
from shopkit.sample.definitions import LAST

CUT = np.datetime64(LAST) + 1  # what happened later is not in the files
HOUR = 3600
CARRIERS = {"示例快递": ("SL", 0.58), "样例速运": ("YL", 0.31), "演示物流": ("YS", 0.11)}
# Only one of them goes to the end of the world.
FAR, FAR_CARRIER = ("新疆维吾尔自治区", "西藏自治区"), "演示物流"
PICKUP_CLOSES = 16
CONFIRMS_ITSELF_DAYS = 10
NAT = np.datetime64("NaT")


def seconds(amount: np.ndarray) -> np.ndarray:
    """A number of seconds as a length of time."""
    return np.rint(amount).astype("timedelta64[s]")


def shipped(orders: pd.DataFrame, calendar: Calendar, rng: np.random.Generator) -> pd.DataFrame:
    """Orders with carrier and the instants of their way, as if nothing came between."""
    paid = orders["paid_at"].to_numpy().astype("datetime64[s]")
    count = len(orders)
    day = paid.astype("datetime64[D]")
    hour = (paid - day).astype(int) // HOUR
    wait = (hour >= PICKUP_CLOSES) + _backlog(day, calendar, rng)
    leaves = _after_stops(day + wait.astype("timedelta64[D]"), calendar, rng)
    clock = np.where(wait > 0, rng.uniform(9.5, 18.5, count), rng.uniform(17, 19.5, count))
    out = leaves.astype("datetime64[s]") + seconds(clock * HOUR)
    collected = out + seconds(rng.gamma(3, 1.6, count) * HOUR)
    delivered = collected + seconds((20 + rng.gamma(4, 9.5, count)) * HOUR)
    confirmed = delivered + seconds(rng.exponential(70, count) * HOUR)
    itself = out + np.timedelta64(CONFIRMS_ITSELF_DAYS, "D")
    names = np.array(list(CARRIERS))
    return orders.assign(
        shipped_at=out,
        collected_at=collected,
        delivered_at=delivered,
        received_at=np.maximum(np.minimum(confirmed, itself), delivered),
        carrier=rng.choice(names, count, p=[share for _, share in CARRIERS.values()]),
    )


def routed(orders: pd.DataFrame, province: np.ndarray) -> pd.DataFrame:
    """Orders with a carrier that goes to their province."""
    return orders.assign(carrier=orders["carrier"].mask(np.isin(province, FAR), FAR_CARRIER))


def _backlog(day: np.ndarray, calendar: Calendar, rng: np.random.Generator) -> np.ndarray:
    """Whole days lost: seldom in plain weeks, often after the great days."""
    busy = calendar.painted(1, lambda event: event.orders, "大促") >= 2
    place = np.where(np.isnat(day), 0, (day - calendar.days[0]).astype(int))
    late = rng.choice(4, len(day), p=[0.955, 0.015, 0.012, 0.018])
    rushed = rng.choice(3, len(day), p=[0.35, 0.45, 0.20])
    return np.where(busy[place], rushed, late)


def _after_stops(day: np.ndarray, calendar: Calendar, rng: np.random.Generator) -> np.ndarray:
    for event in calendar.of("停发"):
        held = (day >= np.datetime64(event.first)) & (day <= np.datetime64(event.last))
        later = np.datetime64(event.last) + 1 + rng.integers(0, 3, len(day))
        day = np.where(held, later, day)
    return day


def ended(orders: pd.DataFrame, line: pd.DataFrame, refunds: pd.DataFrame) -> tuple:
    """Orders and lines with refunds and status, and only what came to pass before the cut."""
    done = refunds[refunds["is_done"]]
    back_fen = np.bincount(done["line"], weights=done["refund_fen"], minlength=len(line))
    line = line.assign(refund_fen=back_fen.astype(int))
    line["is_back"] = (line["refund_fen"] >= line["paid_fen"]) & (line["paid_fen"] > 0)
    line["is_kept_in"] = False
    line.loc[done.loc[done["stage"] == "售中", "line"], "is_kept_in"] = True
    line["refund_status"] = ""
    line.loc[refunds["line"], "refund_status"] = refunds["status"].to_numpy()
    owner = line["order"].to_numpy()
    pieces = np.bincount(owner, minlength=len(orders))
    kept_in = np.bincount(owner, weights=line["is_kept_in"], minlength=len(orders)) == pieces
    back = np.bincount(owner, weights=line["is_back"], minlength=len(orders)) == pieces
    returned = np.bincount(owner, weights=line["refund_fen"], minlength=len(orders)).astype(int)
    first = line["sku"].to_numpy()[np.searchsorted(owner, np.arange(len(orders)))]
    orders = orders.assign(refund_fen=returned, is_back=back, kinds=pieces, first_sku=first)
    orders = _cut(orders, kept_in)
    return orders.assign(status=_status(orders)), _lines_ended(line, orders)


def _cut(orders: pd.DataFrame, kept_in: np.ndarray) -> pd.DataFrame:
    known = {}
    for column in ("shipped_at", "collected_at", "delivered_at", "received_at"):
        when = orders[column].to_numpy().astype("datetime64[s]")
        gone = kept_in | (orders["is_back"].to_numpy() if column == "received_at" else False)
        known[column] = np.where(gone | (when >= CUT), NAT, when)
    return orders.assign(**known)


def _status(orders: pd.DataFrame) -> np.ndarray:
    paid, out, got = (orders[name].notna() for name in ("paid_at", "shipped_at", "received_at"))
    fresh = (orders["created_at"] >= CUT - np.timedelta64(1, "D")) | (
        orders["is_presale"] & (orders["created_at"] >= CUT - np.timedelta64(20, "D"))
    )
    return np.select(
        [~paid & fresh, ~paid | orders["is_back"], got, out],
        ["等待买家付款", "交易关闭", "交易成功", "卖家已发货，等待买家确认"],
        "买家已付款，等待卖家发货",
    )


def _lines_ended(line: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    owner = line["order"].to_numpy()
    status = _status(orders)[owner]
    return line.assign(
        order_id=orders["order_id"].to_numpy()[owner],
        status=np.where(line["is_back"], "交易关闭", status),
        shipped_at=np.where(line["is_kept_in"], NAT, orders["shipped_at"].to_numpy()[owner]),
    )
