"""Campaigns: the calendar, what was promised, and what truly came of each."""

from collections.abc import Iterable
from datetime import date, timedelta

from shopkit import festivals
from shopkit.campaigns.campaign import Campaign
from shopkit.campaigns.evaluation import Result, as_known
from shopkit.campaigns.gain import LOST, MISSED, verdict
from shopkit.clock import days_between
from shopkit.errors import Refused
from shopkit.festivals import SALE
from shopkit.pages import blocks as draw
from shopkit.pages import campaign_truth, given
from shopkit.pages.blocks import Block
from shopkit.pages.campaign_truth import about
from shopkit.pages.operations import campaign_plan, campaign_result
from shopkit.pages.shift import Shift
from shopkit.store import campaigns as kept
from shopkit.text import message

KEY, TITLE = "campaigns", message("Campaigns")
ASKED = frozenset({"campaign", "campaign_month"})
YEAR = timedelta(days=365)
MONTH_DAYS = 31


def badge(shift: Shift) -> int | None:
    """How many are over and were never measured."""
    return kept.unmeasured(shift.shop.engine, shift.shop.id, shift.today) or None


def blocks(shift: Shift) -> list[Block]:
    """The campaign that is opened; else all of them, the calendar and a form for a new one."""
    opened = campaign_result.opened(shift)
    if opened is not None:
        return campaign_result.blocks(shift, opened)
    say, listed = shift.say, _listed(shift)
    none = say("No campaign yet. Write down the first one below, before it begins.")
    return [
        *_tiles(shift, listed),
        campaign_truth.table(shift, listed, id="truth", empty=none, opens=True),
        _calendar(shift, listed),
        campaign_plan.form(shift),
    ]


def _listed(shift: Shift) -> list[Campaign]:
    return kept.campaigns(shift.shop.engine, shift.shop.id)


def _tiles(shift: Shift, listed: list[Campaign]) -> list[Block]:
    """The last year in four figures."""
    say, lang = shift.say, shift.lang
    late = [each for each in listed if each.last >= shift.today - YEAR]
    found = kept.results(shift.shop.engine, shift.shop.id, [each.id or 0 for each in late])
    pairs = [(each, as_known(found[each.id].result)) for each in late if each.id in found]
    if not pairs:
        return []
    gains = [(each, result) for each, result in pairs if result.gain and result.is_over]
    earned = sum(result.gain.mean for _, result in gains if result.gain)
    hoped = sum(each.promised_fen or 0 for each, _ in gains)
    return [
        draw.tiles(
            "year",
            draw.tile("earned", say("Margin earned, all costs off"), about(earned, lang),
                      note=say("{n} campaigns of the last 12 months", n=len(gains))),
            draw.tile("promised", say("Promised"), about(hoped, lang)),
            draw.tile("after", say("Sales in the days after"), about(_after(pairs), lang),
                      note=say("people who bought early do not buy again at once")),
            draw.tile("missed", say("Promises not kept for certain"), str(_missed(pairs))),
        )
    ]  # fmt: skip


def _after(pairs: Iterable[tuple[Campaign, Result]]) -> float:
    return sum(result.after.mean for _, result in pairs if result.after)


def _missed(pairs: Iterable[tuple[Campaign, Result]]) -> int:
    return sum(
        verdict(result.gain, each.promised_fen)[0] in (MISSED, LOST)
        for each, result in pairs
        if result.gain and result.is_over
    )


def _calendar(shift: Shift, listed: list[Campaign]) -> Block:
    """A month with its campaigns and the platform's sales and festivals."""
    say, first = shift.say, _month(shift)
    last = (first + timedelta(days=MONTH_DAYS)).replace(day=1) - timedelta(days=1)
    days: dict[str, list[Block]] = {}
    for each in listed:
        if each.touches(first, last):
            ask = {"campaign": str(each.id)}
            for day in days_between(max(each.first, first), min(each.last, last)):
                shown = {"key": f"c{each.id}", "title": each.name, "tone": "good", "ask": ask}
                days.setdefault(day.isoformat(), []).append(shown)
    for event in festivals.events(first, last):
        for day in days_between(max(event.first, first), min(event.last, last)):
            named = say(event.name)
            title = say("Platform: {name}", name=named) if event.kind == SALE else named
            shown = {"key": event.name, "title": title, "tone": None}
            days.setdefault(day.isoformat(), []).append(shown)
    return {
        "kind": "calendar",
        "id": "calendar",
        "title": say("Calendar"),
        "month": f"{first:%Y-%m}",
        "ask_month": "campaign_month",
        "days": days,
        "today": shift.today.isoformat(),
        "off": [],
        "empty": say("No campaign, sale or festival in this month."),
    }


def _month(shift: Shift) -> date:
    wanted = shift.ask.get("campaign_month", "")
    try:
        asked = given.day(f"{wanted}-01", shift.say("Month")) if wanted else None
    except Refused:
        asked = None
    return (asked or shift.today).replace(day=1)


ACTS = {**campaign_plan.ACTS, **campaign_result.ACTS}
