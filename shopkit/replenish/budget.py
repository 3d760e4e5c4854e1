"""Which orders a budget is spent on."""

from collections.abc import Sequence
from dataclasses import replace

from shopkit.replenish.proposal import CUT, NO_COST, Proposal


def within(proposals: Sequence[Proposal], budget_fen: int) -> list[Proposal]:
    """The proposals with orders cut to the budget: most margin saved per fen first."""
    left = budget_fen
    by_worth = sorted(range(len(proposals)), key=lambda place: _worth(proposals[place]))
    cut = dict(enumerate(proposals))
    for place in by_worth:
        one = proposals[place]
        if one.cost_fen is None or one.cost_fen > left:
            why = NO_COST if one.cost_fen is None else CUT
            cut[place] = replace(one, order_qty=0, cost_fen=0, why=why) if one.order_qty else one
        else:
            left -= one.cost_fen
    return list(cut.values())


def _worth(one: Proposal) -> tuple[float, str]:
    per_fen = (one.saved_fen or 0) / one.cost_fen if one.cost_fen else float("inf")
    return -per_fen, one.sku
