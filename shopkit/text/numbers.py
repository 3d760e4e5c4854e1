"""Numbers as people read them, in either language; an en dash where nothing is known."""

from datetime import date

UNKNOWN = "–"
_LARGE = {"zh": ((100_000_000, "亿"), (10_000, "万")), "en": ((1_000_000, "M"), (10_000, "k"))}


def money(amount_fen: float | None, lang: str) -> str:
    """An amount in fen, short enough for a tile.

    >>> money(190248715, "zh"), money(190248715, "en"), money(7898, "zh")
    ('￥190.25万', '¥1.90M', '￥78.98')
    """
    if amount_fen is None:
        return UNKNOWN
    sign = "-" if amount_fen < 0 else ""
    return f"{sign}{'￥' if lang == 'zh' else '¥'}{_short(abs(amount_fen) / 100, lang, digits=2)}"


def count(number: float | None, lang: str) -> str:
    """A number of things.

    >>> count(24087, "en"), count(24087, "zh"), count(1234567, "zh"), count(None, "zh")
    ('24,087', '24,087', '123.46万', '–')
    """
    if number is None:
        return UNKNOWN
    if abs(number) < 100_000:
        return f"{number:,.0f}"
    return _short(number, lang, digits=0)


def share(part: float | None) -> str:
    """A share as a percentage with the digits that matter.

    >>> share(0.2015709), share(0.0003), share(None)
    ('20.16%', '0.03%', '–')
    """
    return UNKNOWN if part is None else f"{part:.2%}"


def change(part: float | None) -> str:
    """A change as a signed percentage.

    >>> change(0.1234), change(-0.05), change(None)
    ('+12.3%', '-5.0%', '–')
    """
    return UNKNOWN if part is None else f"{part:+.1%}"


def score(points: float | None) -> str:
    """A score with two decimals."""
    return UNKNOWN if points is None else f"{points:.2f}"


def shown(value: float | None, unit: str, lang: str) -> str:
    """A value in its unit (`fen`, `count`, `share`, `score`), as a tile shows it."""
    if unit == "fen":
        return money(value, lang)
    if unit == "share":
        return share(value)
    if unit == "score":
        return score(value)
    return count(value, lang)


def day(when: date, lang: str) -> str:
    """A day with its weekday.

    >>> day(date(2026, 11, 11), "zh"), day(date(2026, 11, 11), "en")
    ('2026-11-11 周三', '2026-11-11 Wed')
    """
    names = "一二三四五六日" if lang == "zh" else ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    weekday = names[when.isoweekday() - 1]
    return f"{when:%Y-%m-%d} {'周' if lang == 'zh' else ''}{weekday}"


def _short(number: float, lang: str, *, digits: int) -> str:
    for size, word in _LARGE[lang]:
        if number >= size:
            scaled = number / size if word != "k" else number / 1000
            return f"{scaled:,.{2 if word != 'k' else 1}f}{word}"
    return f"{number:,.{digits}f}"
