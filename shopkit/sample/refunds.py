"""What comes back: before it leaves, after it arrived, or a part of the price."""

import numpy as np
import pandas as pd

from shopkit.sample.calendar import Calendar
from shopkit.sample.definitions import Sku
from shopkit.sample.journeys import CUT, HOUR, seconds

# Shares of paid lines: refunded before shipping, sent back, part of the price given back.
BEFORE, RETURN, PART = 0.036, 0.060, 0.028
AFTER_RUSH = 1.45
BAD_BATCH = 0.42
FRAGILE, PLAIN = 1.15, 0.85
REASONS = {
    "仅退款": {"多拍/拍错/不想要": 58, "未按约定时间发货": 18, "地址/电话信息填写错误": 14,
            "其他": 10},
    "退货退款": {"七天无理由退换货": 46, "尺寸/容量与描述不符": 14, "颜色/图案与描述不符": 14,
              "做工粗糙/有瑕疵": 14, "包装/商品破损": 12},
    "部分退款": {"包装/商品破损": 44, "做工粗糙/有瑕疵": 28, "少件/漏发": 16, "退运费": 12},
    "批次": {"玻璃有裂纹/漏水": 74, "做工粗糙/有瑕疵": 18, "七天无理由退换货": 8},
}  # fmt: skip
WAITING = {"退货退款": "买家已经退货，等待卖家确认收货", "仅退款": "买家已经申请退款，等待卖家同意"}
FIRST_REFUND_ID = 880_000_000_000_000_000


def refunds(
    orders: pd.DataFrame,
    line: pd.DataFrame,
    calendar: Calendar,
    skus: tuple[Sku, ...],
    *,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Every refund asked for before the cut, one a line at most, with its end if there was one."""
    sort, is_batch = _asked(line, calendar, skus, rng)
    asked = np.flatnonzero(sort > 0)
    sort, is_batch = sort[asked], is_batch[asked]
    order = orders.iloc[line["order"].to_numpy()[asked]].reset_index(drop=True)
    part = np.rint(line["paid_fen"].to_numpy()[asked] * rng.uniform(0.15, 0.6, len(asked)) / 100)
    whole = line["paid_fen"].to_numpy()[asked]
    amount = np.where(sort == 3, np.clip(part * 100, 100, whole), whole).astype(int)
    made = pd.DataFrame({"line": asked, "sort": sort, "refund_fen": amount, "paid_fen": whole})
    made = made.assign(**_when(order, sort, rng))
    made = made.assign(
        kind=np.where(sort == 2, "退货退款", "仅退款"),
        stage=np.where(sort == 1, "售中", "售后"),
        reason=_reasons(sort, is_batch, rng),
        outcome=rng.choice(["退款成功", "退款关闭"], len(asked), p=[0.95, 0.05]),
    )
    return _kept(made)


def _asked(
    line: pd.DataFrame, calendar: Calendar, skus: tuple[Sku, ...], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Each line: 0 kept, 1 back before shipping, 2 sent back, 3 a part; and if of the bad batch."""
    day, sku = line["day"].to_numpy(), line["sku"].to_numpy()
    is_batch = np.zeros(len(line), dtype=bool)
    for event in calendar.of("批次"):
        bad = [n for n, known in enumerate(skus) if known.sku in event.codes]
        span = calendar.span(event)
        is_batch |= np.isin(sku, bad) & (day >= span.start) & (day < span.stop)
    rush = calendar.painted(1, lambda event: event.orders, "大促")[day] >= 2
    fragile = np.array([FRAGILE if known.category != "布包" else PLAIN for known in skus])[sku]
    factor = np.where(rush, AFTER_RUSH, 1.0) * fragile
    drawn = rng.random(len(line))
    before, back = BEFORE * factor, np.where(is_batch, BAD_BATCH, RETURN * factor)
    steps = np.cumsum([before, back, np.full(len(line), PART)], axis=0)
    sort = np.select(list(drawn < steps), [1, 2, 3])
    return np.where(line["paid_at"].isna() | (line["paid_fen"] < 300), 0, sort), is_batch


def _when(order: pd.DataFrame, sort: np.ndarray, rng: np.random.Generator) -> dict:
    paid, out, home = (
        order[name].to_numpy().astype("datetime64[s]")
        for name in ("paid_at", "shipped_at", "delivered_at")
    )
    count = len(order)
    early = paid + seconds((out - paid).astype(int) * rng.uniform(0.05, 0.75, count))
    late = home + seconds(np.minimum(rng.exponential(40, count), 200) * HOUR)
    applied = np.where(sort == 1, early, late)
    agreed = early + seconds(rng.gamma(1.5, 1.5, count) * HOUR)
    early_end = np.minimum(agreed, out - np.timedelta64(1, "s"))
    back_end = late + seconds((60 + rng.gamma(4, 18, count)) * HOUR)
    part_end = late + seconds((2 + rng.gamma(2, 9, count)) * HOUR)
    completed = np.select([sort == 1, sort == 2], [early_end, back_end], part_end)
    return {"applied_at": applied, "completed_at": completed}


def _reasons(sort: np.ndarray, is_batch: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    book = np.where(is_batch & (sort == 2), "批次", np.array(["", *REASONS])[sort])
    said = np.empty(len(sort), dtype=object)
    for name, shares in REASONS.items():
        weight = np.array(list(shares.values()), dtype=float)
        here = book == name
        said[here] = rng.choice(list(shares), here.sum(), p=weight / weight.sum())
    return said


def _kept(made: pd.DataFrame) -> pd.DataFrame:
    made = made[made["applied_at"] < CUT].reset_index(drop=True)
    is_open = (made["completed_at"] >= CUT).to_numpy()
    outcome = np.where(made["sort"] == 1, "退款成功", made["outcome"])
    waiting = np.where(made["sort"] == 2, WAITING["退货退款"], WAITING["仅退款"])
    made["status"] = np.where(is_open, waiting, outcome)
    made["is_done"] = made["status"] == "退款成功"
    made["completed_at"] = made["completed_at"].mask(is_open)
    made["refund_id"] = FIRST_REFUND_ID + np.arange(len(made)) * 1_000_003
    return made.drop(columns=["sort", "outcome"])
