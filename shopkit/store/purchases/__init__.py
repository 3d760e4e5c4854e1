"""Purchase orders in the store: written, sent, on the way, received, closed."""

from shopkit.store.purchases.drafts import change_draft, written
from shopkit.store.purchases.orders import cancel, close_short, create_purchase, dispatch, send
from shopkit.store.purchases.reading import lead_times, on_order, purchase, purchases
from shopkit.store.purchases.receiving import receive, receive_loose

__all__ = [
    "cancel",
    "change_draft",
    "close_short",
    "create_purchase",
    "dispatch",
    "lead_times",
    "on_order",
    "purchase",
    "purchases",
    "receive",
    "receive_loose",
    "send",
    "written",
]
