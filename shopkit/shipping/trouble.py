"""Orders and parcels in trouble after they left or while money is asked back, with a deadline."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from shopkit.clock import instant_of
from shopkit.roles import Role
from shopkit.shipping.lateness import RECEIVE_WITHIN_DAYS
from shopkit.shipping.names import carrier as short_carrier
from shopkit.shipping.orders import aware
from shopkit.shipping.snags import Snag
from shopkit.text import message

# How long a seller may take over a refund; the platform's own page says what holds (unverified).
REFUND_WITHIN_HOURS = 48
RETURN_WITHIN_HOURS = 240
COLLECT_WITHIN_HOURS = 48
FOLLOWED_DAYS = 30
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KINDS = {
    "part_refund": message("Part of the money asked back"),
    "stuck": message("Parcel late"),
    "uncollected": message("Not collected"),
}
OWNERS = {
    "refund": Role.SERVICE,
    "part_refund": Role.SERVICE,
    "stuck": Role.SERVICE,
    "uncollected": Role.WAREHOUSE,
}
_PART = message("The buyer asks ¥{asked:,.2f} of ¥{paid:,.2f} back: {reason}. Answer in time.")
_WHOLE = message("The buyer asks ¥{asked:,.2f} back: {reason}. Answer in time.")
_BACK = message("The buyer sent goods back for ¥{asked:,.2f}: check them, then refund.")
_BUYERS_TURN, _SENT_BACK = "卖家已经同意退款，等待买家退货", "买家已经退货，等待卖家确认收货"
_STUCK = message(
    "{carrier} {number}: shipped {days} days ago, not confirmed. Ask the carrier, tell the buyer."
)
_UNCOLLECTED = message(
    "{left} of {shipped} parcels of {day} were not collected by the platform's count. "
    "Ask the carriers."
)


def asked_back(
    refunds: Iterable[Mapping[str, Any]],
    *,
    now: datetime,
    within_hours: float = REFUND_WITHIN_HOURS,
) -> list[Snag]:
    """Refunds where it is the shop's turn (rows of the lake's `refunds_asked`), first due first."""
    found = []
    for row in refunds:
        if row["status"] == _BUYERS_TURN:
            continue
        is_back = row["status"] == _SENT_BACK
        hours = RETURN_WITHIN_HOURS if is_back else within_hours
        facts = {
            "asked": (row["refund_fen"] or 0) / 100,
            "paid": (row["order_paid_fen"] or 0) / 100,
            "reason": row["reason"] or "–",
        }
        kind, said = ("part_refund", _PART) if row["is_part"] else ("refund", _WHOLE)
        due = aware(row["applied_at"]) + hours * HOUR
        found.append(_snag(row["order_id"], kind, (due, now), _BACK if is_back else said, facts))
    return sorted(found, key=lambda snag: (snag.deadline_at, snag.order_id))


def stuck(
    parcels: Iterable[Mapping[str, Any]],
    *,
    now: datetime,
    receive_within_days: float = RECEIVE_WITHIN_DAYS,
) -> list[Snag]:
    """Parcels (rows of the lake's `parcels`) under way for longer than they should; oldest first.

    Exports know when a buyer confirmed, not when a parcel came: some of these have arrived.
    """
    found = []
    for row in parcels:
        shipped_at = aware(row["shipped_at"])
        due = shipped_at + receive_within_days * DAY
        if row["received_at"] is not None or due >= now:
            continue
        facts = {
            "carrier": short_carrier(row["carrier"] or "") or "–",
            "number": row["tracking_no"] or "–",
            "days": (now - shipped_at) // DAY,
        }
        found.append(_snag(row["order_id"], "stuck", (due, now), _STUCK, facts))
    return found


def uncollected(days: Iterable[Mapping[str, Any]], *, now: datetime) -> list[Snag]:
    """Days (rows of the lake's `collection`) of which more parcels left than carriers collected.

    A parcel may be collected on the day after it left, so a day is judged 48 hours after its end;
    what the days after collected too much is taken for the days before.
    """
    found = []
    listed = sorted(
        (row for row in days if None not in (row["shipped"], row["collected"])),
        key=lambda row: row["day"],
    )
    over = 0
    for row in reversed(listed):
        left = row["shipped"] - row["collected"] - over
        over = max(-left, 0)
        due = _end(row["day"]) + COLLECT_WITHIN_HOURS * HOUR
        if left > 0 and due < now:
            facts = {"left": left, "shipped": row["shipped"], "day": f"{row['day']:%m-%d}"}
            found.append(
                _snag(row["day"].isoformat(), "uncollected", (due, now), _UNCOLLECTED, facts)
            )
    return found[::-1]


def _snag(
    order_id: str,
    kind: str,
    times: tuple[datetime, datetime],
    said: str,
    facts: dict[str, Any],
) -> Snag:
    due, now = times
    return Snag(order_id, kind, OWNERS[kind], due, (due - now) / HOUR, said, facts)


def _end(day: date) -> datetime:
    return instant_of(datetime(day.year, day.month, day.day)) + DAY
