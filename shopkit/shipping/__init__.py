"""From open order to parcel: picking, packing, carriers and their fees, lateness, bills."""

from shopkit.shipping.bills import BillLine, reconciled
from shopkit.shipping.freight import Quote, Rate, Sheet, choose, quotes
from shopkit.shipping.orders import OpenOrder, OrderLine, open_orders
from shopkit.shipping.parcels import Parcel
from shopkit.shipping.repricing import repriced
from shopkit.shipping.snags import Hold, Snag, exceptions

__all__ = [
    "BillLine",
    "Hold",
    "OpenOrder",
    "OrderLine",
    "Parcel",
    "Quote",
    "Rate",
    "Sheet",
    "Snag",
    "choose",
    "exceptions",
    "open_orders",
    "quotes",
    "reconciled",
    "repriced",
]
