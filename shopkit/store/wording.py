"""Words in the store: the shop's own, what was checked with which of them, what was released."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from shopkit.compliance.lexicon import BLOCK, Lexicon, Phrase, lexicon, own_phrase
from shopkit.compliance.lint import Verdict, fingerprint, lint
from shopkit.compliance.reasons import REASONS
from shopkit.errors import Refused
from shopkit.roles import Role
from shopkit.store.acts import acting
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import lint_check, lint_phrase, lint_release

WRITERS = (Role.MANAGER, Role.OPERATIONS)
CHECKERS = (*WRITERS, Role.DESIGNER, Role.SERVICE)
NOTE_LONGEST, MANY = 500, 20_000


@dataclass(frozen=True, slots=True)
class OwnPhrase:
    """A word of the shop's own: its level, where it comes from, since when."""

    phrase: str
    level: str
    source: str
    added_on: date


@dataclass(frozen=True, slots=True)
class Release:
    """Who let a phrase stay in a text, when and why."""

    text: str
    phrase: str
    reason: str
    note: str
    released_at: datetime
    by: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """One text as it was checked: fingerprint, version of the words, what was found."""

    kind: str
    item_id: str
    text: str
    text_hash: str
    words_version: str
    level: str
    hits: tuple[tuple[str, str], ...]
    checked_at: datetime
    by: int | None


def phrases(engine: Engine, shop_id: str) -> list[OwnPhrase]:
    """The shop's own words."""
    mine = select(lint_phrase).where(lint_phrase.c.shop_id == shop_id)
    with told(), engine.connect() as db:
        rows = db.execute(mine.order_by(lint_phrase.c.phrase)).all()
    return [OwnPhrase(row.phrase, row.level, row.source, row.added_on) for row in rows]


def words(engine: Engine, shop_id: str) -> Lexicon:
    """What is looked for in this shop's texts."""
    with told(), engine.connect() as db:
        return known_words(db, shop_id)


def known_words(db: Connection, shop_id: str) -> Lexicon:
    """The same inside a transaction."""
    mine = select(lint_phrase.c.phrase, lint_phrase.c.level)
    rows = db.execute(mine.where(lint_phrase.c.shop_id == shop_id))
    return lexicon(Phrase(row.phrase, row.level) for row in rows)


def save_phrases(
    engine: Engine,
    shop_id: str,
    rows: Iterable[tuple[str, str, str]],
    stamp: Stamp,
    *,
    on: date,
    without: Iterable[str] = (),
) -> int:
    """Keep the shop's own (word, level, source) rows, drop `without`; how many are kept."""
    new = {own_phrase(text, level).phrase: (level, source) for text, level, source in rows}
    gone = {*new, *without}
    with acting(engine, shop_id, stamp, *WRITERS) as db:
        mine = lint_phrase.c.shop_id == shop_id
        db.execute(delete(lint_phrase).where(mine, lint_phrase.c.phrase.in_(gone)))
        kept = [
            {"shop_id": shop_id, "phrase": text, "level": level, "source": source[:200],
             "added_on": on, "member_id": stamp.by}
            for text, (level, source) in new.items()
        ]  # fmt: skip
        if kept:
            db.execute(insert(lint_phrase), kept)
    return len(new)


def check(
    engine: Engine, shop_id: str, texts: Iterable[tuple[str, str, str]], stamp: Stamp
) -> list[Verdict]:
    """Check (kind, item, text) rows and keep what was found; the verdicts in the same order.

    The same text checked again with the same words adds no row.
    """
    asked = list(texts)
    if len(asked) > MANY:
        raise Refused("Check at most {most:,} texts at once.", most=MANY)
    with acting(engine, shop_id, stamp, *CHECKERS) as db:
        known = known_words(db, shop_id)
        found = [lint(text, kind, known) for kind, _, text in asked]
        held = select(lint_check.c.text_hash, lint_check.c.kind, lint_check.c.item_id).where(
            lint_check.c.shop_id == shop_id, lint_check.c.words_version == known.version
        )
        kept = {tuple(row) for row in db.execute(held)}
        new = []
        for (kind, item, _), verdict in zip(asked, found, strict=True):
            name = (verdict.hash, kind, item)
            if name not in kept:
                kept.add(name)
                new.append(_evidence(shop_id, item, verdict, stamp))
        if new:
            new[0]["key"] = stamp.key
            db.execute(insert(lint_check), new)
    return found


def checks(engine: Engine, shop_id: str, *, last: int = 50) -> list[Checked]:
    """The evidence, newest first."""
    wanted = (
        select(lint_check)
        .where(lint_check.c.shop_id == shop_id)
        .order_by(lint_check.c.id.desc())
        .limit(last)
    )
    with told(), engine.connect() as db:
        return [
            Checked(
                row.kind, row.item_id, row.text, row.text_hash, row.words_version, row.level,
                tuple((words, phrase) for words, phrase in row.hits), row.checked_at, row.member_id,
            )
            for row in db.execute(wanted)
        ]  # fmt: skip


def release(
    engine: Engine,
    shop_id: str,
    text: str,
    stamp: Stamp,
    *,
    phrase: str,
    reason: str,
    note: str = "",
) -> None:
    """Let a word that asks stay in exactly this text, for a reason of the list.

    Raises `Refused` for a word that is blocked or not in the text, or a reason that is none.
    """
    if reason not in REASONS:
        raise Refused("Choose a reason from the list.")
    if len(note) > NOTE_LONGEST:
        raise Refused("A note has at most {most} characters.", most=NOTE_LONGEST)
    with acting(engine, shop_id, stamp, *WRITERS) as db:
        known = known_words(db, shop_id)
        found = {hit.known.phrase: hit for hit in lint(text, "detail", known).hits}
        if phrase not in found:
            raise Refused("“{phrase}” does not stand in this text.", phrase=phrase[:40])
        if found[phrase].level == BLOCK:
            raise Refused("“{phrase}” is blocked: change the text.", phrase=phrase)
        if phrase in released_of(db, shop_id, fingerprint(text)):
            return
        row = {"shop_id": shop_id, "text_hash": fingerprint(text), "text": text}
        row |= {"phrase": phrase, "reason": reason, "note": note.strip()}
        row |= {"words_version": known.version, "released_at": stamp.at}
        db.execute(insert(lint_release).values(**row, member_id=stamp.by, key=stamp.key))


def released_of(db: Connection, shop_id: str, text_hash: str) -> set[str]:
    """The phrases released in one text."""
    mine = select(lint_release.c.phrase).where(
        lint_release.c.shop_id == shop_id, lint_release.c.text_hash == text_hash
    )
    return set(db.execute(mine).scalars())


def released(engine: Engine, shop_id: str) -> dict[str, dict[str, Release]]:
    """Every release by the text's fingerprint and the phrase."""
    mine = select(lint_release).where(lint_release.c.shop_id == shop_id)
    found: dict[str, dict[str, Release]] = {}
    with told(), engine.connect() as db:
        for row in db.execute(mine.order_by(lint_release.c.id)):
            found.setdefault(row.text_hash, {})[row.phrase] = Release(
                row.text, row.phrase, row.reason, row.note, row.released_at, row.member_id
            )
    return found


def _evidence(shop_id: str, item: str, verdict: Verdict, stamp: Stamp) -> dict[str, Any]:
    return {
        "shop_id": shop_id,
        "kind": verdict.kind,
        "item_id": item,
        "text": verdict.text,
        "text_hash": verdict.hash,
        "words_version": verdict.version,
        "level": verdict.level,
        "hits": [[hit.words, hit.known.phrase] for hit in verdict.hits],
        "checked_at": stamp.at,
        "member_id": stamp.by,
        "key": None,
    }
