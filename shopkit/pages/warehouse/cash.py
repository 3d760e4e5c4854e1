"""Money as the warehouse reads it: whole yuan where it decides, fen where it is paid."""

from shopkit.money import yuan
from shopkit.text.numbers import UNKNOWN


def cash(amount_fen: int | None, lang: str, *, exact: bool = False) -> str:
    """An amount as people write it; a dash where it is unknown.

    >>> cash(1234560, "en"), cash(-500, "zh", exact=True), cash(None, "zh")
    ('¥12,346', '-￥5.00', '–')
    """
    if amount_fen is None:
        return UNKNOWN
    sign = "-" if amount_fen < 0 else ""
    whole = f"{(abs(amount_fen) + 50) // 100:,}"
    return f"{sign}{'￥' if lang == 'zh' else '¥'}{yuan(abs(amount_fen)) if exact else whole}"
