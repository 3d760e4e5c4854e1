"""Values as the platforms print them."""

from collections.abc import Iterable

import numpy as np
import pandas as pd


def yuan(amounts: Iterable[int]) -> list[str]:
    """Fen as yuan with two decimals.

    >>> yuan([5, 123456])
    ['0.05', '1234.56']
    """
    return [f"{fen // 100}.{fen % 100:02d}" for fen in np.asarray(amounts).tolist()]


def counts(numbers: Iterable[int]) -> list[str]:
    """Whole numbers as digits."""
    return [str(number) for number in np.asarray(numbers).tolist()]


def thousands(numbers: Iterable[int]) -> list[str]:
    """Whole numbers with thousands commas, as 生意参谋 prints them."""
    return [f"{number:,}" for number in np.asarray(numbers).tolist()]


def money(amounts: Iterable[int]) -> list[str]:
    """Fen as yuan with thousands commas and two decimals."""
    return [f"{fen // 100:,}.{fen % 100:02d}" for fen in np.asarray(amounts).tolist()]


def moments(instants: pd.Series) -> list[str]:
    """Instants as `2026-10-01 09:30:00`; empty where there is none."""
    texts = np.datetime_as_string(instants.to_numpy().astype("datetime64[s]")).tolist()
    return ["" if text == "NaT" else f"{text[:10]} {text[11:]}" for text in texts]


def days(dates: Iterable[np.datetime64]) -> list[str]:
    """Days as `2026-10-01`."""
    return np.datetime_as_string(np.asarray(dates, dtype="datetime64[D]")).tolist()


def rates(parts: Iterable[float], wholes: Iterable[float]) -> list[str]:
    """Shares as percent with two decimals; `-` where nothing can be divided.

    >>> rates([1, 1], [4, 0])
    ['25.00%', '-']
    """
    pairs = zip(np.asarray(parts).tolist(), np.asarray(wholes).tolist(), strict=True)
    return [f"{part / whole:.2%}" if whole else "-" for part, whole in pairs]


def quotients(parts: Iterable[float], wholes: Iterable[float], places: int = 2) -> list[str]:
    """One number over another, with `places` decimals; `-` where nothing can be divided."""
    pairs = zip(np.asarray(parts).tolist(), np.asarray(wholes).tolist(), strict=True)
    return [f"{part / whole:.{places}f}" if whole else "-" for part, whole in pairs]


def chosen(flags: Iterable[bool], yes: str, no: str) -> list[str]:
    """One of two words for each truth."""
    return np.where(np.asarray(flags), yes, no).tolist()


def wrapped(ids: Iterable[int]) -> list[str]:
    """Ids the way 淘宝 guards them against Excel.

    >>> wrapped([35])
    ['="35"']
    """
    return [f'="{number}"' for number in np.asarray(ids).tolist()]


def seconds(lengths: Iterable[float]) -> list[str]:
    """Lengths of time in seconds with two decimals."""
    return [f"{length:.2f}" for length in np.asarray(lengths).tolist()]
