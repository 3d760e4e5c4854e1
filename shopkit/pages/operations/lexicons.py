"""The words that are looked for: ours by source, and the shop's own to extend them."""

from collections import Counter

from shopkit.compliance.lexicon import LEVELS, built_in, sources
from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.store import wording


def blocks(shift: Shift) -> list[Block]:
    """The shop's own words to edit, and where the built-in ones come from."""
    return [_own(shift), _sources(shift)]


def _own(shift: Shift) -> Block:
    say = shift.say
    columns = [
        {"name": "phrase", "label": say("Word"), "type": "text", "required": True},
        {
            "name": "level",
            "label": say("What it does"),
            "type": "choice",
            "options": [[level, say(words)] for level, words in LEVELS.items()],
            "required": True,
        },
        {"name": "source", "label": say("Source"), "type": "text"},
    ]
    rows = [
        {"key": each.phrase, "phrase": each.phrase, "level": each.level, "source": each.source}
        for each in wording.phrases(shift.shop.engine, shift.shop.id)
    ]
    note = say("They win over the built-in words. A longer word that passes lets the shorter stay.")
    return draw.grid(
        "own_words", "words_save", columns, rows, title=say("The shop's own words"), note=note
    )


def _sources(shift: Shift) -> Block:
    say = shift.say
    count = Counter((each.source, each.level) for each in built_in())
    heads = [
        (say("Source"), "text"), (say("Dated"), "text"), (say("Where"), "text"),
        (say("What it does"), "text"), (say("Words"), "qty"), (say("Verified"), "text"),
    ]  # fmt: skip
    listed = [
        [
            sources()[source].title, sources()[source].dated, sources()[source].where,
            say(LEVELS[level]), n,
            say("yes") if sources()[source].is_verified else say("no: an assumption"),
        ]
        for (source, level), n in count.items()
    ]  # fmt: skip
    return draw.table("sources", heads, listed, title=say("Where the built-in words come from"))


def save(shift: Shift, *, key: str, rows: object) -> str:
    """Keeps the changed rows of the shop's own words."""
    say, stamp = shift.say, shift.stamp(key)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused("This table and its page do not fit together: reload the page.")
    gone = [str(row["key"]) for row in rows if row.get("key") is not None]
    new = [
        (
            given.words(row.get("phrase"), say("Word"), most=40),
            given.one_of(row.get("level"), LEVELS, say("What it does")),
            given.words(row.get("source"), say("Source"), most=200),
        )
        for row in rows
        if row.get("change") != "removed"
    ]
    n = wording.save_phrases(
        shift.shop.engine, shift.shop.id, new, stamp, on=shift.day, without=gone
    )
    return say("{n} words are looked for from now on.", n=n)


ACTS = {"words_save": save}
