"""The operational store: what people type, and which data versions belong together."""

from sqlalchemy import Engine

from shopkit.store.engine import opened
from shopkit.store.members import Member, members, remove_member, save_member
from shopkit.store.migrate import migrate
from shopkit.store.notes import (
    keep_rule,
    mapping_for,
    remember_mapping,
    set_setting,
    set_target,
    settings_of,
    targets,
)
from shopkit.store.shops import ShopRow, create_shop, find_shop, remove_shop, shops
from shopkit.store.versions import (
    ImportRow,
    LakeVersion,
    current_version,
    imports,
    pinned_versions,
    pulse,
    record_import,
)

__all__ = [
    "ImportRow",
    "LakeVersion",
    "Member",
    "ShopRow",
    "create_shop",
    "current_version",
    "find_shop",
    "imports",
    "keep_rule",
    "mapping_for",
    "members",
    "open_store",
    "pinned_versions",
    "pulse",
    "record_import",
    "remember_mapping",
    "remove_member",
    "remove_shop",
    "save_member",
    "set_setting",
    "set_target",
    "settings_of",
    "shops",
    "targets",
]


def open_store(url: str) -> Engine:
    """The store at `url`, its tables brought up to date first."""
    engine = opened(url)
    migrate(engine)
    return engine
