"""Who is due to be written to, under the shop's rules, and the margin they are counted with."""

from datetime import date, timedelta
from functools import lru_cache

from shopkit.customers import contact
from shopkit.customers.contact import Candidate
from shopkit.lake import Lake
from shopkit.pages.manager import buyers
from shopkit.pages.shift import Shift
from shopkit.store import customers as store
from shopkit.store import goods

LEAST, MOST, USUAL = 5, 200, 30
MARGIN = 40  # percent, an assumption until costs are known
MARGIN_DAYS = 90


def chosen(shift: Shift, lake: Lake, asof: date) -> list[Candidate]:
    """The people the rules let be written to today, the most margin first."""
    shop = shift.shop
    rules = store.rules(shop.engine, shop.id)
    since = shift.at - timedelta(days=rules.days)
    found = _candidates(lake, asof, round(margin_rate(shift, lake, asof), 4))
    allowed = contact.allowed(
        found,
        rules,
        consents=store.consents(shop.engine, shop.id),
        contacted=store.contacted(shop.engine, shop.id, since=since),
    )
    return allowed[: many(shift)]


def margin_rate(shift: Shift, lake: Lake, asof: date) -> float:
    """The gross margin asked for, else what costs tell of the last days, else the assumption."""
    wanted = asked(shift, "margin", 1, 95)
    if wanted is not None:
        return wanted / 100
    known = known_margin(lake, asof, costs_of(shift))
    return MARGIN / 100 if known is None else known


@lru_cache(maxsize=8)
def _candidates(lake: Lake, asof: date, rate: float) -> tuple[Candidate, ...]:
    made = buyers.forecast(lake, asof)
    if made is None:
        return ()
    due = contact.due(buyers.known(lake, asof), asof=asof)
    days = buyers.AHEAD_DAYS
    return tuple(contact.candidates(due, made.models, asof=asof, days=days, margin_rate=rate))


def costs_of(shift: Shift) -> tuple[tuple[str, int], ...]:
    """Each SKU's cost as its card tells it."""
    cards = goods.skus(shift.shop.engine, shift.shop.id)
    return tuple((each.code, each.cost_fen) for each in cards if each.cost_fen is not None)


@lru_cache(maxsize=4)
def known_margin(lake: Lake, asof: date, costs: tuple[tuple[str, int], ...]) -> float | None:
    """The gross margin of the last days, of what has a cost; None where nothing has."""
    first = asof - timedelta(days=MARGIN_DAYS - 1)
    rows = lake.rows(
        "sold_by_day",
        **{"from": first, "to": asof},
        items=[],
        skus=[sku for sku, _ in costs],
        costs=[cost for _, cost in costs],
    )
    paid = sum(row["costed_fen"] for row in rows)
    cost = sum(row["cost_fen"] for row in rows)
    return None if paid <= 0 or cost >= paid else 1 - cost / paid


def asked(shift: Shift, name: str, least: int, most: int) -> int | None:
    """A whole number of the address within its bounds, None for anything else."""
    try:
        number = int(float(shift.ask.get(name, "")))
    except (ValueError, OverflowError):
        return None
    return min(max(number, least), most)


def many(shift: Shift) -> int:
    """How many people the list is to hold."""
    return asked(shift, "many", LEAST, MOST) or USUAL
