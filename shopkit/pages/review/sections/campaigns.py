"""Campaigns against what they had promised."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from shopkit.campaigns.evaluation import as_known
from shopkit.campaigns.expected import Guess
from shopkit.pages.campaign_truth import judged
from shopkit.pages.review import parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.parts import Part
from shopkit.store import campaigns as kept
from shopkit.text import message

ORDER, TITLE = 50, message("Campaigns against promise")
# sales that were only pulled forward are missing in these days after
AFTER = timedelta(days=14)


def section(month: Month) -> Iterator[Part]:
    """Each campaign with a day in the month or just before it: brought, earned, promised."""
    say = month.say
    found = month.past.ask("campaigns", lambda: list(_ran(month)))
    if not found:
        yield parts.words(say("No campaign ran in these days."))
        return
    columns = [
        ("name", say("Campaign"), "text"),
        ("first", say("First day"), "day"),
        ("last", say("Last day"), "day"),
        ("more_fen", say("Sales beyond the usual"), "fen"),
        ("gain_fen", say("Margin earned, all costs off"), "fen"),
        ("low_fen", say("at least"), "fen"),
        ("high_fen", say("at most"), "fen"),
        ("promised_fen", say("Promised margin"), "fen"),
        ("roi", say("Platform ROI"), "ratio"),
        ("said", say("Verdict"), "text"),
    ]
    rows = [{**each, "key": str(each["id"]), "said": _said(month, each)} for each in found]
    yield parts.table("campaigns", say("Campaigns against promise"), columns, rows)


def _said(month: Month, each: dict[str, Any]) -> str:
    if each["said"]:
        return month.say(each["said"])
    return month.say("not measured yet")


def _ran(month: Month) -> Iterator[dict[str, Any]]:
    engine, shop_id, period = month.shop.engine, month.shop.id, month.period
    listed = [each for each in kept.campaigns(engine, shop_id)
              if each.touches(period.first - AFTER, period.last)]  # fmt: skip
    numbers = [each.id for each in listed if each.id is not None]
    found = kept.results(engine, shop_id, numbers)
    for each in listed:
        result = as_known(found[each.id].result) if each.id in found else None
        sentence, _ = judged(each, result)
        yield {
            "id": each.id, "name": each.name, "first": each.first, "last": each.last,
            "promised_fen": each.promised_fen, "roi": result.roi if result else None,
            "more_fen": _mean(result.more if result else None), "said": sentence,
            **_range(result.gain if result else None),
        }  # fmt: skip


def _mean(guess: Guess | None) -> int | None:
    return None if guess is None else round(guess.mean)


def _range(guess: Guess | None) -> dict[str, int | None]:
    if guess is None:
        return {}
    return {"gain_fen": round(guess.mean), "low_fen": round(guess.low),
            "high_fen": round(guess.high)}  # fmt: skip
