"""The sample shop: eighteen invented months, written as the platforms' own files."""

from shopkit.sample.campaigns import plan_campaigns
from shopkit.sample.definitions import FIRST, LAST, NAME, catalogue, events, members, targets
from shopkit.sample.export import files
from shopkit.sample.happenings import remember
from shopkit.sample.promotions import promote
from shopkit.sample.storefront import dress
from shopkit.sample.story import Story
from shopkit.sample.team import begin_work
from shopkit.sample.warehouse import bill_file, furnish

__all__ = [
    "FIRST",
    "LAST",
    "NAME",
    "Story",
    "begin_work",
    "bill_file",
    "catalogue",
    "dress",
    "events",
    "files",
    "furnish",
    "members",
    "plan_campaigns",
    "promote",
    "remember",
    "targets",
]


def __getattr__(name: str) -> object:
    """MEMBERS and TARGETS, read from their files when asked for and not before."""
    if name == "MEMBERS":
        return members()
    if name == "TARGETS":
        return targets()
    raise AttributeError(name)
