"""How the shop wants to order, as sliders in the address: the whole page's, and one product's."""

from math import ceil

from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.cash import cash
from shopkit.pages.warehouse.shift import Shift
from shopkit.replenish.needs import Policy

ASKED = frozenset({"service", "review", "lead", "budget"})
OWN = frozenset({"own_service", "own_review", "own_lead"})
SERVICE, REVIEW, LEAD = (80.0, 99.5, 95.0), (0, 30, 7), (0, 90, 0)
MOST_YUAN = 100_000_000


def policy(shift: Shift) -> Policy:
    """The terms the sliders ask for; what cannot be read is as if it were not asked."""
    budget = _number(shift, "budget", (0, MOST_YUAN, 0))
    return Policy(
        service_level=_number(shift, "service", SERVICE) / 100,
        review_days=int(_number(shift, "review", REVIEW)),
        lead_time_days=_number(shift, "lead", LEAD) or None,
        budget_fen=round(budget * 100) or None,
    )


def own(shift: Shift) -> Policy:
    """The terms of the product that is opened: the page's until its own sliders are moved."""
    shop = policy(shift)
    service = (*SERVICE[:2], shop.service_level * 100)
    review = (*REVIEW[:2], shop.review_days)
    lead = (*LEAD[:2], shop.lead_time_days or 0)
    return Policy(
        service_level=_number(shift, "own_service", service) / 100,
        review_days=int(_number(shift, "own_review", review)),
        lead_time_days=_number(shift, "own_lead", lead) or None,
    )


def sliders(shift: Shift, terms: Policy, *, most_fen: int) -> Block:
    """The page's sliders; the budget reaches as far as everything costs."""
    say = shift.say
    step = _step(most_fen)
    asked = (terms.budget_fen or 0) // 100
    shown = cash(terms.budget_fen, shift.lang) if terms.budget_fen else say("no limit")
    budget = draw.slider(
        "budget",
        say("Budget today"),
        asked,
        min=0,
        max=max(ceil(most_fen / 100 / step) * step, step, asked),
        step=step,
        shown=shown,
    )
    return draw.sliders(
        "terms", *_three(shift, terms, ""), budget, title=say("How should it be ordered?")
    )


def own_sliders(shift: Shift, terms: Policy, sku: str) -> Block:
    """The sliders of one product."""
    title = shift.say("What if?")
    return draw.sliders(f"what-if-{sku}", *_three(shift, terms, "own_"), title=title)


def _three(shift: Shift, terms: Policy, prefix: str) -> list[Block]:
    say = shift.say
    level, lead = round(terms.service_level * 100, 1), terms.lead_time_days or 0
    shown = say("{n:g} days", n=lead) if lead else say("their own")
    return [
        draw.slider(
            f"{prefix}service", say("Service level"), level, min=SERVICE[0], max=SERVICE[1],
            step=0.5, shown=f"{level:g} %",
        ),
        draw.slider(
            f"{prefix}review", say("Days between orders"), terms.review_days, min=REVIEW[0],
            max=REVIEW[1], step=1, shown=say("{n:g} days", n=terms.review_days),
        ),
        draw.slider(
            f"{prefix}lead", say("Lead time"), lead, min=LEAD[0], max=LEAD[1], step=1, shown=shown
        ),
    ]  # fmt: skip


def _step(most_fen: int) -> int:
    """A round number of yuan of which about fifty make the whole."""
    step = 10
    while most_fen / 100 / step > 100:
        step *= 10 if str(step).startswith("1") and most_fen / 100 / step > 1000 else 2
    return step


def _number(shift: Shift, name: str, within: tuple[float, float, float]) -> float:
    least, most, usual = within
    try:
        number = float(shift.ask.get(name, "") or usual)
    except ValueError:
        return usual
    return min(max(number, least), most) if number == number else usual
