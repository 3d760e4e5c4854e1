"""What daily sales would have been: level, weekday and controls, learned from ordinary days.

The model is the structural one of Harvey (1989) as Brodersen and others (2015) use it: a level
that wanders, a weekly pattern that may change, and a regression on series the campaign did not
touch. It is Gaussian, so the days asked for and their sum follow exactly from the days known by
generalised least squares, without a filter or drawn paths; a day left out is a row left out, and
days long after a campaign teach as well as those before it. How much level
and week wander is not known: each pair on a grid is weighed by its likelihood (level, week and
regression integrated out), so the interval covers that doubt too, which one best fit leaves out.

Not statsmodels: its import alone takes 2 to 5 s and 190 MB in each viewer's process. This needs
numpy, takes some 30 ms for a hundred days, and is held to statsmodels by a test.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, exp, log, sqrt
from typing import Any

from shopkit.errors import Refused

WEEK = 7
LEAST_DAYS = 28
# The drift of level and week a day, as a share of the noise's spread: from hardly any to all of it.
LEVEL_DRIFTS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
WEEK_DRIFTS = (0.0, 0.02, 0.06, 0.2)
# A level that wanders as far as the noise in a day is possible, not likely (a half-normal prior).
# The grid is even in the logarithm; the exponent leans from there towards even in the drift itself,
# so that intervals hold the truth often enough where the level does wander.
LEVEL_PRIOR, WEEK_PRIOR, EXPONENT = 0.5, 0.1, 0.2
# Less likely than the likeliest by more than this, a pair is left out.
LEAST_WEIGHT = 1e-3


@dataclass(frozen=True, slots=True)
class Guess:
    """A figure with the interval it lies in, at the confidence asked for."""

    mean: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out nothing at all (zero)."""
        return self.low > 0 or self.high < 0

    def __neg__(self) -> "Guess":
        return Guess(-self.mean, -self.high, -self.low)


@dataclass(frozen=True)
class Expected:
    """What the ordinary days say of the days asked for."""

    places: dict[int, int]
    confidence: float
    parts: tuple[tuple[float, Any, Any], ...]

    def day(self, place: int) -> Guess:
        """One day, by its place in the series; its own noise included."""
        return self.total([place])

    def total(self, places: Sequence[int]) -> Guess:
        """The sum of days; the days' errors go together, as they do in truth."""
        at = [self.places[place] for place in places]
        found = [
            (weight, float(mean[at].sum()), sqrt(max(float(spread[at][:, at].sum()), 0.0)))
            for weight, mean, spread in self.parts
        ]
        return _mixed(found, self.confidence)


def expected(
    series: Sequence[float | None],
    places: Sequence[int],
    *,
    controls: Sequence[Sequence[float]] = (),
    season: int = WEEK,
    confidence: float = 0.95,
) -> Expected:
    """The days at `places` from all the others; None is a day that says nothing.

    `controls` are series as long as `series`. Raises `Refused` under four weeks of days.
    """
    import numpy as np

    y = np.array([np.nan if each is None else each for each in series], dtype=float)
    ahead = np.array(places, dtype=int)
    taught = ~np.isnan(y)
    taught[ahead] = False
    seen = np.flatnonzero(taught)
    if len(seen) < LEAST_DAYS + len(controls):
        raise Refused(
            "Only {days} ordinary days are known around it: {least} are needed to say what would "
            "have been.",
            days=len(seen),
            least=LEAST_DAYS + len(controls),
        )
    fixed = _fixed(len(y), season, controls)
    drifts = _drifts(len(y), season)
    scale = float(np.std(y[seen])) or 1.0
    parts = [
        _part(y / scale, fixed, pair, seen=seen, ahead=ahead, drifts=drifts)
        for pair in ((a, b) for a in LEVEL_DRIFTS for b in (WEEK_DRIFTS if season > 1 else (0.0,)))
    ]
    best = max(part[0] for part in parts)
    weighed = [(exp(part[0] - best), part) for part in parts]
    likely = [(weight, part) for weight, part in weighed if weight > LEAST_WEIGHT]
    whole = sum(weight for weight, _ in likely)
    kept = tuple(
        (weight / whole, mean * scale, spread * scale**2) for weight, (_, mean, spread) in likely
    )
    return Expected({int(each): n for n, each in enumerate(ahead)}, confidence, kept)


def _fixed(days: int, season: int, controls: Sequence[Sequence[float]]) -> Any:
    """Columns of what is constant: the first level, the first week, the regression."""
    import numpy as np

    columns = [np.ones(days)]
    weekday = np.arange(days) % season
    columns += [(weekday == each) * 1.0 - (weekday == season - 1) for each in range(season - 1)]
    for each in controls:
        control = np.asarray(each, dtype=float)
        columns.append((control - control.mean()) / (control.std() or 1.0))
    return np.column_stack(columns)


def _drifts(days: int, season: int) -> tuple[Any, Any]:
    """Covariances of a wandering level and a wandering week, each of a step of one."""
    import numpy as np

    place = np.arange(days)
    level = np.minimum.outer(place, place).astype(float)
    if season == 1:
        return level, np.zeros((days, days))
    # a shock to one day of the week is taken back the next and comes again a week later
    answer = (place % season == 0) * 1.0 - (place % season == 1)
    back = np.subtract.outer(place, place)
    steps = np.where(back >= 0, answer[np.clip(back, 0, None)], 0.0)[:, 1:]
    return level, steps @ steps.T


def _part(y: Any, fixed: Any, drift: tuple[float, float], *, seen: Any, ahead: Any, drifts: Any):  # type: ignore[no-untyped-def]
    """Log weight, mean and covariance of the days asked for, for one pair of drifts."""
    import numpy as np

    spread = drift[0] ** 2 * drifts[0] + drift[1] ** 2 * drifts[1]
    near = spread[np.ix_(seen, seen)] + np.eye(len(seen))
    across = spread[np.ix_(ahead, seen)]
    root = np.linalg.cholesky(near)
    # one call for all that is whitened: many small ones wait for each other on a busy machine
    white = np.linalg.solve(root, np.column_stack([fixed[seen], y[seen], across.T]))
    width = fixed.shape[1]
    white_x, white_y, white_a = white[:, :width], white[:, width], white[:, width + 1 :]
    q, r = np.linalg.qr(white_x)
    left = white_y - q @ (q.T @ white_y)
    freedom = len(seen) - width
    noise = float(left @ left) / freedom
    known = np.linalg.solve(r, q.T @ white_y)
    mean = fixed[ahead] @ known + white_a.T @ left
    # what of the fixed part is left to doubt once the ordinary days have spoken
    doubt = np.linalg.solve(r.T, (fixed[ahead] - white_a.T @ white_x).T)
    own = spread[np.ix_(ahead, ahead)] + np.eye(len(ahead)) - white_a.T @ white_a
    covariance = noise * freedom / (freedom - 2) * (own + doubt.T @ doubt)
    likely = -np.log(np.diag(root)).sum() - np.log(np.abs(np.diag(r))).sum()
    likely -= freedom / 2 * log(max(noise, 1e-300))
    prior = -((drift[0] / LEVEL_PRIOR) ** 2 + (drift[1] / WEEK_PRIOR) ** 2) / 2
    return likely + prior + EXPONENT * log(drift[0]), mean, covariance


def _mixed(parts: Sequence[tuple[float, float, float]], confidence: float) -> Guess:
    """Mean and interval of normals mixed by weight."""
    mean = sum(weight * middle for weight, middle, _ in parts)
    reach = max(abs(middle - mean) + 8 * sd for _, middle, sd in parts) or 1.0

    def below(value: float) -> float:
        return sum(
            weight * (0.5 + erf((value - middle) / (sd * sqrt(2))) / 2 if sd else value >= middle)
            for weight, middle, sd in parts
        )

    tail = (1 - confidence) / 2
    ends = [_where(below, share, mean - reach, mean + reach) for share in (tail, 1 - tail)]
    return Guess(mean, *ends)


def _where(below: Any, share: float, low: float, high: float) -> float:
    for _ in range(36):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < share else (low, middle)
    return (low + high) / 2
