"""How fast the customer models are fitted and asked, with a hundred thousand customers.

    python tests/bench/customers.py

Draws customers from the model itself, no two alike: the slowest case, a shop's own fall together
by the day. Times by the processor's clock. Exit code 1 when a bar is missed.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from shopkit.customers import bgnbd, spend  # noqa: E402

PARAMS = (0.243, 4.414, 0.793, 2.426)
FIT_BAR, WHOLE_BAR, SPEND_BAR = 2.0, 2.0, 2.0


def drawn(chance: random.Random) -> bgnbd.History:
    """One customer of the model."""
    r, alpha, a, b = PARAMS
    rate, leaving = chance.gammavariate(r, 1 / alpha), chance.betavariate(a, b)
    age, at, last, x = chance.uniform(1, 78), 0.0, 0.0, 0
    while rate > 1e-12:
        at += chance.expovariate(rate)
        if at > age:
            break
        x, last = x + 1, at
        if chance.random() < leaving:
            break
    return x, last, age


def spent(work: Callable[[], object], rounds: int) -> float:
    """The median of the processor's seconds."""
    seen = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        seen.append(time.process_time() - began)
    return statistics.median(seen)


def main() -> int:
    """Prints the table; 1 when a bar is missed."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--customers", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=5)
    given = asked.parse_args()
    chance = random.Random(1)
    people = [drawn(chance) for _ in range(given.customers)]
    paid = [(x, chance.gammavariate(6, 6)) for x, _, _ in people if x]
    found = bgnbd.fit(people)
    rows = [
        ("BG/NBD, fit", spent(lambda: bgnbd.fit(people), given.rounds), FIT_BAR),
        ("purchases of all, with interval",
         spent(lambda: bgnbd.whole(found, people, 13), given.rounds), WHOLE_BAR),
        ("Gamma-Gamma, fit", spent(lambda: spend.fit(paid), given.rounds), SPEND_BAR),
    ]  # fmt: skip
    print(f"{given.customers:,} customers, {len(paid):,} of them came back")
    for name, seconds, bar in rows:
        print(
            f"{name:<34}{seconds:6.2f} s   bar {bar:.1f} s   {'' if seconds <= bar else 'MISSED'}"
        )
    return int(any(seconds > bar for _, seconds, bar in rows))


if __name__ == "__main__":
    sys.exit(main())
