"""Campaigns against what they promised, for any page: a table of those that touch a period."""

from collections.abc import Iterator
from datetime import date

from shopkit.campaigns.campaign import OVER, STATES, Campaign
from shopkit.campaigns.evaluation import Result, as_known
from shopkit.campaigns.expected import Guess
from shopkit.campaigns.gain import verdict
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.warehouse.cash import cash
from shopkit.periods import Period
from shopkit.store import campaigns as kept
from shopkit.text import Say, message
from shopkit.text.numbers import UNKNOWN

EARLY = message("It still runs: too early to judge.")


def blocks(shift: Shift, period: Period, *, id: str = "campaigns") -> Iterator[Block]:
    """Campaigns against promise: those with a day in the period or in the 14 days after one.

    Nothing where the shop keeps no campaign at all, so other pages stay as they were.
    """
    engine, shop_id = shift.shop.engine, shift.shop.id
    every = kept.campaigns(engine, shop_id)
    if not every:
        return
    first = date.fromordinal(period.first.toordinal() - 14)
    listed = [each for each in every if each.touches(first, period.last)]
    yield table(shift, listed, id=id, empty=shift.say("No campaign ran in these days."))


def table(
    shift: Shift, listed: list[Campaign], *, id: str, empty: str, opens: bool = False
) -> Block:
    """One row a campaign: what it brought, what it earned, what was promised, the verdict.

    With `opens` a row asks for its `campaign`.
    """
    say, lang = shift.say, shift.lang
    numbers = [each.id for each in listed if each.id is not None]
    found = kept.results(shift.shop.engine, shift.shop.id, numbers)
    results = {number: as_known(each.result) for number, each in found.items()}
    heads = [
        (say("Campaign"), "text"), (say("From – to"), "text"),
        (say("Sales beyond the usual"), "figure"), (say("Margin earned, all costs off"), "figure"),
        (say("Promised margin"), "figure"), (say("Platform ROI"), "figure"),
        (say("Verdict"), "text"),
    ]  # fmt: skip
    rows = [
        {
            "cells": _cells(each, results.get(each.id or 0), say=say, lang=lang, asof=shift.today),
            "tone": _tone(each, results.get(each.id or 0)),
            **({"ask": {"campaign": str(each.id)}} if opens else {}),
        }
        for each in listed
    ]
    return draw.table(id, heads, rows, empty=empty, title=say("Campaigns against promise"))


def ranged(guess: Guess | None, lang: str) -> str:
    """An amount with the interval it lies in.

    >>> ranged(Guess(562_200, 91_700, 1_018_000), "en")
    '¥5,622 (¥917 … ¥10,180)'
    """
    if guess is None:
        return UNKNOWN
    return f"{about(guess.mean, lang)} ({span(guess, lang)})"


def span(guess: Guess | None, lang: str) -> str:
    """The two ends of an interval."""
    if guess is None:
        return UNKNOWN
    return f"{about(guess.low, lang)} … {about(guess.high, lang)}"


def about(amount_fen: float | None, lang: str) -> str:
    """An estimate in whole yuan: its fen would promise what nobody knows."""
    return cash(None if amount_fen is None else round(amount_fen), lang)


def judged(campaign: Campaign, result: Result | None) -> tuple[str, str | None]:
    """The verdict's sentence, to be said, and its tone; empty where nothing was measured.

    While it runs nothing is judged: gifts and discounts come first, the best days often last.
    """
    if result is None or result.gain is None:
        return "", None
    if not result.has_ended:
        return EARLY, None
    return verdict(result.gain, campaign.promised_fen)


def _cells(
    each: Campaign, result: Result | None, *, say: Say, lang: str, asof: date
) -> list[object]:
    days = f"{each.first:%Y-%m-%d} – {each.last:%m-%d}"
    promised = about(each.promised_fen, lang)
    if result is None:
        state = each.state(asof)
        told = say("not measured yet") if state == OVER else say(STATES[state])
        return [each.name, days, UNKNOWN, UNKNOWN, promised, UNKNOWN, told]
    sentence, _ = judged(each, result)
    said = say(sentence) if sentence else say("No margin is known: give the goods their costs.")
    if result.has_ended and not result.is_over and sentence:
        said = say("So far: {verdict}", verdict=said)
    roi = UNKNOWN if result.roi is None else f"{result.roi:.1f}"
    gain, more = ranged(result.gain, lang), ranged(result.more, lang)
    return [each.name, days, more, gain, promised, roi, said]


def _tone(each: Campaign, result: Result | None) -> str | None:
    tone = judged(each, result)[1]
    return tone if tone in ("bad", "good") else None
