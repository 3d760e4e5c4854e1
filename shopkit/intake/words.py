"""Columns of words brought to one form: provinces and cities, statuses, tracking numbers."""

import pyarrow as pa
import pyarrow.compute as pc

from shopkit.intake.columns import by_value
from shopkit.intake.kinds import provinces, statuses


def province(text: pa.Array) -> pa.Array:
    """Short Chinese names; null for anything that is no province."""
    return by_value(text, provinces.province, pa.string())[0]


def place(address: pa.Array) -> dict[str, pa.Array]:
    """The province and the city of each address, and nothing else of it."""
    # Cut first: whole addresses are nearly all distinct, their beginnings are few.
    start = pc.replace_substring_regex(
        pc.utf8_replace_slice(address, 40, 1 << 20, ""), r"^\s*(\S+(?:\s+\S+){0,2})\s.*$", r"\1"
    )
    coded = start.dictionary_encode()
    found = [provinces.place(text) for text in coded.dictionary.to_pylist()]
    return {
        name: pa.array([each[n] for each in found], pa.string()).take(coded.indices)
        for n, name in enumerate(("province", "city"))
    }


def status(text: pa.Array, *, name: str, table: str) -> pa.Array:
    """Statuses as today's exports write them."""
    of_refund = name == "refund_status" or table == "refunds"
    said = statuses.refund_status if of_refund else statuses.order_status
    return by_value(text, said, pa.string())[0]


def without_mark(tracking_no: pa.Array) -> pa.Array:
    """Tracking numbers without the `No:` the platform puts in front."""
    return pc.replace_substring_regex(tracking_no, r"^No[:：]\s*", "")
