"""Money is integer fen; it is divided once, where it is shown."""

from decimal import ROUND_HALF_UP, Decimal


def fen(yuan: str | int | Decimal) -> int:
    """The integer fen of an amount in yuan, halves away from zero.

    >>> fen("1902487.15"), fen("-0.005")
    (190248715, -1)
    """
    return int((Decimal(yuan) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def yuan(amount_fen: int | None) -> str:
    """An amount in fen as yuan with thousands and two decimals; an en dash when unknown.

    >>> yuan(190248715), yuan(-5), yuan(None)
    ('1,902,487.15', '-0.05', '–')
    """
    if amount_fen is None:
        return "–"
    sign = "-" if amount_fen < 0 else ""
    whole, part = divmod(abs(amount_fen), 100)
    return f"{sign}{whole:,}.{part:02d}"


def ratio(part: float | int | None, whole: float | int | None) -> float | None:
    """`part` over `whole`, or None where either is unknown or the whole is zero.

    >>> ratio(1, 4), ratio(1, 0), ratio(None, 3)
    (0.25, None, None)
    """
    if part is None or not whole:
        return None
    return part / whole


def shares(total_fen: int, weights: list[int]) -> list[int]:
    """`total_fen` split by `weights`, exact to the fen (largest remainder; ties to the first).

    >>> shares(1000, [10, 10, 10])
    [334, 333, 333]
    """
    whole = sum(weights)
    floors = [total_fen * weight // whole for weight in weights]
    remainders = [total_fen * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -remainders[place])
    for place in by_remainder[: total_fen - sum(floors)]:
        floors[place] += 1
    return floors
