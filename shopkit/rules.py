"""Rules the shop must keep: what they touch, who read them, and the points a year has cost.

The points and thresholds are what sellers report of the platform's rules; they are not verified
and no legal advice. A shop writes what its own rule page says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from shopkit.text import message

GENERAL, SEVERE, FAKE = "general", "severe", "fake"
KINDS = {
    GENERAL: message("General"),
    SEVERE: message("Severe"),
    FAKE: message("Sale of counterfeits"),
}
# Assumptions: measures follow every 12 points of a kind, 48 close the account.
NODE, CLOSED = 12, 48
KEPT_FROM = 24  # counterfeit points from here on outlive 31 December


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is, since when, where it stands, what it means for the shop.

    `words` and `items` tell which titles it touches; what is not `is_verified` is an assumption.
    """

    id: int
    title: str
    dated_on: date
    source: str
    meaning: str
    words: tuple[str, ...]
    items: tuple[str, ...]
    is_verified: bool
    version: int
    closed_on: date | None
    readers: frozenset[int]

    def touches(self, item_id: str, title: str) -> bool:
        """Whether an item is named by it or holds one of its words."""
        return item_id in self.items or any(word in title for word in self.words)

    def unread(self, members: Iterable[int]) -> list[int]:
        """Who has not read this version."""
        return [each for each in members if each not in self.readers]


@dataclass(frozen=True, slots=True)
class Violation:
    """Points the platform took, and when they were lifted on appeal if they were."""

    id: int
    happened_on: date
    kind: str
    points: int
    what: str
    item_id: str
    rule_id: int | None
    recorded_at: datetime
    lifted_on: date | None


def touched(rule: Rule, titles: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The (item, title) pairs that a rule touches."""
    return [(item, title) for item, title in titles if rule.touches(item, title)]


def points(log: Iterable[Violation], today: date) -> dict[str, int]:
    """The points that stand today, by kind.

    A year's points are cleared on 31 December; those for counterfeits stay from 24 on.
    """
    found = dict.fromkeys(KINDS, 0)
    fakes: dict[int, int] = {}
    for each in log:
        if each.happened_on > today or (each.lifted_on and each.lifted_on <= today):
            continue
        if each.kind == FAKE:
            year = each.happened_on.year
            fakes[year] = fakes.get(year, 0) + each.points
        elif each.happened_on.year == today.year:
            found[each.kind] += each.points
    found[FAKE] = _carried(fakes, today.year)
    return found


def to_node(standing: int) -> int:
    """Points left until the next measure."""
    return NODE - standing % NODE


def _carried(fakes: dict[int, int], this_year: int) -> int:
    standing = 0
    for year in sorted({*fakes, this_year}):
        kept = standing if standing >= KEPT_FROM else 0
        standing = kept + fakes.get(year, 0)
    return standing
