"""A text that was judged, drawn: what was found, from which source, and how it may stay."""

from collections.abc import Iterator, Mapping
from typing import Any

from shopkit.clock import day_of
from shopkit.compliance.lexicon import BLOCK, LEVELS, PASS, sources
from shopkit.compliance.lint import MOST, TITLE, Hit, Verdict, title_width
from shopkit.compliance.reasons import REASONS
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.store.wording import Release
from shopkit.text import message

TONES = {BLOCK: "bad", "ask": "warn", PASS: "good"}
NO_ADVICE = message(
    "A reminder, not legal advice. What is not verified is marked as an assumption."
)
SHORT = 120

Releases = Mapping[str, Mapping[str, Release]]


def level(verdict: Verdict, releases: Releases) -> str:
    """How a text stands with what was released in it."""
    return verdict.left(set(releases.get(verdict.hash, ())))


def row(shift: Shift, key: object, verdict: Verdict, releases: Releases, **more: Any) -> Block:
    """One text as a row; it unfolds to one form for each word that still asks."""
    say = shift.say
    held = releases.get(verdict.hash, {})
    stands = level(verdict, releases)
    forms = [
        _form(shift, key, n, verdict, hit)
        for n, hit in enumerate(_asking(verdict, held))
        if hit.level != BLOCK
    ]
    return draw.row(
        key,
        marked(verdict),
        *lines(shift, verdict, held),
        badge=say(LEVELS[stands]),
        tone=TONES[stands] if stands != PASS else None,
        open=forms + list(more.pop("open", [])),
        **more,
    )


def lines(shift: Shift, verdict: Verdict, held: Mapping[str, Release]) -> Iterator[Any]:
    """What was found, one line a word; a released word with who, when and why."""
    say = shift.say
    if verdict.length:
        template, facts = verdict.length
        yield say(template, **facts), "bad"
    for hit in {hit.known.phrase: hit for hit in verdict.hits}.values():
        release = held.get(hit.known.phrase)
        yield _released(shift, release) if release else (_said(shift, hit), TONES[hit.level])
    if verdict.kind == TITLE and not verdict.length:
        width = title_width(verdict.text.strip())
        yield say("{n} wide of {most}", n=width, most=MOST[TITLE])


def marked(verdict: Verdict) -> str:
    """The text with what was found between brackets; of a long one the part around it."""
    text, out, at = verdict.text, [], 0
    for hit in verdict.hits:
        if hit.first >= at:
            out += [text[at : hit.first], f"【{hit.words}】"]
            at = hit.last + 1
    whole = "".join(out) + text[at:]
    if len(whole) <= SHORT:
        return whole
    first = max(0, whole.find("【") - SHORT // 3)
    return f"{'…' if first else ''}{whole[first : first + SHORT]}…"


def _asking(verdict: Verdict, held: Mapping[str, Release]) -> list[Hit]:
    found = {hit.known.phrase: hit for hit in verdict.hits if hit.known.phrase not in held}
    return list(found.values())


def _said(shift: Shift, hit: Hit) -> str:
    say, known = shift.say, sources().get(hit.known.source)
    level = say(LEVELS[hit.level])
    if known is None:
        return say("“{words}”: {level}, by the shop's own list", words=hit.words, level=level)
    told = say(
        "“{words}”: {level}. {source} ({dated})",
        words=hit.words,
        level=level,
        source=known.title,
        dated=known.dated,
    )
    return told if known.is_verified else told + say(" – assumption, not verified")


def _released(shift: Shift, release: Release) -> str:
    return shift.say(
        "“{words}” was released by {who} on {day}: {reason}",
        words=release.phrase,
        who=shift.named(release.by),
        day=day_of(release.released_at),
        reason=shift.say(REASONS[release.reason]) + (f" · {release.note}" if release.note else ""),
    )


def _form(shift: Shift, key: object, n: int, verdict: Verdict, hit: Hit) -> Block:
    say = shift.say
    fields = [
        draw.field(
            "reason",
            say("Why “{words}” may stay", words=hit.words),
            "choice",
            options=[[reason, say(words)] for reason, words in REASONS.items()],
            value=hit.known.reason or None,
            required=True,
        ),
        draw.field("note", say("Proof or note")),
    ]
    return draw.form(
        f"release-{key}-{n}",
        "words_release",
        fields,
        say("Release"),
        values={"text": verdict.text, "phrase": hit.known.phrase},
        tone="good",
    )
