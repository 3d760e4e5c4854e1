"""What leaves and comes back: parcels, waves, orders that must wait, the platform's shipments."""

from shopkit.store.parcels.holds import HOLDS, HoldRow, clear_hold, hold_order, holds
from shopkit.store.parcels.platform import Booked, Shipment, Shortage, book_platform_shipments
from shopkit.store.parcels.reading import (
    ParcelRow,
    began,
    booked_qty,
    parcels,
    shipped_qty,
)
from shopkit.store.parcels.shipping import ship, take_back
from shopkit.store.parcels.waves import WaveRow, make_wave, waves

__all__ = [
    "HOLDS",
    "Booked",
    "HoldRow",
    "ParcelRow",
    "Shipment",
    "Shortage",
    "WaveRow",
    "began",
    "book_platform_shipments",
    "booked_qty",
    "clear_hold",
    "hold_order",
    "holds",
    "make_wave",
    "parcels",
    "ship",
    "shipped_qty",
    "take_back",
    "waves",
]
