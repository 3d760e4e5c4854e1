"""Newton's climb to the top of a likelihood in the logarithms of its parameters, and the doubt.

Only what the two customer models need; numpy is loaded when a fit is asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Array = Any
FARTHEST = 9.0  # a logarithm: a parameter there runs away, the data does not hold it
STEPS, STEP, CLOSE = 100, 1e-4, 1e-8


@dataclass(frozen=True)
class Top:
    """Where the climb ended: logarithms of the parameters, the log-likelihood, the covariance.

    `is_settled` is False where the data does not determine a parameter; nothing should be
    foretold from such a fit.
    """

    logs: tuple[float, ...]
    ll: float
    covariance: tuple[tuple[float, ...], ...]
    is_settled: bool


def climb(slope: Callable[[Array], tuple[float, Array]], start: tuple[float, ...]) -> Top:
    """The maximum of a function that tells its value and gradient by the logarithms.

    Levenberg's damping keeps every step upward; the Hessian is the gradient's differences.
    """
    import numpy as np

    here, damp = np.log(start), 1.0
    value, gradient = slope(here)
    for _ in range(STEPS):
        curve = -bend(slope, here)
        moved = False
        while damp < 1e12:
            step = np.linalg.solve(curve + damp * np.diag(np.abs(np.diag(curve)) + 1e-9), gradient)
            there = np.clip(here + np.clip(step, -1.0, 1.0), -FARTHEST, FARTHEST)
            better, uphill = slope(there)
            if np.isfinite(better) and better >= value:
                moved = True
                break
            damp *= 10
        if not moved:
            break
        gain, reach = better - value, float(np.max(np.abs(there - here)))
        here, value, gradient, damp = there, better, uphill, max(damp / 10, 1e-10)
        if gain < CLOSE * (1 + abs(value) * CLOSE) and reach < 1e-5:
            break
    return _top(here, float(value), bend(slope, here))


def bend(slope: Callable[[Array], tuple[float, Array]], at: Array) -> Array:
    """The Hessian from differences of the gradient, made symmetric."""
    import numpy as np

    rows = []
    for place in range(len(at)):
        aside = np.zeros(len(at))
        aside[place] = STEP
        rows.append((slope(at + aside)[1] - slope(at - aside)[1]) / (2 * STEP))
    hessian = np.array(rows)
    return (hessian + hessian.T) / 2


def _top(here: Array, value: float, hessian: Array) -> Top:
    import numpy as np

    curve = -hessian
    is_firm = bool(
        np.all(np.abs(here) < FARTHEST - 0.01) and np.all(np.linalg.eigvalsh(curve) > 1e-6)
    )
    covariance = np.linalg.inv(curve) if is_firm else np.zeros_like(curve)
    return Top(
        tuple(map(float, here)), value, tuple(tuple(map(float, row)) for row in covariance), is_firm
    )


def reach(figure: Callable[[Array], Array], logs: tuple[float, ...], covariance: Array) -> Array:
    """The standard error of a figure that follows from the fitted logarithms (delta method)."""
    import numpy as np

    at, spread = np.array(logs), np.array(covariance)
    slopes = []
    for place in range(len(at)):
        aside = np.zeros(len(at))
        aside[place] = STEP
        slopes.append(
            (np.asarray(figure(at + aside)) - np.asarray(figure(at - aside))) / (2 * STEP)
        )
    stacked = np.array(slopes)
    return np.sqrt(np.einsum("i...,ij,j...->...", stacked, spread, stacked).clip(min=0))
