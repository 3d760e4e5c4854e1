"""The states of a task, the paths between them, and what a step on a path brings with it."""

from collections.abc import Mapping
from datetime import datetime

from shopkit.errors import Refused
from shopkit.text import message

TO_DO, DOING, BLOCKED, DONE, CANCELLED = "to do", "doing", "blocked", "done", "cancelled"
STATES = {
    TO_DO: message("To do"),
    DOING: message("Doing"),
    BLOCKED: message("Blocked"),
    DONE: message("Done"),
    CANCELLED: message("Dropped"),
}
OPEN = (TO_DO, DOING, BLOCKED)
PATHS = {
    TO_DO: (DOING, BLOCKED, DONE, CANCELLED),
    DOING: (TO_DO, BLOCKED, DONE, CANCELLED),
    BLOCKED: (TO_DO, DOING, CANCELLED),
    DONE: (TO_DO, DOING),  # reopened
    CANCELLED: (TO_DO,),
}
PRIORITIES = {
    1: message("High"),
    2: message("Normal"),
    3: message("Low"),
    4: message("Whenever there is time"),
}


class NoPath(Refused):
    """A step that a task may not take, with those it may; `state`, `to` and `paths` are states."""

    def __init__(self, title: str, state: str, to: str) -> None:
        self.state, self.to, self.paths = state, to, PATHS[state]
        super().__init__(
            "“{title}” is at “{state}” and cannot go to “{to}”, only to: {paths}.",
            title=title,
            state=STATES[state],
            to=STATES.get(to, to),
            paths=", ".join(STATES[path] for path in self.paths),
        )

    def told(self, say) -> str:
        """The sentence with its states in the reader's language."""
        facts = self.facts | {
            "state": say(STATES[self.state]),
            "to": say(STATES.get(self.to, self.to)),
            "paths": say(", ").join(say(STATES[path]) for path in self.paths),
        }
        return say(self.template, **facts)


def may_go(title: str, state: str, to: str) -> None:
    """Raises `NoPath` when a task at `state` may not go to `to`."""
    if to not in PATHS[state]:
        raise NoPath(title, state, to)


def brings(now: Mapping[str, object], to: str, at: datetime) -> dict[str, object]:
    """The fields that change with a step to `to`: first begun, done, blocked because of what.

    >>> brings({"state": "to do", "started_at": None}, "doing", datetime(2026, 10, 1))
    {'started_at': datetime.datetime(2026, 10, 1, 0, 0)}
    """
    changes: dict[str, object] = {}
    if to == DOING and now["started_at"] is None:
        changes["started_at"] = at
    if to == DONE:
        changes["done_at"] = at
    if now["state"] == DONE:
        changes["done_at"] = None
    if now["state"] == BLOCKED:
        changes["blocked_because"] = ""
    return changes
