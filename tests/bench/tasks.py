"""How fast a board of 500 open cards is read, and a card changed, with ten thousand tasks kept.

    python tests/bench/tasks.py

Draws the tasks in a temporary folder (`--store FILE` keeps them and takes them again) with labels,
checklists, watchers, links, needs, parts and changes. `--url` measures a PostgreSQL server instead.
Every act is one transaction written through to the disk. Exit code 1 when a bar is missed.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from sqlalchemy import event  # noqa: E402

from shopkit import store  # noqa: E402
from shopkit.roles import Role  # noqa: E402
from shopkit.store import Member, tasks  # noqa: E402
from shopkit.store.engine import writing  # noqa: E402
from shopkit.store.ledger import Stamp  # noqa: E402
from shopkit.tasks.task import Check, Link  # noqa: E402

ALL, OPEN = 10_000, 500
BOARD_BAR, CHANGE_BAR = 0.06, 0.01
FIRST = datetime(2025, 11, 1, tzinfo=UTC)
WORDS = "整理 退货 拍照 主图 详情页 盘点 打包 客服 话术 活动 报名 补货 对账 直播".split()


def drawn(chance: random.Random, n: int, people: list[int]) -> dict[str, object]:
    """One task; the last ones are open."""
    is_open = n >= ALL - OPEN
    facts: dict[str, object] = {
        "description": " ".join(chance.choices(WORDS, k=12)),
        "owner_id": chance.choice(people),
        "priority": chance.randint(1, 4),
        "state": chance.choice(["to do", "doing", "blocked"]) if is_open else "done",
        "estimate_minutes": chance.choice([None, 15, 30, 60]),
        "labels": tuple(chance.sample(WORDS, k=chance.randint(0, 3))),
        "watchers": tuple(chance.sample(people, k=chance.randint(0, 2))),
        "checks": tuple(Check(word) for word in chance.choices(WORDS, k=chance.randint(0, 5))),
        "links": (Link("sku", f"SKU-{chance.randint(1, 300)}"),),
    }
    if n > 50 and chance.random() < 0.1:
        facts["needs"] = (chance.randint(n - 40, n - 1),)
    return facts


def filled(url: str, many: int) -> tuple[object, str, float]:
    """The store with its tasks, and how long it took to fill."""
    engine = store.open_store(url)
    if known := store.shops(engine):
        return engine, known[0].id, 0.0
    shop = store.create_shop(engine, "Bench", at=FIRST).id
    roles = frozenset({Role.MANAGER})
    people = [store.save_member(engine, shop, Member(f"m{n}", roles)).id for n in range(8)]
    chance, start = random.Random(7), time.perf_counter()
    with writing(engine) as db:
        for n in range(many):
            stamp = Stamp(people[0], FIRST + n * timedelta(minutes=50), f"k{n}")
            title = " ".join(chance.choices(WORDS, k=3))
            number = tasks.added(db, shop, title, stamp, **drawn(chance, n, people))
            if n % 2 == 0:
                unkeyed = Stamp(people[1], stamp.at)
                tasks.changed(db, shop, number, unkeyed, version=1, values={"priority": 1 + n % 4})
    return engine, shop, time.perf_counter() - start


def timed(many: int, act: Callable[[], object]) -> tuple[list[float], float]:
    """How long each of `many` goes took, in order, and the median of their own computing."""
    took, own = [], []
    for _ in range(many):
        start, cpu = time.perf_counter(), time.process_time()
        act()
        took.append(time.perf_counter() - start)
        own.append(time.process_time() - cpu)
    return sorted(took), statistics.median(own)


def through(folder: str) -> Callable[[], object]:
    """Eight kilobytes written through to the disk, and nothing else: what every change waits for."""
    file = (Path(folder) / "bare").open("wb")

    def act() -> None:
        file.write(bytes(8192))
        file.flush()
        os.fsync(file.fileno())

    return act


def queries(engine: object, act: Callable[[], object]) -> int:
    """How many statements an act needs."""
    seen: list[str] = []

    def note(*args: object) -> None:
        seen.append(str(args[2]))

    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def measured(engine: object, shop: str, filling: float, folder: str) -> int:
    """Time every question and every kind of change; print the table."""
    for task in tasks.tasks(engine, shop)[OPEN:]:
        tasks.archive(engine, shop, task.id, Stamp(task.owner_id, FIRST))
    board = tasks.tasks(engine, shop)
    by, number = board[0].owner_id, iter(range(10**9))
    now = datetime.now(UTC)

    def stamp() -> Stamp:
        return Stamp(by, now, f"{now.timestamp()}-{next(number)}")

    def latest() -> object:
        return tasks.task_of(engine, shop, random.choice(board).id)

    def change() -> None:
        card = random.choice(board)
        values = {"title": f"{card.title} {next(number)}"}
        seen = versions[card.id]
        changed = tasks.change(engine, shop, card.id, stamp(), version=seen, values=values)
        versions[card.id] = changed.version

    def move() -> None:
        card, other = random.sample(board, 2)
        moved = tasks.move(
            engine, shop, card.id, stamp(), version=versions[card.id], before=other.id
        )
        versions[card.id] = moved.version

    def tick() -> None:
        card = random.choice([card for card in board if card.checks])
        line, done = card.checks[0], not ticked.get(card.id, card.checks[0].is_done)
        task = tasks.change_check(engine, shop, card.id, stamp(), check_id=line.id, is_done=done)
        ticked[card.id], versions[card.id] = done, task.version

    ticked: dict[int, bool] = {}
    versions = {card.id: card.version for card in board}
    acts = (
        ("8 KB through to the disk, bare", through(folder), 300, None),
        ("board: 500 open cards, whole", lambda: tasks.tasks(engine, shop), 40, BOARD_BAR),
        ("board: one person's", lambda: tasks.tasks(engine, shop, owner_id=by), 40, None),
        ("board: searched by a word", lambda: tasks.tasks(engine, shop, search="主图"), 40, None),
        (
            "every task there is",
            lambda: tasks.tasks(engine, shop, states=None, limit=None),
            5,
            None,
        ),
        ("one card", latest, 100, None),
        ("board a day ago", lambda: tasks.as_of(engine, shop, now - timedelta(days=1)), 5, None),
        (
            "board half a year ago",
            lambda: tasks.as_of(engine, shop, FIRST + timedelta(180)),
            5,
            None,
        ),
        ("add", lambda: tasks.add_task(engine, shop, "整理", stamp(), owner_id=by), 200, None),
        ("change a title", change, 300, CHANGE_BAR),
        ("move before another", move, 300, CHANGE_BAR),
        ("tick a line", tick, 300, CHANGE_BAR),
    )
    print(f"filled in {filling:.1f} s")
    print(f"{'':32} {'median':>9} {'p95':>9} {'own cpu':>9} {'queries':>8}")
    missed = 0
    for name, act, many, bar in acts:
        asked = queries(engine, act)
        took, own = timed(many, act)
        median, p95 = statistics.median(took), took[int(len(took) * 0.95) - 1]
        held = (
            "" if bar is None else f"bar {bar * 1000:.0f} ms {'held' if p95 <= bar else 'MISSED'}"
        )
        missed += bar is not None and p95 > bar
        each = "".join(f"{took * 1000:6.1f} ms " for took in (median, p95, own))
        print(f"{name:32} {each}{asked:8} {held}")
    return int(bool(missed))


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--store", type=Path, help="a file to keep and take again")
    parser.add_argument("--url", help="the address of an empty PostgreSQL database")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = asked.store or Path(folder) / "tasks.db"
        url = asked.url or f"sqlite:///{file.as_posix()}"
        return measured(*filled(url, ALL), folder)


if __name__ == "__main__":
    sys.exit(main())
