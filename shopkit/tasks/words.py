"""Days and lengths of time as people type them, in Chinese and English."""

import re
from collections.abc import Callable
from datetime import date, timedelta

_FROM_TODAY = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_FROM_TODAY |= {"today": 0, "tomorrow": 1}
_WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日", 1)} | {"天": 7}
_ENGLISH = "monday tuesday wednesday thursday friday saturday sunday".split()
_SHORT = {name[:3]: number for number, name in enumerate(_ENGLISH, 1)} | {"tues": 2, "thur": 4}
_SHORT |= {"thurs": 4}
_LONG = {name: number for number, name in enumerate(_ENGLISH, 1)}
_CHINESE_WEEK = re.compile(r"(下下|下|本|这)?个?(?:周|星期|礼拜)([一二三四五六日天])")
_ENGLISH_WEEK = re.compile(r"(?:(next|this) )?([a-z]+)")
_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:[-/](\d{1,2})|月(\d{1,2})[日号]?)")
_DAY = re.compile(r"(\d{1,2})[日号]")
_AFTER = re.compile(r"(?:in (\d{1,3}) days?|(\d{1,3}) ?天[之以]?后|\+(\d{1,3})d?)")
_LENGTH = re.compile(
    r"(?:(\d{1,3}(?:\.\d)?) ?(?:个?小时|h|hrs?|hours?))? ?"
    r"(?:(\d{1,4}) ?(?:分钟?|m|mins?|minutes?))?"
)
_LENGTHS = {"半小时": 30, "半个小时": 30, "一小时": 60, "一个小时": 60, "两小时": 120, "半天": 240}
_END_OF_MONTH = ("月底", "月末")


def day_of(words: str, today: date) -> date | None:
    """The day that someone means on `today`, or None.

    A weekday is the next one, today included; with 下 or next it is next week's. A month and
    a day that have passed are next year's.

    >>> day_of("下周一", date(2026, 10, 1)), day_of("fri", date(2026, 10, 1))
    (datetime.date(2026, 10, 5), datetime.date(2026, 10, 2))
    """
    said = words.casefold()
    if said in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[said])
    if said in _END_OF_MONTH:
        return _end_of_month(today)
    for pattern, read in _READERS:
        if match := pattern.fullmatch(said):
            return read(match, today)
    return None


def begins_a_title(words: str) -> bool:
    """Whether a title may begin with these words of a day as well: sun cream, 11-11 sale."""
    said = words.casefold()
    return said in _SHORT or said in _LONG or bool(_MONTH_DAY.fullmatch(said))


def minutes_of(words: str) -> int | None:
    """The length of time in minutes that someone means, or None.

    >>> minutes_of("1小时30分"), minutes_of("1.5h"), minutes_of("30 minutes")
    (90, 90, 30)
    """
    said = words.casefold()
    if said in _LENGTHS:
        return _LENGTHS[said]
    match = _LENGTH.fullmatch(said)
    if match is None or not any(match.groups()):
        return None
    hours, minutes = match.groups()
    return round(float(hours or 0) * 60) + int(minutes or 0) or None


def _chinese_weekday(match: re.Match, today: date) -> date:
    week, name = match.groups()
    return _weekday(today, _WEEKDAYS[name], {"下": 1, "下下": 2, None: None}.get(week, 0))


def _english_weekday(match: re.Match, today: date) -> date | None:
    week, name = match.groups()
    number = _LONG.get(name) or _SHORT.get(name)
    return _weekday(today, number, {"next": 1, "this": 0}.get(week)) if number else None


def _weekday(today: date, number: int, week: int | None) -> date:
    """A weekday of this week or so many later; without a week, the next one."""
    monday = today - timedelta(days=today.weekday())
    if week is None:
        week = 1 if number < today.isoweekday() else 0
    return monday + timedelta(days=number - 1, weeks=week)


def _full(match: re.Match, _today: date) -> date | None:
    return _date(*(int(part) for part in match.groups()))


def _month_day(match: re.Match, today: date) -> date | None:
    month, day = (int(part) for part in match.groups() if part)
    # four years on there is a 29th of February again
    later = (_date(today.year + n, month, day) for n in range(5))
    return next((found for found in later if found and found >= today), None)


def _day(match: re.Match, today: date) -> date | None:
    first = today.replace(day=1)
    for _ in range(3):
        found = _date(first.year, first.month, int(match[1]))
        if found and found >= today:
            return found
        first = _end_of_month(first) + timedelta(days=1)
    return None


def _after(match: re.Match, today: date) -> date:
    return today + timedelta(days=int(match[1] or match[2] or match[3]))


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_READERS: tuple[tuple[re.Pattern, Callable[[re.Match, date], date | None]], ...] = (
    (_CHINESE_WEEK, _chinese_weekday),
    (_ENGLISH_WEEK, _english_weekday),
    (_FULL, _full),
    (_MONTH_DAY, _month_day),
    (_DAY, _day),
    (_AFTER, _after),
)
