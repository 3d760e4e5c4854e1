"""Days are Shanghai's, instants are UTC. Only floors 3 and 4 may ask what time it is."""

from datetime import UTC, date, datetime, timedelta, timezone

# China has kept one offset without summer time since 1991, so no zone database is needed.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def day_of(instant: datetime) -> date:
    """The Shanghai day of an instant; a naive one is taken as UTC.

    >>> day_of(datetime(2026, 11, 10, 16, 0, tzinfo=UTC))
    datetime.date(2026, 11, 11)
    """
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(SHANGHAI).date()


def instant_of(local: datetime) -> datetime:
    """The UTC instant of a wall-clock time in Shanghai."""
    return local.replace(tzinfo=SHANGHAI).astimezone(UTC)


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """This day in Shanghai."""
    return day_of(now())


def days_between(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def month_of(day: date) -> str:
    """The month of a day as `2026-10`: what lake partitions are named by."""
    return f"{day:%Y-%m}"
