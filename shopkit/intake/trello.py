"""A board exported from Trello as JSON: its open and archived cards as tasks on their way in."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shopkit.clock import day_of
from shopkit.errors import BadFile
from shopkit.incoming import Incoming, Said
from shopkit.intake.watch import watched
from shopkit.tasks.task import Check
from shopkit.text import message

SIZE = 64 << 20
# Trello hands out a board's newest thousand actions and says nothing of the others.
ACTIONS = 1_000
LONGEST_KEY = 64
NOT_JSON = message(
    "{name} is not a board of Trello. Open the board there, choose “Share, print and export”, "
    "then “Export as JSON”, and import that file."
)
ONE_CARD = message(
    "{name} is one card of Trello, not a board. Open the board, not the card, choose “Share, "
    "print and export”, then “Export as JSON”, and import that file."
)
TOO_LARGE = message("{name} is larger than {mib} MiB: too large for a board of Trello.")
CUT = message(
    "Trello exports only a board's newest {n} actions, and this file has that many: actions are "
    "cut at {n}. Older comments and moves are not in it; cards, checklists and due days are whole."
)
_LOST = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TrelloBoard:
    """A board as it was read: its tasks, its lists as (name, whether archived), what to know.

    `notes` are sentences with their facts.
    """

    name: str
    lists: tuple[tuple[str, bool], ...]
    members: tuple[str, ...]
    tasks: tuple[Incoming, ...]
    notes: tuple[tuple[str, dict[str, Any]], ...] = ()

    @property
    def archived(self) -> int:
        """How many of the cards are archived."""
        return sum(task.is_archived for task in self.tasks)


def trello_board(path: Path, *, name: str | None = None, trusted: bool = False) -> TrelloBoard:
    """The board in an exported file, read in a process of its own unless the file is `trusted`.

    Raises `BadFile` for the export of a single card and for anything that is no board.
    """
    name = name or path.name
    size = path.stat().st_size
    if size > SIZE:
        raise BadFile(TOO_LARGE, name=name, mib=SIZE >> 20)
    asked = {"path": str(path.resolve()), "name": name}
    if trusted:
        return board(plain_board(**asked))
    return board(watched({"board": asked}, size=size, tell=lambda stage, share: None))


def plain_board(path: str, *, name: str) -> dict[str, Any]:
    """What a file holds of a board as plain values, without what no task needs; else `BadFile`."""
    try:
        whole = json.loads(Path(path).read_bytes())
    except (ValueError, RecursionError) as error:
        raise BadFile(NOT_JSON, name=name) from error
    if isinstance(whole, dict) and "idList" in whole and "cards" not in whole:
        raise BadFile(ONE_CARD, name=name)
    if not isinstance(whole, dict) or not {"cards", "lists"} <= whole.keys():
        raise BadFile(NOT_JSON, name=name)
    known = ("name", "cards", "lists", "members", "checklists", "labels")
    actions = _rows(whole, "actions")
    said = [each for each in actions if each.get("type") == "commentCard"]
    return {key: whole.get(key) for key in known} | {"said": said, "actions": len(actions)}


def board(plain: Mapping[str, Any]) -> TrelloBoard:
    """The board that `plain_board` took out of a file; whatever is not as usual is left out."""
    reading = _Board(plain)
    cards = sorted(_rows(plain, "cards"), key=reading.place)
    actions = plain.get("actions") or 0
    return TrelloBoard(
        _text(plain.get("name")),
        tuple((_text(each.get("name")), each.get("closed") is True) for each in reading.lists),
        tuple(dict.fromkeys(reading.members.values())),
        tuple(reading.task(card) for card in cards if isinstance(card.get("id"), str)),
        ((CUT, {"n": ACTIONS}),) if actions >= ACTIONS else (),
    )


class _Board:
    """A board's lists, members, labels, checklists and comments by what cards call them."""

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self.lists = sorted(_rows(plain, "lists"), key=lambda each: _number(each.get("pos")))
        self._turn = {_text(each.get("id")): n for n, each in enumerate(self.lists)}
        self._list = {_text(each.get("id")): each for each in self.lists}
        self.members = {
            _text(each.get("id")): _text(each.get("fullName") or each.get("username"))
            for each in _rows(plain, "members")
        }
        self._labels = {_text(each.get("id")): _label(each) for each in _rows(plain, "labels")}
        self._checks: dict[str, list[Mapping[str, Any]]] = {}
        for each in sorted(_rows(plain, "checklists"), key=lambda each: _number(each.get("pos"))):
            self._checks.setdefault(_text(each.get("idCard")), []).append(each)
        self._said: dict[str, list[Said]] = {}
        for each in reversed(_rows(plain, "said")):
            self._hear(each)

    def place(self, card: Mapping[str, Any]) -> tuple[int, float]:
        """Where a card stands on the board: its list's turn, its own."""
        turn = self._turn.get(_text(card.get("idList")), len(self._turn))
        return turn, _number(card.get("pos"))

    def task(self, card: Mapping[str, Any]) -> Incoming:
        """One card."""
        number = _text(card.get("id"))
        stands = self._list.get(_text(card.get("idList")), {})
        column = _text(stands.get("name"))
        named = [self.members[each] for each in _words(card, "idMembers") if each in self.members]
        is_over = card.get("closed") is True or stands.get("closed") is True
        due = _instant(card.get("due"))
        is_done = card.get("dueComplete") is True
        return Incoming(
            key=f"trello:{number[:LONGEST_KEY]}",
            title=_text(card.get("name")),
            description=_text(card.get("desc")),
            owner=named[0] if named else "",
            watchers=tuple(named[1:]),
            column=column,
            due_on=day_of(due) if due else None,
            labels=self._labelled(card),
            checks=tuple(self._checklist(number)),
            is_done=is_done,
            is_archived=is_over,
            ended_at=_instant(card.get("dateLastActivity")),
            said=tuple(self._said.get(number, ())),
        )

    def _labelled(self, card: Mapping[str, Any]) -> tuple[str, ...]:
        own = [_label(each) for each in _rows(card, "labels")]
        known = [self._labels.get(each, "") for each in _words(card, "idLabels")]
        return tuple(dict.fromkeys(label for label in own or known if label))

    def _checklist(self, card: str) -> Iterable[Check]:
        lists = self._checks.get(card, [])
        for each in lists:
            title = _text(each.get("name"))
            items = sorted(_rows(each, "checkItems"), key=lambda item: _number(item.get("pos")))
            for item in items:
                text = _text(item.get("name"))
                named = f"{title}: {text}" if len(lists) > 1 and title else text
                yield Check(named, item.get("state") == "complete")

    def _hear(self, action: Mapping[str, Any]) -> None:
        about = action.get("data") if isinstance(action.get("data"), dict) else {}
        card = about.get("card") if isinstance(about.get("card"), dict) else {}
        by = action.get("memberCreator") if isinstance(action.get("memberCreator"), dict) else {}
        at, text = _instant(action.get("date")), _text(about.get("text"))
        if at and text:
            said = Said(
                f"trello:{_text(action.get('id'))[:LONGEST_KEY]}",
                _text(by.get("fullName")),
                text,
                at,
            )
            self._said.setdefault(_text(card.get("id")), []).append(said)


def _label(plain: Mapping[str, Any]) -> str:
    return _text(plain.get("name")).strip() or _text(plain.get("color"))


def _rows(plain: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = plain.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _words(plain: Mapping[str, Any], name: str) -> list[str]:
    words = plain.get(name)
    return [word for word in words if isinstance(word, str)] if isinstance(words, list) else []


def _text(value: object) -> str:
    """A text that any store keeps: no control characters, no half of a character."""
    return _LOST.sub("", value) if isinstance(value, str) else ""


def _number(value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < 1e15 else 0.0


def _instant(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value.replace("Z", "+00:00"))
        aware = read if read.tzinfo else read.replace(tzinfo=UTC)
        return aware.astimezone(UTC) if 2000 <= aware.year < 2100 else None
    except (ValueError, OverflowError):
        return None
