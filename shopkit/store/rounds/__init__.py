"""Safety rounds in the store: what is looked at, what was found, and the tasks that follow."""

from shopkit.store.rounds.items import items, save_item
from shopkit.store.rounds.walking import (
    FindingRow,
    RoundRow,
    due_items,
    photo,
    record_round,
    rounds,
    seen,
)

__all__ = [
    "FindingRow",
    "RoundRow",
    "due_items",
    "items",
    "photo",
    "record_round",
    "rounds",
    "save_item",
    "seen",
]
