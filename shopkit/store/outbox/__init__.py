"""Messages to the group chat: written without waiting, sent by one sender, kept with each try."""

from shopkit.store.outbox.choices import confirm, drop, send_again
from shopkit.store.outbox.reading import Attempt, Message, messages, troubled, waiting
from shopkit.store.outbox.writing import write, written

__all__ = [
    "Attempt",
    "Message",
    "confirm",
    "drop",
    "messages",
    "send_again",
    "troubled",
    "waiting",
    "write",
    "written",
]
