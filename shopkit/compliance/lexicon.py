"""The phrases that are looked for, each with its level and source, as one automaton."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from shopkit.compliance.folding import plain
from shopkit.errors import Refused
from shopkit.text import message

HERE = Path(__file__).parent
BLOCK, ASK, PASS = "block", "ask", "pass"
LEVELS = {BLOCK: message("Must not be used"), ASK: message("To review"), PASS: message("Passes")}
LONGEST = 40


class Phrase(NamedTuple):
    """What is looked for; `reason` is the one that most often lets it stay."""

    phrase: str
    level: str
    reason: str = ""
    source: str = "own"


@dataclass(frozen=True)
class Source:
    """Where phrases come from; what is not verified is an assumption."""

    key: str
    title: str
    dated: str
    where: str
    is_verified: bool


@dataclass(frozen=True)
class Lexicon:
    """Phrases ready to be looked for; `version` names exactly these."""

    version: str
    automaton: Any
    count: int


def built_in() -> tuple[Phrase, ...]:
    """The phrases that come with the workbook."""
    return _words()


@cache
def sources() -> dict[str, Source]:
    """Every source by its key, with its day and whether it was verified."""
    with (HERE / "sources.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["source"]: Source(
                row["source"], row["title"], row["dated"], row["where"], row["is_verified"] == "yes"
            )
            for row in csv.DictReader(file)
        }


def own_phrase(text: str, level: str) -> Phrase:
    """A phrase of the shop's own, or `Refused`."""
    word = "".join(text.split())
    if not plain(word) or len(word) > LONGEST:
        raise Refused("A word to look for has 1 to {most} characters.", most=LONGEST)
    if level not in LEVELS:
        raise Refused("Choose whether the word is blocked, to review, or passes.")
    return Phrase(word, level)


def lexicon(own: Iterable[Phrase] = ()) -> Lexicon:
    """The built-in phrases and the shop's own, which win over ours of the same words."""
    return _lexicon(tuple(sorted(own)))


@cache
def _words() -> tuple[Phrase, ...]:
    with (HERE / "words.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return tuple(Phrase(r["phrase"], r["level"], r["reason"], r["source"]) for r in rows)


@lru_cache(maxsize=8)
def _lexicon(own: tuple[Phrase, ...]) -> Lexicon:
    import ahocorasick

    found = {plain(each.phrase): each for each in (*_words(), *own)}
    automaton = ahocorasick.Automaton()
    for word, each in found.items():
        if word:
            automaton.add_word(word, (word, each))
    automaton.make_automaton()
    told = "\n".join("\t".join(each) for _, each in sorted(found.items()))
    return Lexicon(sha256(told.encode()).hexdigest()[:10], automaton, len(found))
