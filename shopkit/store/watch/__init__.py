"""What the watch keeps: the event ledger, marks on alarms, and days without stock."""

from shopkit.store.watch.events import WATCHERS, add_event, add_events, events, strike_event
from shopkit.store.watch.gone import gone_days
from shopkit.store.watch.marks import (
    CONFIRMED,
    SILENCED,
    TASK,
    Mark,
    confirm,
    make_task,
    marks,
    silence,
)

__all__ = [
    "CONFIRMED",
    "SILENCED",
    "TASK",
    "WATCHERS",
    "Mark",
    "add_event",
    "add_events",
    "confirm",
    "events",
    "gone_days",
    "make_task",
    "marks",
    "silence",
    "strike_event",
]
