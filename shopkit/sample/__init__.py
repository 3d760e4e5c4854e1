"""The sample shop: eighteen invented months, written as the platforms' own files."""

from shopkit.sample.definitions import (
    FIRST,
    LAST,
    SHOP,
    catalogue,
    events,
    members,
    targets,
)
from shopkit.sample.export import files

__all__ = ["FIRST", "LAST", "SHOP", "catalogue", "events", "files", "members", "targets"]
