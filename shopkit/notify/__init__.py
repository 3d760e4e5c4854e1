"""The group chat: which robots there are, what is put into the outbox for them, and the sender.

A page may import this room: what speaks to the network is read only where the sender runs.
"""

from shopkit.notify.posting import answer_urgent, post, raise_urgent, rule, set_rule
from shopkit.notify.robots import Chat, Robot, chat

__all__ = [
    "Chat",
    "Robot",
    "answer_urgent",
    "chat",
    "post",
    "raise_urgent",
    "rule",
    "set_rule",
]
