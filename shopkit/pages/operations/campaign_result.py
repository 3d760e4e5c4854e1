"""One campaign's truth: against what would have been, what it earned, what the platform says."""

from collections.abc import Iterator
from typing import Any

from shopkit.campaigns.campaign import PLANNED, STATES, Campaign
from shopkit.campaigns.evaluation import Result, as_known
from shopkit.campaigns.expected import Guess
from shopkit.campaigns.gain import chance
from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.campaign_truth import about, judged, ranged, span
from shopkit.pages.operations import campaign_plan
from shopkit.pages.shift import Shift
from shopkit.store import campaigns as kept
from shopkit.text import message
from shopkit.text.numbers import share
from shopkit.widgets import Reply

_ROI = message(
    "The platform's ROI counts every sale of these days, also those that would have come anyway, "
    "and knows neither what the goods cost nor what discounts and gifts cost."
)


def opened(shift: Shift) -> Campaign | None:
    """The campaign asked for, or None."""
    wanted = shift.ask.get("campaign", "")
    if not wanted.isascii() or not wanted.isdigit():
        return None
    listed = kept.campaigns(shift.shop.engine, shift.shop.id)
    return next((each for each in listed if str(each.id) == wanted), None)


def blocks(shift: Shift, campaign: Campaign) -> list[Block]:
    """Verdict, chart, the sum line by line, both views, and what can be done."""
    say = shift.say
    number = campaign.id or 0
    found = kept.results(shift.shop.engine, shift.shop.id, [number]).get(number)
    result = as_known(found.result) if found else None
    back = draw.row("all", say("All campaigns"), ask={"campaign": ""})
    shown: list[Block] = [draw.rows("back", [back], ""), _head(shift, campaign, result)]
    if result is not None and found is not None:
        if found.campaign_version != campaign.version:
            stale = say("The plan was changed since it was measured: measure it again.")
            shown.append(draw.lines("stale", (stale, "warn")))
        shown += [
            _plot(shift, result),
            _money(shift, result),
            draw.lines("views", *_views(shift, result), title=say("Why the platform says more")),
        ]
        shown += _groups(shift, result)
        asof = say("Measured with the data up to {day}.", day=found.asof)
        shown.append(draw.lines("asof", asof))
    return [*shown, _buttons(shift, campaign, result), campaign_plan.form(shift, campaign)]


def _head(shift: Shift, campaign: Campaign, result: Result | None) -> Block:
    title = f"{campaign.name} · {campaign.first:%Y-%m-%d} – {campaign.last:%m-%d}"
    return draw.lines("head", *_said(shift, campaign, result), title=title, big=True)


def _said(shift: Shift, campaign: Campaign, result: Result | None) -> Iterator[Any]:
    say, lang = shift.say, shift.lang
    state = campaign.state(shift.today)
    if result is None:
        yield say(STATES[state]) if state == PLANNED else say("Not measured yet.")
    elif result.gain is None:
        yield say("Sales beyond the usual: {more}", more=ranged(result.more, lang))
        yield say("No margin is known: give the goods their costs."), "warn"
    else:
        sentence, tone = judged(campaign, result)
        said = say(sentence)
        is_certain = result.is_over or not result.has_ended
        yield said if is_certain else say("So far: {verdict}", verdict=said), tone
        yield say("Margin earned beyond the usual, all costs off: {gain}",
                  gain=ranged(result.gain, lang))  # fmt: skip
    if campaign.promised_fen is None:
        return
    promised = about(campaign.promised_fen, lang)
    if result is None or result.gain is None or not result.has_ended:
        yield say("Promised: {amount}", amount=promised)
    else:
        likely = f"{chance(result.gain, campaign.promised_fen):.0%}"
        yield say("Promised: {amount}; the chance that it was kept is {share}.",
                  amount=promised, share=likely)  # fmt: skip


def _plot(shift: Shift, result: Result) -> Block:
    say = shift.say
    rows = [
        {
            "day": day,
            "actual": paid / 100,
            "expected": None if would is None else would / 100,
            "low": None if low is None else low / 100,
            "high": None if high is None else high / 100,
            "part": part,
        }
        for day, paid, would, low, high, part in result.days
    ]
    columns = [
        ["day", say("day"), "text"], ["actual", say("paid amount, yuan"), "money"],
        ["expected", say("would have been, yuan"), "money"], ["low", say("at least"), "money"],
        ["high", say("at most"), "money"],
    ]  # fmt: skip
    return draw.plot(
        "chart", "campaign_truth", say("Did it sell more than would have come anyway?"), rows,
        columns=columns, note=say("The line and its band: what these days would have sold."),
    )  # fmt: skip


def _money(shift: Shift, result: Result) -> Block:
    """The sum from sales to margin, each step with what it rests on."""
    say, lang = shift.say, shift.lang
    costs, rate = result.costs, result.margin_before
    days = say("{n} of 14 days", n=result.after_days)
    given_fen = costs.gifts_fen + costs.freight_fen
    steps: list[tuple[str, object, str]] = [
        (say("Sold on its days"), about(result.actual_fen, lang), ""),
        (say("Would have sold anyway"), about(result.expected_fen, lang), ""),
        (say("Sales beyond the usual"), about(result.more.mean, lang), span(result.more, lang)),
        (say("In the days after"), _middle(result.after, lang),
         f"{span(result.after, lang)} · {days}"),
        (say("Margin of the extra sales"),
         about(None if rate is None else result.whole.mean * rate, lang),
         say("usual margin {rate}", rate=share(rate))),
        (say("Thinner margin on everything sold"), about(-costs.discount_fen, lang),
         say("margin {rate} on its days", rate=share(result.margin_during))),
        (say("Ads beyond the usual"), about(-costs.ads_fen, lang), ""),
        (say("Gifts and extra freight"), about(-given_fen, lang), ""),
        (say("Margin earned, all costs off"), _middle(result.gain, lang),
         span(result.gain, lang)),
        (say("The same without the days after"), _middle(result.gain_on_days, lang),
         span(result.gain_on_days, lang)),
    ]  # fmt: skip
    heads = [(say("Step"), "text"), (say("Amount"), "figure"), (say("Between"), "figure")]
    note = say("Paid amounts; later refunds are not deducted. Intervals hold 95 of 100 times.")
    return draw.table("money", heads, steps, title=say("What it earned, step by step"), note=note)


def _middle(guess: Guess | None, lang: str) -> str:
    return about(guess.mean if guess else None, lang)


def _views(shift: Shift, result: Result) -> Iterator[Any]:
    say, lang = shift.say, shift.lang
    if result.roi is None:
        yield say("No ads are known on its days, so the platform would show no ROI.")
    else:
        yield say("All sales ÷ all ads of its days: ROI {roi}.", roi=f"{result.roi:.1f}")
    yield say(_ROI)
    part = result.more.mean / result.actual_fen if result.actual_fen else 0
    yield say("Of {paid} sold, {part} was really more.",
              paid=about(result.actual_fen, lang), part=share(max(part, 0)))  # fmt: skip
    spent = result.costs.total_fen
    if spent > 0 and result.gain is not None:
        kept_fen = (result.gain.mean + spent) / spent
        yield say("Each yuan it cost brought {margin} yuan of margin; below 1 it lost.",
                  margin=f"{kept_fen:.2f}")  # fmt: skip


def _groups(shift: Shift, result: Result) -> list[Block]:
    say, lang = shift.say, shift.lang
    if result.two is None:
        return []
    against = say("Against the shop's other goods on the same days: {more}",
                  more=ranged(result.two, lang))  # fmt: skip
    said: list[Any] = [against]
    if result.placebo is None:
        said.append(say("Too few days before it for a trial on days without a campaign."))
    elif result.placebo.is_clear:
        said.append((say("The same sum four weeks earlier, when nothing ran, is not nothing: "
                         "{more}. Do not trust this comparison.",
                         more=ranged(result.placebo, lang)), "warn"))  # fmt: skip
    else:
        said.append(say("The same sum four weeks earlier, when nothing ran: {more}. Good: nothing.",
                        more=ranged(result.placebo, lang)))  # fmt: skip
    if result.others_moved:
        said.append((say("The other goods moved too in these days: the campaign touched them, and "
                         "this comparison says too little."), "warn"))  # fmt: skip
    return [draw.lines("groups", *said, title=say("Two groups of goods"))]


def _buttons(shift: Shift, campaign: Campaign, result: Result | None) -> Block:
    say, number = shift.say, {"campaign": str(campaign.id)}
    label = say("Measure it") if result is None else say("Measure it again")
    not_yet = campaign.state(shift.today) == PLANNED
    return draw.buttons(
        "do",
        draw.button(label, "campaign_measure", number, tone="main", disabled=not_yet),
        draw.button(say("Take it off the list"), "campaign_drop", number, tone="bad",
                    confirm=say("Take it off? Its figures are not shown any more.")),
        note=say("It may be measured again: the 14 days after count, and later days sharpen it."),
    )  # fmt: skip


def measure(shift: Shift, *, key: str, campaign: object) -> Reply:
    """Measures a campaign by the data there is now."""
    from shopkit.pages.operations import measured

    wanted = _wanted(shift, campaign)
    stamp = shift.stamp(key)
    result = measured.measure(shift.shop, wanted, stamp, today=shift.today)
    sentence, tone = judged(wanted, result)
    return Reply(shift.say(sentence or "Measured."), tone="warn" if tone == "warn" else "good")


def drop(shift: Shift, *, key: str, campaign: object) -> Reply:
    """Takes a campaign off the list."""
    wanted = _wanted(shift, campaign)
    kept.drop_campaign(shift.shop.engine, shift.shop.id, wanted.id or 0, shift.stamp(key))
    said = shift.say("{name} is off the list.", name=wanted.name)
    return Reply(said, ask={"campaign": ""})


def _wanted(shift: Shift, campaign: object) -> Campaign:
    number = given.whole(campaign, shift.say("Campaign"), most=10**12)
    if number <= 0:
        raise Refused("Choose a campaign first.")
    return kept.campaign_of(shift.shop.engine, shift.shop.id, number)


ACTS = {"campaign_measure": measure, "campaign_drop": drop}
