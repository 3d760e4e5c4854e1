"""Waves: which orders must be ready before which carrier's van leaves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from shopkit.clock import SHANGHAI
from shopkit.shipping.names import carrier as short_carrier
from shopkit.shipping.orders import OpenOrder


@dataclass(frozen=True, slots=True)
class Wave:
    """Orders to finish before a carrier's van leaves; without a cut-off `leaves_at` is None."""

    carrier: str
    leaves_at: datetime | None
    minutes_left: int | None
    order_ids: tuple[str, ...]


def waves(
    orders: Iterable[OpenOrder],
    cutoffs: Mapping[str, time | Sequence[time]],
    *,
    now: datetime,
) -> list[Wave]:
    """Orders by their carrier's next cut-off, the earliest first, those without one last.

    `cutoffs` are wall-clock times in Shanghai, one or more a day for each carrier; "" is for
    carriers without their own. After the day's last cut-off the next day's first one counts.
    """
    times = {short_carrier(name): _listed(each) for name, each in cutoffs.items()}
    groups: dict[str, list[str]] = {}
    for order in orders:
        groups.setdefault(short_carrier(order.carrier), []).append(order.order_id)
    found = [_wave(name, numbers, times, now) for name, numbers in groups.items()]
    return sorted(found, key=lambda wave: (wave.leaves_at is None, wave.leaves_at or now))


def _wave(name: str, numbers: list[str], times: Mapping[str, list[time]], now: datetime) -> Wave:
    leaves_at = _next(times.get(name) or times.get("") or [], now)
    left = leaves_at and int((leaves_at - now).total_seconds() // 60)
    return Wave(name, leaves_at, left, tuple(numbers))


def _next(times: list[time], now: datetime) -> datetime | None:
    here = now.astimezone(SHANGHAI)
    days = (here.date(), here.date() + timedelta(days=1))
    coming = [datetime.combine(day, at, SHANGHAI) for day in days for at in times]
    return min((at.astimezone(UTC) for at in coming if at >= here), default=None)


def _listed(times: time | Sequence[time]) -> list[time]:
    return [times] if isinstance(times, time) else list(times)
