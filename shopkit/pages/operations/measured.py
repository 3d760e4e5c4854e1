"""A campaign's days read from the lake and measured; the result is kept with the data's version."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from statistics import median

from shopkit import clock, festivals, store
from shopkit.campaigns.campaign import Campaign
from shopkit.campaigns.evaluation import Result, Sold, Terms, as_kept, evaluated, window
from shopkit.errors import Refused
from shopkit.lake import Lake
from shopkit.pages import figures
from shopkit.shop import Shop
from shopkit.store import campaigns as kept
from shopkit.store import goods
from shopkit.store.ledger import Stamp

DAY = timedelta(days=1)


def measure(shop: Shop, campaign: Campaign, stamp: Stamp, *, today: date) -> Result:
    """What came of a campaign by the data there is now; kept under the stamp's key."""
    version = store.current_version(shop.engine, shop.id)
    lake = shop.lake()
    asof = figures.last_day(figures.coverage(lake), today - DAY)
    if asof < campaign.first:
        raise Refused("It has no day with figures yet: measure it once it runs.")
    others = [each for each in kept.campaigns(shop.engine, shop.id) if each.id != campaign.id]
    result = found(lake, campaign, asof=asof, costs=_unit_costs(shop), others=others)
    kept.record_result(
        shop.engine,
        shop.id,
        campaign.id or 0,
        stamp,
        result=as_kept(result),
        asof=asof,
        lake_version_id=version.id or None,
    )
    return result


def measure_all(shop: Shop, *, today: date) -> None:
    """Measures every campaign that has begun by the data there is: for the sample shop.

    Each result is dated on the morning of `today` and kept once.
    """
    at = clock.instant_of(datetime(today.year, today.month, today.day, 9))
    for each in kept.campaigns(shop.engine, shop.id):
        if each.first < today:
            measure(shop, each, Stamp(None, at, f"sample-result-{each.id}"), today=today)


def found(
    lake: Lake,
    campaign: Campaign,
    *,
    asof: date,
    costs: dict[str, int],
    others: Iterable[Campaign] = (),
) -> Result:
    """What came of a campaign up to a day; `costs` are fen a piece by SKU."""
    first, last = window(campaign.first, campaign.last)
    span = {"from": first, "to": min(last, asof)}
    rows = lake.rows(
        "sold_by_day", **span, items=list(campaign.items), skus=list(costs),
        costs=list(costs.values()),
    )  # fmt: skip
    spent = {row["day"]: row["spend_fen"] for row in lake.rows("ad_spend_by_day", **span)}
    own = [(each.first, each.last) for each in others if not _same(each, campaign)]
    skipped = festivals.masked(first, last, own)
    sold, holes = _in_a_row(rows)
    terms = Terms(campaign.first, campaign.last, campaign.costs, campaign.margin_rate)
    if not campaign.items:
        terms = _with_ads(terms, spent, skipped=skipped | holes, asof=asof)
    return evaluated(sold, terms, skipped=skipped | holes)


def _same(one: Campaign, other: Campaign) -> bool:
    """Whether two run together: the days of both belong to both, neither is set aside."""
    return one.first <= other.first and one.last >= other.last


def _unit_costs(shop: Shop) -> dict[str, int]:
    return {
        each.code: each.cost_fen
        for each in goods.skus(shop.engine, shop.id)
        if each.cost_fen is not None
    }


def _in_a_row(rows: Iterable[dict]) -> tuple[list[Sold], frozenset[date]]:
    """Every day from the first to the last; those without a row, of which nothing is known."""
    known = {row["day"]: Sold(**row) for row in rows}
    if not known:
        raise Refused("No figures of its days yet: import them, then measure it.")
    first, last = min(known), max(known)
    days = [first + n * DAY for n in range((last - first).days + 1)]
    holes = frozenset(day for day in days if day not in known)
    return [known.get(day) or Sold(day, 0) for day in days], holes


def _with_ads(
    terms: Terms, spent: dict[date, int], *, skipped: frozenset[date], asof: date
) -> Terms:
    """The terms with what the ad files say: spent in all, and beyond an ordinary day's spend."""
    span = range((min(terms.last, asof) - terms.first).days + 1)
    here = [spent[day] for n in span if (day := terms.first + n * DAY) in spent]
    before = [fen for day, fen in spent.items() if day < terms.first and day not in skipped]
    if not here or not before:
        return terms
    extra = max(sum(here) - round(median(before) * len(here)), 0)
    costs = replace(terms.costs, ads_fen=extra)
    return replace(terms, costs=costs, ad_spend_fen=sum(here))
