"""When so many tasks will be done, as past weeks went: drawn again and again from their numbers.

A Monte Carlo forecast of throughput: each run draws weeks with replacement until nothing is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from random import Random

from shopkit.tasks.flow import shares
from shopkit.text import message

LEAST_WEEKS, RUNS, SEED = 4, 2000, 2026
LATEST_WEEKS = 260
SURE = (50, 85, 95)
TOO_LITTLE = message("Too little history: a forecast needs {n} whole weeks with something done.")


@dataclass(frozen=True, slots=True)
class Forecast:
    """When `left` tasks are done: a day by how sure it is, in percent.

    Without `done_by` the history is too little to say: see `TOO_LITTLE` with `n=LEAST_WEEKS`.
    """

    left: int
    weeks: int
    done_by: Mapping[int, date]

    @property
    def is_known(self) -> bool:
        """Whether there is enough history."""
        return bool(self.done_by)


def forecast(left: int, weekly: Sequence[int], today: date, *, seed: int = SEED) -> Forecast:
    """The days by which `left` tasks are done with 50, 85 and 95 % certainty.

    `weekly` are the numbers done in past whole weeks, those with none included. The same input
    gives the same days. Beyond five years nothing is said.
    """
    if left <= 0:
        return Forecast(0, len(weekly), dict.fromkeys(SURE, today))
    if sum(done > 0 for done in weekly) < LEAST_WEEKS:
        return Forecast(left, len(weekly), {})
    chance = Random(seed)
    days = shares((_days(left, weekly, chance) for _ in range(RUNS)), SURE)
    if max(days.values()) >= LATEST_WEEKS * 7:
        return Forecast(left, len(weekly), {})
    return Forecast(
        left, len(weekly), {sure: today + timedelta(days=after) for sure, after in days.items()}
    )


def _days(left: int, weekly: Sequence[int], chance: Random) -> int:
    """Days until nothing is left, in one run; the last week is used as far as needed."""
    for week in range(LATEST_WEEKS):
        done = chance.choice(weekly)
        if done >= left:
            return week * 7 + ceil(7 * left / done)
        left -= done
    return LATEST_WEEKS * 7
