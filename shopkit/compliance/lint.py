"""Words that must not stand in a title, a selling point or a detail page, and lengths kept.

A phrase inside a longer known phrase counts as the longer one: 最近 passes though 最 asks,
第一品牌 is blocked though 第一 asks. Sources: 广告法 第九条; 公告 2023 年第 6 号; the limits are
the platform's.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from shopkit.compliance.folding import places, plain
from shopkit.compliance.lexicon import ASK, BLOCK, PASS, Lexicon, Phrase, lexicon
from shopkit.errors import Refused
from shopkit.text import message

TITLE, POINT, DETAIL = "title", "point", "detail"
KINDS = {
    TITLE: message("Title"),
    POINT: message("Selling point"),
    DETAIL: message("Detail page"),
}
# TITLE in GBK width (a Chinese character counts two), the others in characters.
MOST = {TITLE: 60, POINT: 150, DETAIL: 25_000}
LEAST = {TITLE: 1, POINT: 1, DETAIL: 5}
CODE_BYTES = 64
_PARTS = ",，。；;、/|"
LONGEST = 100_000
_TOO_LONG = {
    TITLE: message("{n} wide, at most {most}: a Chinese character counts two. Shorten it."),
    POINT: message("{n} characters, at most {most}. Shorten it."),
    DETAIL: message("{n} characters, at most {most}. Shorten it."),
}
_TOO_SHORT = message("{n} characters, at least {least}. Write more.")


class Hit(NamedTuple):
    """A phrase found: the words as they stand, and from where to where."""

    words: str
    first: int
    last: int
    known: Phrase

    @property
    def level(self) -> str:
        """Blocked, to review, or passing."""
        return self.known.level


@dataclass(frozen=True)
class Verdict:
    """What was found in one text, by which version of the words."""

    text: str
    kind: str
    version: str
    hits: tuple[Hit, ...]
    length: tuple[str, dict[str, int]] | None = None

    @cached_property
    def level(self) -> str:
        """The strictest level found; a text of the wrong length is blocked."""
        levels = {hit.level for hit in self.hits}
        if self.length or BLOCK in levels:
            return BLOCK
        return ASK if ASK in levels else PASS

    @cached_property
    def hash(self) -> str:
        """The text's fingerprint: a release holds for exactly this text."""
        return fingerprint(self.text)

    def left(self, released: frozenset[str] | set[str]) -> str:
        """The level once these phrases are released; what is blocked cannot be."""
        rest = {hit.level for hit in self.hits if hit.known.phrase not in released}
        if self.length or BLOCK in {hit.level for hit in self.hits}:
            return BLOCK
        return ASK if ASK in rest else PASS


def fingerprint(text: str) -> str:
    """Sixteen hexadecimal characters that name a text."""
    return sha256(text.strip().encode()).hexdigest()[:16]


def lint(text: str, kind: str = TITLE, words: Lexicon | None = None) -> Verdict:
    """What is wrong with a text, the hits in reading order; passing contexts are not among them."""
    if kind not in KINDS:
        raise Refused("Choose a title, a selling point or a detail page.")
    if len(text) > LONGEST:
        raise Refused(
            "The text is longer than {most:,} characters: check it in parts.", most=LONGEST
        )
    known = words or lexicon()
    return Verdict(text, kind, known.version, tuple(_hits(text, known)), _length(text, kind))


def title_width(text: str) -> int:
    """A title's width as the platform counts it: ASCII one, anything else two.

    >>> title_width("茶杯cup")
    7
    """
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def code_fits(code: str) -> bool:
    """Whether an item's own code (outer_id) is at most 64 bytes long."""
    return len(code.encode()) <= CODE_BYTES


def _length(text: str, kind: str) -> tuple[str, dict[str, int]] | None:
    said = text.strip()
    n = title_width(said) if kind == TITLE else len(said)
    if n > MOST[kind]:
        return _TOO_LONG[kind], {"n": n, "most": MOST[kind]}
    if n < LEAST[kind]:
        return _TOO_SHORT, {"n": n, "least": LEAST[kind]}
    return None


def _hits(text: str, known: Lexicon) -> list[Hit]:
    met = [
        (end - len(word) + 1, end, each) for end, (word, each) in known.automaton.iter(plain(text))
    ]
    if not met:
        return []
    at = places(text)
    spans = [
        span
        for span in met
        if _stands(text, at[span[0]], at[span[1]])
        and not _is_apart(text, at[span[0]], at[span[1]], span[2])
    ]
    return [
        Hit(text[at[first] : at[last] + 1], at[first], at[last], each)
        for first, last, each in _longest(spans)
        if each.level != PASS
    ]


def _stands(text: str, first: int, last: int) -> bool:
    """Whether a phrase that begins or ends in Latin letters or digits is no part of a longer one.

    TOP10 is not TOP1.
    """
    before = text[first - 1] if first else ""
    after = text[last + 1] if last + 1 < len(text) else ""
    return not (_joins(text[first], before) or _joins(text[last], after))


def _joins(edge: str, other: str) -> bool:
    return bool(other) and edge.isascii() and edge.isalnum() and other.isascii() and other.isalnum()


def _is_apart(text: str, first: int, last: int, each: Phrase) -> bool:
    """Whether marks stand inside, and they part two words rather than hide one.

    A blank parts words, unless what it parts is blocked or Latin; a context holds only unbroken.
    """
    if last - first < len(each.phrase) or each.level == BLOCK or each.phrase.isascii():
        return False
    between = text[first + 1 : last]
    return each.level == PASS or any(char.isspace() or char in _PARTS for char in between)


def _longest(spans: list[tuple[int, int, Phrase]]) -> list[tuple[int, int, Phrase]]:
    """The phrases that stand inside no longer one, in reading order."""
    kept: list[tuple[int, int, Phrase]] = []
    reach = -1
    for span in sorted(spans, key=lambda each: (each[0], -each[1])):
        if span[1] > reach:
            kept.append(span)
            reach = span[1]
    return kept
