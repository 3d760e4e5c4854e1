"""Each day of a KPI against what was to be expected of it: the weekday, the level, the spread.

The frame is the usual one of level, weekday and a robust spread on logarithms, with known event
days masked and a flagged day kept out of every later baseline. Four things differ from its plain
form (a median of 21 days, of 6 weekdays, a median deviation of 42 days, 4 spreads either way):

- trimmed means stand for medians, on values freed of their weekday: as safe here, since flagged
  and masked days never enter, and half as unsure;
- 12 weekdays and 84 residuals are looked back on: of 42 the spread alone is unsure by a sixth,
  which costs more in false flags than a year's season costs in level;
- the bar is 3.5 spreads to the side that costs money and 5 to the other, so that what false
  flags are allowed are spent where a day lost matters;
- seven flags in a row to one side are a new level: from then on it is what is expected.

What moves by less than the bar, but day after day, is told by the mean of the last seven ordinary
days: a slide. It needs its own bar, for the level learns from the same days and follows.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import exp, inf, log, sqrt
from typing import NamedTuple

LEVEL_DAYS, WEEKS, SPREAD_DAYS = 21, 12, 84
# Fewer than these are known: nothing is expected yet.
LEAST_LEVEL, LEAST_WEEKS, LEAST_SPREAD = 14, 3, 28
TRIM = 0.15
NEAR, FAR, EITHER = 3.5, 5.0, 4.0
NEW_LEVEL = 7
# The mean of a week is unsure by its own seven days and by the level it is measured from.
SLIDE_DAYS, SLIDE_NEAR, SLIDE_FAR, SLIDE_EITHER = 7, 3.5, 4.5, 4.0
SLIDE_SPREAD = sqrt(1 / 7 + 1 / 17)
# A day is never flagged for less than a few per cent, however still the series lies.
STILLEST = 0.01


@dataclass(frozen=True, slots=True)
class Judged:
    """A day, what was to be expected of it and between what; `flag` is -1 below, 1 above, else 0.

    Without enough days behind it nothing is expected and nothing flagged; a masked day is
    expected like any other and never flagged. `is_new_level` is the day a level is accepted.
    `slide` is -1 or 1 when the last seven ordinary days lie to one side together, by `week`.
    """

    day: date
    value: float | None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    flag: int = 0
    is_masked: bool = False
    is_new_level: bool = False
    slide: int = 0
    week: float = 0.0


class _Steady:
    """The last values of something that hardly changes, and their trimmed mean."""

    def __init__(self, most: int) -> None:
        self.last: deque[float] = deque(maxlen=most)
        self.mean = 0.0

    def add(self, *values: float) -> None:
        """Take values in."""
        self.last.extend(values)
        self.mean = _trimmed(self.last)

    def __len__(self) -> int:
        return len(self.last)


@dataclass
class _Known:
    """What the clean days so far tell: levels freed of weekday, each weekday's step, residuals."""

    levels: _Steady = field(default_factory=lambda: _Steady(LEVEL_DAYS))
    raw: _Steady = field(default_factory=lambda: _Steady(LEVEL_DAYS))
    weekdays: list[_Steady] = field(default_factory=lambda: [_Steady(WEEKS) for _ in range(7)])
    residuals: deque[float] = field(default_factory=deque)
    ordered: list[float] = field(default_factory=list)
    squares: float = 0.0
    run: list[tuple[int, float]] = field(default_factory=list)
    week: deque[float] = field(default_factory=lambda: deque(maxlen=SLIDE_DAYS))

    def expected(self, weekday: int) -> tuple[float, float, float] | None:
        """Level, the weekday's step and the spread, on logarithms; None while too little is."""
        steps = self.weekdays[weekday]
        if len(self.levels) < LEAST_LEVEL or len(steps) < LEAST_WEEKS:
            return None
        return self.levels.mean, steps.mean, self._spread()

    def learn(self, value: float, weekday: int) -> None:
        """Take an ordinary day in."""
        self.run.clear()
        if len(self.raw) >= LEAST_LEVEL:
            self._weekday_learns(value, weekday)
        if len(self.levels) < LEAST_LEVEL:
            self.raw.add(value)

    def _weekday_learns(self, value: float, weekday: int) -> None:
        steps = self.weekdays[weekday]
        has_level = len(self.levels) >= LEAST_LEVEL
        level, step = (self.levels if has_level else self.raw).mean, steps.mean
        if len(steps) >= LEAST_WEEKS:
            if has_level:
                self._residual(value - level - step)
            self.levels.add(value - step)
        steps.add(value - level)

    def _residual(self, size: float) -> None:
        self.week.append(size)
        self.residuals.append(abs(size))
        insort(self.ordered, abs(size))
        self.squares += size * size
        if len(self.residuals) > SPREAD_DAYS:
            old = self.residuals.popleft()
            self.squares -= old * old
            del self.ordered[bisect_left(self.ordered, old)]

    def _spread(self) -> float:
        """The standard deviation of the residuals, the far ones drawn in; inf while too few."""
        count = len(self.ordered)
        if count < LEAST_SPREAD:
            return inf
        # 1.4826 medians of the sizes are a normal spread; three of those are as far as one counts
        far = 3 * 1.4826 * self.ordered[count // 2]
        beyond = self.ordered[bisect_left(self.ordered, far) :]
        drawn_in = self.squares - sum(size * size - far * far for size in beyond)
        return max(STILLEST, sqrt(max(0.0, drawn_in) / count))

    def runs_on(self, flag: int, value: float, step: float) -> bool:
        """Note a flagged day; whether it makes a new level, which is then the one that holds."""
        if self.run and self.run[-1][0] != flag:
            self.run.clear()
        self.run.append((flag, value - step))
        if len(self.run) < NEW_LEVEL or value == -inf:
            return False
        # the weekday's own steps stay as they are: it is the level that has moved
        freed = _trimmed([level for _, level in self.run])
        if freed > -inf:
            self.levels.add(*[freed] * LEVEL_DAYS)
        self.run.clear()
        self.week.clear()
        return True

    def slide(self, spread: float, bars: tuple[float, float]) -> tuple[int, float]:
        """To which side the last seven ordinary days lie together, if they do, and by how much."""
        if len(self.week) < SLIDE_DAYS:
            return 0, 0.0
        mean = sum(self.week) / SLIDE_DAYS
        far = mean / (spread * SLIDE_SPREAD)
        return -1 if far < -bars[0] else 1 if far > bars[1] else 0, exp(mean) - 1


def judge(
    days: Sequence[date],
    values: Sequence[float | None],
    *,
    masked: Collection[date] = frozenset(),
    worse: int = -1,
) -> list[Judged]:
    """Every day with its expectation, in the order given, each from the days before it alone.

    `worse` is the side that costs money: -1 below, 1 above, 0 either. A day without a value is
    left out of everything; a day of zero is judged but never learnt from. Multiplying the series
    by a number leaves its flags as they are.
    """
    known, bars = _Known(), _bars(worse)
    return [
        _judged(known, day, value, is_masked=day in masked, bars=bars)
        for day, value in zip(days, values, strict=True)
    ]


class _Bars(NamedTuple):
    """How many spreads below and above a day, and a week, may lie."""

    day: tuple[float, float]
    week: tuple[float, float]


def _bars(worse: int) -> _Bars:
    if worse == 0:
        return _Bars((EITHER, EITHER), (SLIDE_EITHER, SLIDE_EITHER))
    near, far = _Bars((NEAR, FAR), (SLIDE_NEAR, SLIDE_FAR)), (FAR, NEAR)
    return near if worse < 0 else _Bars(far, (SLIDE_FAR, SLIDE_NEAR))


def _judged(
    known: _Known, day: date, value: float | None, *, is_masked: bool, bars: _Bars
) -> Judged:
    weekday = day.weekday()
    found = known.expected(weekday)
    own = _logged(value)
    if found is None or found[2] == inf:
        if own is not None and own > -inf and not is_masked:
            known.learn(own, weekday)
        return Judged(day, value, is_masked=is_masked)
    level, step, spread = found
    usual = level + step
    low, high = usual - bars.day[0] * spread, usual + bars.day[1] * spread
    told = (exp(usual), exp(low), exp(high))
    if own is None or is_masked:
        return Judged(day, value, *told, is_masked=is_masked)
    flag = -1 if own < low else 1 if own > high else 0
    if flag:
        is_new = known.runs_on(flag, own, step)
        return Judged(day, value, *told, flag, is_new_level=is_new)
    known.learn(own, weekday)
    slide, week = known.slide(spread, bars.week)
    return Judged(day, value, *told, slide=slide, week=week)


def _logged(value: float | None) -> float | None:
    """The logarithm; minus infinity for a day of nothing, None for one below or unknown."""
    if value is None or value < 0:
        return None
    return log(value) if value > 0 else -inf


def _trimmed(values: Collection[float]) -> float:
    """The mean without the outer values of either side."""
    ordered = sorted(values)
    cut = int(len(ordered) * TRIM)
    kept = ordered[cut : len(ordered) - cut]
    return sum(kept) / len(kept)
