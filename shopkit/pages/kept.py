"""What an act found and the page draws next, for as long as the page lives: a file's preview."""

from collections import OrderedDict
from typing import Any

MOST = 8


class Kept:
    """The last few findings by the key of the act that made them."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, Any] = OrderedDict()

    def put(self, key: str, found: Any) -> str:
        """Keep it; the key to ask for it with."""
        self._found[key] = found
        while len(self._found) > MOST:
            self._found.popitem(last=False)
        return key

    def get(self, key: str) -> Any | None:
        """What was kept under this key, or None once it is gone."""
        return self._found.get(key)
