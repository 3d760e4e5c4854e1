"""Which products and sources are worth watching: those where chance does not drown a change."""

from collections.abc import Sequence
from statistics import median

# Thirty a day vary by a fifth by chance alone: a loss of half is still seen, below it is not.
LEAST_A_DAY = 30
DAYS, LEAST_DAYS = 56, 42


def is_worth(counts: Sequence[float | None]) -> bool:
    """Whether a series of daily counts can be watched: thirty on its middle day of the last 56.

    At least 42 of them must be known.

    >>> is_worth([40] * 56), is_worth([20] * 56), is_worth([40] * 30)
    (True, False, False)
    """
    known = [each for each in counts[-DAYS:] if each is not None]
    return len(known) >= LEAST_DAYS and median(known) >= LEAST_A_DAY
