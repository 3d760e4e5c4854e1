"""What a browser sends, checked: a number, a day, a choice. Looks of a field promise nothing."""

from collections.abc import Mapping
from datetime import date

from shopkit.errors import Refused

MOST = 1_000_000


def whole(value: object, label: str, *, least: int = 0, most: int = MOST) -> int:
    """A whole number from `least` to `most`, or `Refused` by the field's name."""
    try:
        number = int(str(value).strip())
    except ValueError:
        raise Refused("“{field}” needs a whole number.", field=label) from None
    if not least <= number <= most:
        raise Refused("“{field}” goes from {least} to {most}.", field=label, least=least, most=most)
    return number


def maybe(value: object, label: str, *, least: int = 0, most: int = MOST) -> int | None:
    """The same, or None for an empty field."""
    return (
        None
        if value is None or str(value).strip() == ""
        else whole(value, label, least=least, most=most)
    )


def decimal(value: object, label: str) -> float | None:
    """A number with decimals, or None for an empty field."""
    word = str(value if value is not None else "").strip()
    if not word:
        return None
    try:
        return float(word)
    except ValueError:
        raise Refused("“{field}” needs a number.", field=label) from None


def fen(value: object, label: str) -> int | None:
    """An amount typed in yuan as fen, or None for an empty field."""
    from decimal import Decimal, InvalidOperation

    from shopkit.money import fen as exact

    word = str(value if value is not None else "").strip().lstrip("¥￥")
    if not word:
        return None
    try:
        amount = Decimal(word)
    except InvalidOperation:
        raise Refused("“{field}” needs an amount in yuan, such as 12.50.", field=label) from None
    if not amount.is_finite() or not 0 <= amount <= MOST:
        raise Refused("“{field}” goes from {least} to {most}.", field=label, least=0, most=MOST)
    return exact(amount)


def day(value: object, label: str) -> date | None:
    """A day, or None for an empty field."""
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Refused("“{field}” needs a day, such as 2026-11-11.", field=label) from None


def words(value: object, label: str, *, most: int = 500) -> str:
    """A text without its outer spaces, or `Refused` if it is too long."""
    text = " ".join(str(value if value is not None else "").split())
    if len(text) > most:
        raise Refused("“{field}” holds at most {most} characters.", field=label, most=most)
    return text


def one_of(value: object, known: Mapping[str, object], label: str) -> str:
    """One of the choices there are, or `Refused`."""
    word = str(value if value is not None else "")
    if word not in known:
        raise Refused("Choose “{field}” from the list.", field=label)
    return word
