"""Keys for rows whose file has none: from what the row says, and its place among equal rows."""

from collections import Counter
from hashlib import blake2b

import pyarrow as pa
import pyarrow.compute as pc

# What changes in an order's life must not change its key.
CHANGING = frozenset(
    "status close_reason refund_status refund_fen settled_fen carrier tracking_no shipped_at "
    "received_at follow_up followed_at reply terminal store_name province city".split()
)


class Keys:
    """Gives rows their keys; the same file, read again, gives the same."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def made(self, columns: dict[str, pa.Array], *, before: str | None = None) -> pa.Array:
        """A key a row, made of `columns`; the cells of column `before` are put in front."""
        names = [name for name in sorted(columns) if name not in CHANGING]
        if "created_at" in columns and "paid_at" in names:
            names.remove("paid_at")
        parts = [pc.fill_null(columns[name].cast(pa.string()), "\0") for name in names]
        said = pc.binary_join_element_wise(*parts, "\x1f").to_pylist()
        marks = [self._placed(text) for text in said]
        if before is None:
            return pa.array([f"row-{mark}" for mark in marks], pa.string())
        front = columns[before].to_pylist()
        return pa.array(
            [f"{start}-{mark}" for start, mark in zip(front, marks, strict=True)], pa.string()
        )

    def _placed(self, said: str) -> str:
        digest = blake2b(said.encode(), digest_size=10).hexdigest()
        self._seen[digest] += 1
        return f"{digest}-{self._seen[digest]}"
