"""What is out of the ordinary: each day against what was to be expected of it, and the alarms."""

from shopkit.watch.alarms import Alarm, alarms, led
from shopkit.watch.events import KINDS, Event, calendar, masked_days, near, untold
from shopkit.watch.found import price_changes, stockouts
from shopkit.watch.judging import Judged, judge
from shopkit.watch.worth import is_worth

__all__ = [
    "KINDS",
    "Alarm",
    "Event",
    "Judged",
    "alarms",
    "calendar",
    "is_worth",
    "judge",
    "led",
    "masked_days",
    "near",
    "price_changes",
    "stockouts",
    "untold",
]
