"""Words checked: a text that is pasted, or every title of the item export at once."""

from collections.abc import Sequence
from typing import Any

from shopkit.clock import SHANGHAI, day_of
from shopkit.compliance.lexicon import BLOCK, LEVELS, PASS
from shopkit.compliance.lint import DETAIL, KINDS, TITLE, Verdict, code_fits, lint
from shopkit.compliance.reasons import REASONS
from shopkit.errors import Refused
from shopkit.listing import CHANGE
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.kept import Kept
from shopkit.pages.operations import goods, judged
from shopkit.pages.shift import Shift
from shopkit.store import listing
from shopkit.store import wording as kept
from shopkit.widgets import Reply

TEXTS = Kept()
SHOWN, LATEST, MOST_LINES = 40, 12, 500
LONGEST = 100_000


def blocks(shift: Shift) -> list[Block]:
    """A box to paste into, what was found in it, every title of the shop, and the evidence."""
    engine, shop_id = shift.shop.engine, shift.shop.id
    words = kept.words(engine, shop_id)
    releases = kept.released(engine, shop_id)
    pasted = TEXTS.get(shift.ask.get("checked", ""))
    found = [lint(text, kind, words) for kind, text in pasted or ()]
    own = [(row, lint(row["title"], TITLE, words)) for row in goods.titles(shift)]
    return [
        _form(shift),
        *([_found(shift, found, releases)] if found else []),
        _titles(shift, own, releases),
        *_codes(shift, own),
        *_evidence(shift),
        *_released(shift, releases),
    ]


def _form(shift: Shift) -> Block:
    say = shift.say
    fields = [
        draw.field(
            "kind",
            say("What it is"),
            "choice",
            options=[[kind, say(words)] for kind, words in KINDS.items()],
            value=TITLE,
            required=True,
        ),
        draw.field(
            "text",
            say("Text"),
            "area",
            required=True,
            hint=say("Several titles or selling points: one a line"),
        ),
    ]
    return draw.form(
        "paste",
        "words_check",
        fields,
        say("Check"),
        title=say("Check a text"),
        note=say(judged.NO_ADVICE),
    )


def _found(shift: Shift, found: Sequence[Verdict], releases: judged.Releases) -> Block:
    say = shift.say
    wrong = sum(judged.level(each, releases) != PASS for each in found)
    listed = [judged.row(shift, f"p{n}", each, releases) for n, each in enumerate(found[:SHOWN])]
    title = (
        say("{wrong} of {n} texts need a look", wrong=wrong, n=len(found))
        if wrong
        else say("{n} texts are clean", n=len(found))
    )
    more = len(found) - SHOWN
    return draw.rows(
        "found",
        listed,
        "",
        title=title,
        note=say("{n} more after these.", n=more) if more > 0 else "",
    )


def _titles(
    shift: Shift, own: Sequence[tuple[dict[str, Any], Verdict]], releases: judged.Releases
) -> Block:
    say = shift.say
    wrong = [(row, verdict) for row, verdict in own if judged.level(verdict, releases) != PASS]
    wrong.sort(key=lambda pair: judged.level(pair[1], releases) != BLOCK)
    listed = [
        judged.row(
            shift,
            row["item_id"],
            verdict,
            releases,
            buttons=[
                draw.button(
                    say("Queue a change"), "words_change", {"item": row["item_id"]}, tone="main"
                )
            ],
        )
        for row, verdict in wrong[:SHOWN]
    ]
    empty = (
        say("All {n} titles of the shop are clean.", n=len(own))
        if own
        else say("No item is known yet. Import the item export (千牛 商品导出) or orders first.")
    )
    return draw.rows(
        "titles",
        listed,
        empty,
        title=say("{wrong} of {n} titles in the shop need a look", wrong=len(wrong), n=len(own))
        if wrong
        else say("Titles in the shop"),
        note=say("{n} more after these.", n=len(wrong) - SHOWN) if len(wrong) > SHOWN else "",
        tone="warn" if wrong else None,
    )


def _codes(shift: Shift, own: Sequence[tuple[dict[str, Any], Verdict]]) -> list[Block]:
    say = shift.say
    long = [row for row, _ in own if row["item_code"] and not code_fits(row["item_code"])]
    if not long:
        return []
    told = [(f"{row['title']}: {row['item_code']}", "bad") for row in long[:SHOWN]]
    return [draw.lines("codes", *told, title=say("Codes longer than 64 bytes"))]


def _evidence(shift: Shift) -> list[Block]:
    say = shift.say
    heads = [
        (say("Checked"), "text"), (say("By"), "text"), (say("What it is"), "text"),
        (say("Text"), "text"), (say("Result"), "text"), (say("Found"), "text"),
        (say("Fingerprint"), "text"), (say("Word list"), "text"),
    ]  # fmt: skip
    listed = [
        [
            f"{each.checked_at.astimezone(SHANGHAI):%m-%d %H:%M}",
            shift.named(each.by),
            say(KINDS[each.kind]),
            each.text[:60],
            say(LEVELS[each.level]),
            "、".join(words for words, _ in each.hits),
            each.text_hash[:8],
            each.words_version,
        ]
        for each in kept.checks(shift.shop.engine, shift.shop.id, last=LATEST)
    ]
    shown = draw.table(
        "evidence",
        heads,
        listed,
        title=say("Evidence: what was checked with which words"),
        empty=say("Nothing was checked yet."),
    )
    all_titles = draw.button(say("Check all titles and keep the result"), "words_titles")
    return [draw.buttons("all_titles", all_titles), shown]


def _released(shift: Shift, releases: judged.Releases) -> list[Block]:
    say = shift.say
    given_free = [each for held in releases.values() for each in held.values()]
    if not given_free:
        return []
    heads = [
        (say("Released on"), "day"), (say("By"), "text"), (say("Word"), "text"),
        (say("Reason"), "text"), (say("Proof or note"), "text"), (say("Text"), "text"),
    ]  # fmt: skip
    listed = [
        [
            day_of(each.released_at).isoformat(), shift.named(each.by), each.phrase,
            say(REASONS[each.reason]), each.note, each.text[:60],
        ]
        for each in sorted(given_free, key=lambda one: one.released_at, reverse=True)[:LATEST]
    ]  # fmt: skip
    return [draw.table("released", heads, listed, title=say("What was released, by whom and why"))]


def check(shift: Shift, *, key: str, kind: object, text: object) -> Reply:
    """Checks a pasted text and keeps what was found."""
    say, stamp = shift.say, shift.stamp(key)
    chosen = given.one_of(kind, KINDS, say("What it is"))
    texts = _lines(text, chosen)
    found = kept.check(
        shift.shop.engine, shift.shop.id, [(chosen, "", each) for each in texts], stamp
    )
    wrong = sum(each.level != PASS for each in found)
    said = (
        say("{wrong} of {n} texts need a look", wrong=wrong, n=len(found))
        if wrong
        else say("{n} texts are clean", n=len(found))
    )
    held = TEXTS.put(key, [(chosen, each) for each in texts])
    return Reply(said, tone="warn" if wrong else "good", ask={"checked": held})


def check_titles(shift: Shift, *, key: str) -> Reply:
    """Checks every title of the shop and keeps what was found."""
    say, stamp = shift.say, shift.stamp(key)
    rows = [(TITLE, row["item_id"], row["title"]) for row in goods.titles(shift)]
    if not rows:
        raise Refused(
            "No item is known yet. Import the item export (千牛 商品导出) or orders first."
        )
    found = kept.check(shift.shop.engine, shift.shop.id, rows, stamp)
    wrong = sum(each.level != PASS for each in found)
    return Reply(
        say("{n} titles checked and kept, {wrong} need a look.", n=len(found), wrong=wrong),
        tone="warn" if wrong else "good",
    )


def release(
    shift: Shift, *, key: str, text: object, phrase: object, reason: object, note: object = ""
) -> str:
    """Lets a word stay in a text, for a reason of the list."""
    stamp = shift.stamp(key)
    kept.release(
        shift.shop.engine, shift.shop.id, str(text)[:LONGEST], stamp, phrase=str(phrase),
        reason=str(reason), note=given.words(note, shift.say("Proof or note")),
    )  # fmt: skip
    return shift.say("“{phrase}” may stay in this text.", phrase=str(phrase))


def change(shift: Shift, *, key: str, item: object) -> str:
    """Puts a title that needs a look into the queue."""
    stamp = shift.stamp(key)
    titles = {row["item_id"]: row["title"] for row in goods.titles(shift)}
    chosen = given.one_of(item, titles, shift.say("Item"))
    listing.add_entry(
        shift.shop.engine, shift.shop.id, titles[chosen], stamp, kind=CHANGE,
        item_id=chosen, owner_id=stamp.by,
    )  # fmt: skip
    return shift.say("It is in the queue as a change of the page.")


def _lines(text: object, kind: str) -> list[str]:
    said = text if isinstance(text, str) else ""
    whole = said.encode(errors="ignore").decode().strip()  # half a pair is no character
    if len(whole) > LONGEST:
        raise Refused(
            "The text is longer than {most:,} characters: check it in parts.", most=LONGEST
        )
    if kind == DETAIL:
        texts = [whole] if whole else []
    else:
        texts = [line.strip() for line in whole.splitlines() if line.strip()]
    if not texts:
        raise Refused("Paste a text first.")
    if len(texts) > MOST_LINES:
        raise Refused("Paste at most {most} lines at once.", most=MOST_LINES)
    return texts


ACTS = {
    "words_check": check,
    "words_titles": check_titles,
    "words_release": release,
    "words_change": change,
}
