"""A task in one line: `整理退货 @小青 !高 #售后 明天 30分钟`, or the same in English."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from shopkit.errors import NotFound, Refused, ShopkitError
from shopkit.tasks.words import begins_a_title, day_of, minutes_of

_PRIORITIES = {
    1: "1 高 急 紧急 重要 high urgent",
    2: "2 中 普通 一般 normal medium",
    3: "3 低 low",
    4: "4 最低 有空 someday whenever",
}
_PRIORITY_OF = {word: number for number, words in _PRIORITIES.items() for word in words.split()}
# Chinese is written without spaces, so a sign may follow a character, but not an address.
_BEFORE, _WORD = r"(?<![A-Za-z0-9&/._-])", r"[^\s@＠#＃]+"
_LABEL = re.compile(rf"{_BEFORE}[#＃](?!\d+(?:[\s@＠#＃]|$))({_WORD})")
_PERSON = re.compile(rf"{_BEFORE}[@＠]({_WORD})")
_PRIORITY = re.compile(r"(?<!\S)[!！](\S+)")
# A day is up to three words: in 3 days.
_LONGEST = 3


class Named(Protocol):
    """Whoever may be asked: a number and a name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Quick:
    """What a line says: the fields it names, the rest as title, and what nobody can follow."""

    title: str
    fields: dict[str, object] = field(default_factory=dict)
    faults: tuple[ShopkitError, ...] = ()


def quick(text: str, members: Iterable[Named], today: date) -> Quick:
    """A line of quick add, read; `fields` are some of a draft's: what was not said is not there.

    The first @name owns the task, further ones watch it. A day and a length are read at the end
    of the line, a sure day at its beginning too; the same words inside a title stay there.
    """
    found: dict[str, object] = {}
    faults: list[ShopkitError] = []
    rest = _people(text, list(members), found, faults)
    rest = _priority(rest, found)
    labels = dict.fromkeys(_LABEL.findall(rest))
    if labels:
        found["labels"] = tuple(labels)
    title = _times(_LABEL.sub(" ", rest).split(), found, today)
    if not title:
        faults.append(Refused("A task needs a title."))
    return Quick(title, found, tuple(faults))


def _people(
    text: str, members: Sequence[Named], found: dict[str, object], faults: list[ShopkitError]
) -> str:
    asked: list[int] = []
    rest, start = "", 0
    for match in _PERSON.finditer(text):
        if match.start() < start:
            continue
        person = _called(text[match.start(1) :], members)
        rest += text[start : match.start()] + " "
        if person is None:
            start = match.end()
            known = ", ".join(member.name for member in members)
            faults.append(
                NotFound(
                    "Nobody here is called {name}. There are: {known}.", name=match[1], known=known
                )
            )
        else:
            start = match.start(1) + len(person.name)
            asked.append(person.id)
    if asked:
        found["owner_id"] = asked[0]
        if watchers := tuple(dict.fromkeys(number for number in asked[1:] if number != asked[0])):
            found["watchers"] = watchers
    return rest + text[start:]


def _called(text: str, members: Sequence[Named]) -> Named | None:
    """Who is meant by what follows an @: the longest name it begins with."""
    said = text.casefold()
    meant = [
        member
        for member in members
        if said.startswith(name := member.name.casefold()) and _ends(said, len(name))
    ]
    return max(meant, key=lambda member: len(member.name), default=None)


def _ends(said: str, at: int) -> bool:
    """Whether a word ends there; Chinese is written without spaces."""
    after = said[at : at + 1]
    return not (after.isalnum() and after.isascii() and said[at - 1].isascii())


def _priority(text: str, found: dict[str, object]) -> str:
    def taken(match: re.Match) -> str:
        number = _PRIORITY_OF.get(match[1].casefold())
        if number is None:
            return match[0]
        found["priority"] = number
        return " "

    return _PRIORITY.sub(taken, text)


def _times(words: list[str], found: dict[str, object], today: date) -> str:
    while last := _last(words, found, today):
        words = words[:-last]
    if "due_on" not in found:
        words = words[_first(words, found, today) :]
    return " ".join(words)


def _last(words: list[str], found: dict[str, object], today: date) -> int:
    """How many words at the end are a day or a length not found yet."""
    for many in range(min(_LONGEST, len(words)), 0, -1):
        said = " ".join(words[-many:])
        for name, value in (
            ("due_on", day_of(said, today)),
            ("estimate_minutes", minutes_of(said)),
        ):
            if value is not None and name not in found:
                found[name] = value
                return many
    return 0


def _first(words: list[str], found: dict[str, object], today: date) -> int:
    for many in range(min(_LONGEST, len(words)), 0, -1):
        said = " ".join(words[:many])
        day = None if begins_a_title(said) else day_of(said, today)
        if day is not None:
            found["due_on"] = day
            return many
    return 0
