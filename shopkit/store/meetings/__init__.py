"""What was said, decided, thanked for and agreed on in meetings, and the minutes of each."""

from shopkit.store.meetings.decisions import close_decision, decide, decision_of, decisions
from shopkit.store.meetings.entries import entries, say_entry
from shopkit.store.meetings.holding import begin, close, meetings, minutes, note
from shopkit.store.meetings.praises import praises, thank
from shopkit.store.meetings.work import actions, add_action, named

__all__ = [
    "actions",
    "add_action",
    "begin",
    "close",
    "close_decision",
    "decide",
    "decision_of",
    "decisions",
    "entries",
    "meetings",
    "minutes",
    "named",
    "note",
    "praises",
    "say_entry",
    "thank",
]
