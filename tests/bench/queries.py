"""How fast the lake answers a dashboard, against the same SQL run bare and against pandas.

    python tests/bench/queries.py --orders 10000000

Draws a shop of 36 months in a temporary folder (`--lake FOLDER` keeps one and takes it again)
and times every question of the dashboard, by turns: a lake just opened and one in use, each
against DuckDB alone over the same files. Exit code 1 when a bar is missed.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import duckdb  # noqa: E402
import pandas as pd  # noqa: E402
from bigshop import FIRST, big_shop, months  # noqa: E402

from shopkit.lake import Lake, sql  # noqa: E402
from shopkit.lake.read import READING_MEMORY, files  # noqa: E402
from shopkit.lake.types import stored  # noqa: E402
from shopkit.tables import TABLES  # noqa: E402

LAKE_BAR, PANDAS_BAR = 1.2, 3.0
# A question answered in some milliseconds is asked more often: one hiccup would be its ratio.
MOST_ROUNDS, BUDGET_SECONDS = 25, 2.0
GRAINS = ("day", "week", "month", "millennium")
LAST = list(months())[-1][1] - timedelta(days=1)
WINDOWS = {"30 days": (LAST - timedelta(days=29), LAST), "36 months": (FIRST, LAST)}
QUESTIONS = (
    *(("orders_by_period", grain) for grain in GRAINS),
    *(("shop_by_period", grain) for grain in GRAINS),
    *(("refunds_by_period", grain) for grain in GRAINS),
    ("shop_whole_period", ""),
    ("traffic_sources", ""),
    ("products", ""),
    ("provinces", ""),
    ("order_funnel", ""),
    ("hours", ""),
    ("coverage", ""),
)
Asked = dict[str, object]
Timed = dict[str, list[float]]


class Bare:
    """DuckDB alone: the SQL of a question, over views of the tables it names."""

    def __init__(self, question: str, paths: dict[str, list[str]]) -> None:
        self.text = sql(question)
        self.db = duckdb.connect(config={"memory_limit": READING_MEMORY})
        for name, table in TABLES.items():
            if name in self.text:
                self.db.execute(f"create view {name} as {self._source(paths.get(name), table)}")

    def _source(self, paths: list[str] | None, table: object) -> str:
        if paths:
            return f"from read_parquet({paths})"
        nothing = ", ".join(f"null::{kind} as {name}" for name, kind in stored(table).items())
        return f"select {nothing} where false"

    def rows(self, asked: Asked) -> list[tuple]:
        return self.db.execute(self.text, asked).fetchall()


def parameters(question: str, window: tuple[date, date], grain: str) -> Asked:
    """What a question asks, of all that can be asked."""
    known = {"from": window[0], "to": window[1], "grain": grain, "most": 10}
    return {name: value for name, value in known.items() if f"${name}" in sql(question)}


def pandas_daily(paths: dict[str, list[str]], window: tuple[date, date]) -> pd.DataFrame:
    """What `orders_by_period` says a day, in pandas: only the columns and rows it needs."""
    first, last = window
    whole = first == FIRST
    within = [[(day, ">=", first), (day, "<=", last)] for day in ("paid_on", "created_on")]
    orders = pd.read_parquet(
        paths["orders"],
        columns=["order_id", "buyer", "created_on", "paid_on", "paid_fen", "refund_fen"],
        filters=None if whole else within,
    )
    back = (
        pd.read_parquet(
            paths["refunds"],
            columns=["order_id", "refund_fen"],
            filters=[("status", "==", "退款成功")]
            + ([] if whole else [("completed_on", ">=", first)]),
        )
        .groupby("order_id", as_index=False)
        .agg(back_fen=("refund_fen", "sum"))
    )
    paid = orders[(orders["paid_on"] >= first) & (orders["paid_on"] <= last)].merge(
        back, on="order_id", how="left"
    )
    paid["cohort_refund_fen"] = paid[["refund_fen", "back_fen"]].max(axis=1)
    paid["is_back"] = paid["cohort_refund_fen"] > 0
    paid["is_received"] = paid["paid_fen"] > 0
    created = orders[(orders["created_on"] >= first) & (orders["created_on"] <= last)]
    return (
        paid.groupby("paid_on")
        .agg(
            paid_orders=("order_id", "size"),
            paid_fen=("paid_fen", "sum"),
            buyers=("buyer", "nunique"),
            received_orders=("is_received", "sum"),
            refund_orders=("is_back", "sum"),
            cohort_refund_fen=("cohort_refund_fen", "sum"),
        )
        .join(created.groupby("created_on").size().rename("orders"), how="outer")
    )


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def by_turns(works: dict[str, Callable[[], object]], *, rounds: int) -> Timed:
    """Seconds of each work in each round; the order changes so that none is always second."""
    names = list(works)
    timed: Timed = {name: [] for name in names}
    for place in range(rounds):
        for name in names[place % len(names) :] + names[: place % len(names)]:
            timed[name].append(seconds(works[name]))
    return timed


def ratio(timed: Timed, ours: str, theirs: str) -> float:
    """The median of the rounds' ratios: neighbours in time share the machine's mood."""
    pairs = zip(timed[ours], timed[theirs], strict=True)
    return statistics.median(mine / other for mine, other in pairs)


def question_times(
    folder: Path, versions: dict[str, int], *, question: str, asked: Asked, rounds: int
) -> Timed:
    """Fresh and in use, ours and bare; both must say the same."""
    paths = {name: files(folder / name, version=version) for name, version in versions.items()}
    ours, bare = Lake(folder, versions), Bare(question, paths)
    told = [tuple(row.values()) for row in ours.rows(question, **asked)]
    if told != bare.rows(asked):
        raise SystemExit(f"{question}: the lake and the bare SQL differ")
    works = {
        "fresh": lambda: Lake(folder, versions).rows(question, **asked),
        "bare fresh": lambda: Bare(question, paths).rows(asked),
        "warm": lambda: ours.rows(question, **asked),
        "bare warm": lambda: bare.rows(asked),
    }
    often = int(BUDGET_SECONDS / sum(map(seconds, works.values())))
    return by_turns(works, rounds=max(rounds, min(often, MOST_ROUNDS)))


def compare_questions(folder: Path, versions: dict[str, int], *, rounds: int) -> list[str]:
    """Print a line for every question; what missed the bar."""
    missed = []
    for window, days in WINDOWS.items():
        print(
            f"\n{window:40} {'fresh':>9} {'bare':>9} {'ratio':>6} {'warm':>9} {'bare':>9} {'ratio':>6}"
        )
        for question, grain in QUESTIONS:
            asked = parameters(question, days, grain)
            timed = question_times(folder, versions, question=question, asked=asked, rounds=rounds)
            shown = []
            for mine, other in (("fresh", "bare fresh"), ("warm", "bare warm")):
                found = ratio(timed, mine, other)
                medians = [statistics.median(timed[name]) * 1000 for name in (mine, other)]
                shown.append(f"{medians[0]:7.0f}ms {medians[1]:7.0f}ms {found:6.2f}")
                if found > LAKE_BAR:
                    missed.append(f"{window}, {question} {grain}, {mine}: {found:.2f} × bare")
            print(f"{f'{question} {grain}':40} {' '.join(shown)}", flush=True)
    return missed


def compare_pandas(folder: Path, versions: dict[str, int], *, rounds: int) -> list[str]:
    """Print the daily series against pandas; what missed the bar."""
    missed = []
    paths = {name: files(folder / name, version=version) for name, version in versions.items()}
    print(f"\n{'daily series, files to figures':40} {'ours':>9} {'pandas':>9} {'times':>6}")
    for window, days in WINDOWS.items():
        asked = parameters("orders_by_period", days, "day")
        rows = Lake(folder, versions).rows("orders_by_period", **asked)
        theirs = pandas_daily(paths, days)
        for name in ("paid_fen", "buyers", "orders", "cohort_refund_fen"):
            if [row[name] for row in rows] != theirs[name].astype(int).tolist():
                raise SystemExit(f"{name}: pandas and the lake differ")
        works = {
            "ours": lambda: Lake(folder, versions).rows("orders_by_period", **asked),  # noqa: B023
            "pandas": lambda: pandas_daily(paths, days),  # noqa: B023
        }
        timed = by_turns(works, rounds=rounds)
        times = ratio(timed, "pandas", "ours")
        medians = [statistics.median(timed[name]) * 1000 for name in ("ours", "pandas")]
        print(f"{window:40} {medians[0]:7.0f}ms {medians[1]:7.0f}ms {times:6.1f}", flush=True)
        if times < PANDAS_BAR:
            missed.append(f"{window}: only {times:.1f} × as fast as pandas")
    return missed


def main() -> int:
    """Draw, time, print, judge."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--orders", type=int, default=10_000_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--lake", type=Path, help="a folder to keep the drawn lake in")
    given = asked.parse_args()
    kept = given.lake and given.lake.resolve()
    with tempfile.TemporaryDirectory(prefix="shopkit-bench-") as temporary:
        os.chdir(temporary)  # DuckDB spills beside where it was started
        folder = kept or Path(temporary).resolve() / "lake"
        versions = big_shop(folder, orders=given.orders)
        missed = compare_pandas(folder, versions, rounds=given.rounds)
        missed += compare_questions(folder, versions, rounds=given.rounds)
        os.chdir(ROOT)
    print(
        f"\nBars: at most {LAKE_BAR} × bare, fresh and warm; at least {PANDAS_BAR} × as fast as pandas."
    )
    print("\n".join(missed) or "All held.")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
