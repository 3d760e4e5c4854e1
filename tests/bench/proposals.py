"""How fast a large shop's order proposals are made, against the same in pandas.

    python tests/bench/proposals.py

Draws a year of a shop with 5,000 SKUs in a temporary folder (`--lake FOLDER` keeps one and takes
it again): few sell daily, most now and then. Times the lake's question, demand and proposals,
by turns with pandas over the same files. Exit code 1 when a bar is missed.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import NormalDist

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import duckdb  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from bigshop import _commit, _filled  # noqa: E402

from shopkit import festivals  # noqa: E402
from shopkit.lake import Lake  # noqa: E402
from shopkit.lake.read import files  # noqa: E402
from shopkit.replenish.demand import Demand, demands  # noqa: E402
from shopkit.replenish.needs import Need, Policy  # noqa: E402
from shopkit.replenish.propose import Proposal, propose  # noqa: E402
from shopkit.replenish.what_if import what_if  # noqa: E402
from shopkit.replenish.window import Window, asked, window  # noqa: E402

LAST = date(2026, 10, 31)
STEPS, PAIR = ("question", "demand", "proposals"), ("pandas, whole", "whole")
# Seconds by the clock and of all processors together: on a busy machine the second is steadier.
Spent = tuple[float, float]
QUESTION_BAR, WHOLE_BAR, WHAT_IF_BAR = 0.6, 2.0, 0.005
# The cube of an even chance: a tenth of the SKUs sells nearly half of the pieces.
LINES = """
select
    ($place * 100000000 + n)::VARCHAR as line_id,
    ($place * 100000000 + n // 2)::VARCHAR as order_id,
    'SKU-' || floor($skus * pow((hash(n, $place) % 1000003) / 1000003.0, 3))::INT as sku,
    '宝贝标题' as title,
    case when hash(n, $place, 1) % 100 < 7 then '交易关闭' else '交易成功' end as status,
    (1 + hash(n, $place, 2) % 2)::BIGINT as qty,
    3900::BIGINT as price_fen,
    (3900 * qty)::BIGINT as paid_fen,
    $first::TIMESTAMP - interval 8 hour
        + to_seconds(((epoch($next::TIMESTAMP) - epoch($first::TIMESTAMP)) / $many * n)::BIGINT)
        as created_at,
    created_at + interval 1 minute as paid_at,
    cast(created_at + interval 8 hour as date) as created_on,
    cast(paid_at + interval 8 hour as date) as paid_on,
    timestamp '2026-11-01 00:05:00' as seen_at,
    strftime(created_at + interval 8 hour, '%Y-%m') as month
from range($many) numbers(n)
"""

ORDERS = """
select
    order_id, first(status) as status, sum(qty)::BIGINT as qty, sum(paid_fen)::BIGINT as paid_fen,
    min(created_at) as created_at, min(paid_at) as paid_at, min(created_on) as created_on,
    min(paid_on) as paid_on, min(seen_at) as seen_at, min(month) as month
from order_lines
group by order_id
"""


def year() -> list[tuple[date, date]]:
    """The first day of each of twelve months, and that of the next."""
    firsts = [date(2025 + (9 + n) // 12, (9 + n) % 12 + 1, 1) for n in range(1, 14)]
    return list(pairwise(firsts))


def drawn(folder: Path, *, skus: int, lines: int) -> dict[str, int]:
    """The lake's versions with a year of order lines in it."""
    made = folder / "versions.json"
    if made.exists():
        return json.loads(made.read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    versions: dict[str, int] = {}
    db = duckdb.connect(config={"temp_directory": str(folder / "work")})
    for place, (first, following) in enumerate(year()):
        known = {"first": first, "next": following, "many": lines // 12}
        query = _filled(LINES, known | {"place": place, "skus": skus})
        _commit(db, folder, "order_lines", query=query, versions=versions)
        _commit(db, folder, "orders", query=ORDERS, versions=versions)
        print(f"\r{first:%Y-%m}: {place + 1} of 12 months", end="", flush=True)
    print()
    made.write_text(json.dumps(versions), encoding="utf-8")
    return versions


def needs(skus: int) -> list[Need]:
    """The stock of every SKU."""
    chance = random.Random(7)
    return [
        Need(
            f"SKU-{place}",
            on_hand=chance.randrange(200),
            reserved=chance.randrange(5),
            unit_cost_fen=1500,
            price_fen=3900,
            pack_size=chance.choice((1, 6, 12)),
            lead_time_days=chance.choice((5, 9, 15)),
            lead_time_sd=2,
        )
        for place in range(skus)
    ]


def pandas_frame(paths: list[str], seen: Window, stock: list[Need]) -> pd.DataFrame:
    """Proposals in pandas: daily sums, 84 clean days' mean and spread, Croston's loop, levels."""
    lines = pd.read_parquet(
        paths, columns=["sku", "paid_on", "qty", "status"], filters=[("paid_on", "<=", seen.last)]
    )
    lines = lines[lines["status"] != "交易关闭"]
    clean = pd.Index(seen.clean)
    daily = lines[lines["paid_on"].isin(clean)].groupby(["sku", "paid_on"], as_index=False)
    wide = (
        daily.agg(qty=("qty", "sum"))
        .pivot(index="sku", columns="paid_on", values="qty")
        .reindex(columns=clean)
        .fillna(0)
    )
    values = wide.to_numpy()
    level = values[:, -84:]
    rate, spread = level.mean(axis=1), level.std(axis=1, ddof=1)
    sold = (values > 0).sum(axis=1)
    for place in np.flatnonzero(sold * 1.32 < values.shape[1]):
        rate[place] = _sba(values[place])
    found = pd.DataFrame({"sku": wide.index, "rate": rate, "sd": spread})
    terms = pd.DataFrame(
        {
            "sku": [need.sku for need in stock],
            "position": [need.position for need in stock],
            "pack": [need.pack_size for need in stock],
            "lead": [need.lead_time_days for need in stock],
        }
    )
    joined = terms.merge(found, on="sku", how="left").fillna(0)
    days = joined["lead"] + 7
    safety = NormalDist().inv_cdf(0.95) * np.sqrt(
        days * joined["sd"] ** 2 + joined["rate"] ** 2 * 4
    )
    gap = (joined["rate"] * days + safety - joined["position"]).clip(lower=0)
    return joined.assign(order_qty=np.ceil(gap / joined["pack"]) * joined["pack"])


def _sba(daily: np.ndarray) -> float:
    places = np.flatnonzero(daily)
    if not len(places):
        return 0.0
    gaps = np.diff(places, prepend=-1)
    size, gap = daily[places[0]], gaps[0]
    for place, wait in zip(places[1:], gaps[1:], strict=True):
        size += 0.1 * (daily[place] - size)
        gap += 0.1 * (wait - gap)
    return 0.95 * size / gap


def main() -> int:
    """Draw, time, print, judge."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--skus", type=int, default=5000)
    reader.add_argument("--lines", type=int, default=1_000_000)
    reader.add_argument("--rounds", type=int, default=7)
    reader.add_argument("--lake", type=Path, help="a folder to keep the drawn lake in")
    given = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="shopkit-bench-") as temporary:
        folder = (given.lake or Path(temporary) / "lake").resolve()
        versions = drawn(folder, skus=given.skus, lines=given.lines)
        return judged(timed(folder, versions, needs(given.skus), rounds=given.rounds))


def timed(
    folder: Path, versions: dict[str, int], stock: list[Need], *, rounds: int
) -> dict[str, Spent]:
    """Medians of each step, the contestants taking turns."""
    seen = window(LAST, masked=festivals.masked(LAST - timedelta(days=364), LAST))
    paths = files(folder / "order_lines", version=versions["order_lines"])
    took: dict[str, list[Spent]] = {}

    def step(name: str, work: Callable[[], object]) -> object:
        start = time.perf_counter(), time.process_time()
        told = work()
        spent = time.perf_counter() - start[0], time.process_time() - start[1]
        took.setdefault(name, []).append(spent)
        return told

    for _ in range(rounds):
        lake = Lake(folder, versions)
        rows = step("question", lambda lake=lake: lake.rows("demand", **asked(seen)))
        known = step("demand", lambda rows=rows: demands(rows, seen))
        made = step("proposals", lambda known=known: propose(stock, known, Policy(), asof=LAST))
        step("what if, one SKU", lambda made=made: _tried(made))
        step("pandas, whole", lambda: pandas_frame(paths, seen, stock))
    rounds_of_steps = zip(*(took[name] for name in STEPS), strict=True)
    took["whole"] = [tuple(map(sum, zip(*parts, strict=True))) for parts in rounds_of_steps]
    _described(known, made)
    return {
        name: tuple(statistics.median(column) for column in zip(*times, strict=True))
        for name, times in took.items()
    }


def _tried(made: list[Proposal]) -> None:
    one = made[0]
    what_if(one.need, one.demand, one.policy, asof=one.asof)


def _described(known: dict[str, Demand], made: list[Proposal]) -> None:
    methods = [found.method for found in known.values()]
    told = ", ".join(f"{methods.count(name)} {name}" for name in ("mean", "sba", "tsb", "none"))
    print(f"{len(known)} SKUs ({told}), {sum(one.order_qty > 0 for one in made)} orders proposed")


def judged(medians: dict[str, Spent]) -> int:
    """Print the table; 1 when a bar is missed."""
    bars = {"question": QUESTION_BAR, "whole": WHOLE_BAR, "what if, one SKU": WHAT_IF_BAR}
    print(f"{'':20} {'by the clock':>14} {'processors':>12}")
    for name, (took, worked) in medians.items():
        bar = f"≤ {bars[name] * 1000:.0f} ms" if name in bars else ""
        print(f"{name:20} {took * 1000:11.1f} ms {worked * 1000:9.1f} ms  {bar}")
    times = (theirs / ours for theirs, ours in zip(*map(medians.get, PAIR), strict=True))
    print("pandas ÷ whole: " + ", ".join(f"{each:.1f}" for each in times))
    return any(medians[name][0] > bar for name, bar in bars.items())


if __name__ == "__main__":
    sys.exit(main())
