"""The sample shop's warehouse: what came, what left, what lies where, told by one ledger."""

from shopkit.sample.warehouse.bills import bill_file
from shopkit.sample.warehouse.furnish import furnish
from shopkit.sample.warehouse.history import History, history

__all__ = ["History", "bill_file", "furnish", "history"]
