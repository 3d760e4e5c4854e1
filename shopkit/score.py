"""真实体验分 as a lever: which part moves the score how far, and what lifts a part.

The weights of the three parts and of what feeds them, and the span a rate is scored over, are
settings: the platform compares a shop with its trade and changes them without notice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from shopkit.kpis import reviews_to_reach
from shopkit.text import message

TOP, BOTTOM = 5.0, 1.0
ITEM, LOGISTICS, SERVICE = "score_item", "score_logistics", "score_service"
PARTS = {
    ITEM: message("Item quality"),
    LOGISTICS: message("Logistics"),
    SERVICE: message("Service"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score with its weight; `needed` is what it alone must reach for a goal."""

    key: str
    score: float
    weight: float
    needed: float

    @property
    def is_enough(self) -> bool:
        """Whether this part alone could carry the score to the goal."""
        return self.needed <= TOP


@dataclass(frozen=True, slots=True)
class Driver:
    """A rate that feeds a part: its share in it, and the rates that score 1 and 5 points."""

    key: str
    part: str
    name: str
    weight: float
    worst: float
    best: float


# Sub-weights as seen on the platform's page; the spans are assumptions until the shop sets its own.
DRIVERS = (
    Driver("bad_reviews", ITEM, message("Bad reviews and complaints about goods"), 0.7, 0.05, 0.0),
    Driver("good_reviews", ITEM, message("Good reviews"), 0.3, 0.8, 1.0),
    Driver("collected", LOGISTICS, message("Shipped within 48 hours of payment"), 0.7, 0.85, 1.0),
    Driver("answered", SERVICE, message("Chats not answered slowly"), 0.3, 0.7, 1.0),
)


@dataclass(frozen=True, slots=True)
class Lever:
    """A driver as it stands: its rate of `many` cases, and what it may still give.

    `per_point` is what one percentage point adds to the whole score; `cases` how many of `many`
    that is; `most` what its best adds; `goal_rate` the rate that alone reaches the goal, or None.
    """

    driver: Driver
    rate: float
    many: int
    per_point: float
    cases: int
    most: float
    goal_rate: float | None


def score(parts: Mapping[str, float], weights: Mapping[str, float], extra: float = 0.0) -> float:
    """The whole score, unrounded.

    >>> from shopkit.kpis import EXPERIENCE_WEIGHTS
    >>> round(score({ITEM: 5.0, LOGISTICS: 5.0, SERVICE: 4.32}, EXPERIENCE_WEIGHTS), 2)
    4.66
    """
    return sum(parts[key] * weight for key, weight in weights.items()) + extra


def parts(
    now: Mapping[str, float], goal: float, *, weights: Mapping[str, float], extra: float = 0.0
) -> list[Part]:
    """The parts with what each alone must reach; the one with the most weight first."""
    gap = max(goal - score(now, weights, extra), 0.0)
    found = [
        Part(key, now[key], weight, now[key] + gap / weight)
        for key, weight in weights.items()
        if weight > 0
    ]
    return sorted(found, key=lambda each: -each.weight)


def points(driver: Driver, rate: float) -> float:
    """The points of a rate on its span, 1 to 5.

    >>> points(DRIVERS[2], 0.925), points(DRIVERS[0], 0.2)
    (3.0, 1.0)
    """
    share = (rate - driver.worst) / (driver.best - driver.worst)
    return round(BOTTOM + (TOP - BOTTOM) * min(max(share, 0.0), 1.0), 9)


def levers(
    rates: Mapping[str, tuple[float, int]],
    gap: float,
    *,
    weights: Mapping[str, float],
    drivers: Sequence[Driver] = DRIVERS,
) -> list[Lever]:
    """What each known rate (its value and of how many cases) can still do, the most first.

    `gap` is how far the whole score is from its goal.
    """
    found = [
        _lever(each, *rates[each.key], gap=gap, weight=weights.get(each.part, 0.0))
        for each in drivers
        if each.key in rates
    ]
    return sorted(found, key=lambda each: -each.most)


def _lever(driver: Driver, rate: float, many: int, *, gap: float, weight: float) -> Lever:
    span = driver.best - driver.worst
    whole = weight * driver.weight  # the driver's share of the whole score
    per_rate = whole * (TOP - BOTTOM) / abs(span)
    most = whole * (TOP - points(driver, rate))
    wanted = None
    if 0 < gap <= most + 1e-9:
        short = points(driver, rate) + gap / whole
        wanted = driver.worst + span * (short - BOTTOM) / (TOP - BOTTOM)
    return Lever(driver, rate, many, per_rate / 100, ceil(many / 100), most, wanted)


def reviews_needed(part: Part, reviews: int) -> int | None:
    """Five-star reviews in a row that lift item quality to what is needed; None if none can.

    >>> reviews_needed(Part(ITEM, 4.6, 0.25, 4.7), 500)
    167
    """
    if part.needed >= TOP:
        return None
    if part.needed <= part.score:
        return 0
    return reviews_to_reach(round(part.needed, 6), mean=part.score, reviews=reviews)


def settings(kept: object) -> tuple[Driver, ...]:
    """The drivers with a shop's own weights and spans; what does not fit stays as it was."""
    own = kept if isinstance(kept, Mapping) else {}
    return tuple(_own(each, own.get(each.key)) for each in DRIVERS)


def _own(driver: Driver, kept: object) -> Driver:
    if not (isinstance(kept, list | tuple) and len(kept) == 3):
        return driver
    weight, worst, best = kept
    if not all(isinstance(each, int | float) for each in kept) or worst == best:
        return driver
    return Driver(driver.key, driver.part, driver.name, weight, worst, best)
