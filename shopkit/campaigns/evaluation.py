"""A campaign measured: its days against what would have been, the days after, the money."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from shopkit.campaigns.expected import Expected, Guess, expected
from shopkit.campaigns.gain import Costs, gained, platform_roi, thinner_fen
from shopkit.campaigns.two_groups import two_groups
from shopkit.errors import Refused
from shopkit.money import ratio

DAY = timedelta(days=1)
# Sixteen weeks teach the level and the week; older days tell of another shop.
BEFORE_DAYS = 112
# People who bought earlier do not buy again at once: the two weeks after belong to the campaign.
AFTER_DAYS = 14
# Days later than that are ordinary again: as soon as they are known they teach the level too.
LATER_DAYS = 28
SHOWN_DAYS = 28
NOTHING = Costs()


@dataclass(frozen=True, slots=True)
class Sold:
    """A day's sales in fen: of what is measured, of the other goods; costs where they are known.

    `costed_fen` is the part of `paid_fen` whose goods have a known cost.
    """

    day: date
    paid_fen: int
    others_fen: int = 0
    costed_fen: int = 0
    cost_fen: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What is measured: its days, its costs, a margin to use where the goods' costs are unknown.

    `ad_spend_fen` is all advertising of its days, what runs anyway included: the platform's view.
    """

    first: date
    last: date
    costs: Costs = NOTHING
    margin_rate: float | None = None
    ad_spend_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a campaign. Money in fen; intervals at 95 %.

    `more` is actual less would-have-been on its days, `after` the same on the ordinary ones of the
    14 days after, `whole` both together; `gain` is the margin that `whole` earned less all costs
    and `gain_on_days` that of its days alone, None while no margin is known. `two` and `placebo`
    compare with the shop's other goods. Each of `days` is a day, what was paid, what would have
    been with its low and high, and its part: before, campaign, after, or skipped for a day that
    says nothing. `has_ended`: its last day is known; `is_over`: the 14 days after are too.
    """

    actual_fen: int
    more: Guess
    after: Guess | None
    after_days: int
    has_ended: bool
    is_over: bool
    whole: Guess
    margin_before: float | None
    margin_during: float | None
    costs: Costs
    gain: Guess | None
    gain_on_days: Guess | None
    roi: float | None
    two: Guess | None = None
    placebo: Guess | None = None
    others_moved: bool = False
    clean_days: int = 0
    days: Sequence[Sequence[Any]] = field(default_factory=tuple)

    @property
    def expected_fen(self) -> float:
        """What its days would have sold without it."""
        return self.actual_fen - self.more.mean


def window(first: date, last: date) -> tuple[date, date]:
    """The first and last day whose sales are needed to measure a campaign of these days."""
    return first - BEFORE_DAYS * DAY, last + (AFTER_DAYS + LATER_DAYS) * DAY


def evaluated(sold: Sequence[Sold], terms: Terms, *, skipped: Collection[date] = ()) -> Result:
    """What came of a campaign, from every day's sales in a row up to the last that is known.

    `skipped` are the days of other campaigns, sales and festivals: they teach nothing. Raises
    `Refused` where none of its own days is known, or too few ordinary ones before it.
    """
    start, stop = window(terms.first, terms.last)
    days = [each for each in sold if start <= each.day <= stop]
    place = {each.day: n for n, each in enumerate(days)}
    during = [place[day] for day in _days(terms.first, terms.last) if day in place]
    if not during:
        raise Refused("No figures of its days yet: import them, then measure it.")
    first = during[0]
    off = {n for n, each in enumerate(days) if each.day in skipped and n not in during}
    series = [None if n in off else float(each.paid_fen) for n, each in enumerate(days)]
    end = terms.last + AFTER_DAYS * DAY
    ahead = [n for n, each in enumerate(days) if terms.first <= each.day <= end]
    after = [n for n in ahead if n not in off and n not in during]
    model = expected(series, ahead)
    is_over = days[-1].day >= end
    whole = _more(series, during + after, model)
    before = [each for n, each in enumerate(days[:first]) if n not in off]
    known = _margin(before)
    usual = terms.margin_rate if known is None else known
    here = _margin([days[n] for n in during])
    actual = sum(days[n].paid_fen for n in during)
    costs = _costs(terms, actual, usual, here)
    return Result(
        actual_fen=actual,
        more=_more(series, during, model),
        after=_more(series, after, model) if after else None,
        after_days=len(after),
        has_ended=days[-1].day >= terms.last,
        is_over=is_over,
        whole=whole,
        margin_before=usual,
        margin_during=here,
        costs=costs,
        gain=None if usual is None else gained(whole, usual, costs),
        gain_on_days=None if usual is None else gained(_more(series, during, model), usual, costs),
        roi=platform_roi(
            actual, costs.ads_fen if terms.ad_spend_fen is None else terms.ad_spend_fen
        ),
        clean_days=len(before),
        days=_drawn(days, model, during=during, after=after, off=off),
        **_others(days, series, during=during, ahead=ahead, off=off),
    )


def as_kept(result: Result) -> dict[str, Any]:
    """A result as plain values, to be kept and read again by `as_known`."""
    from dataclasses import asdict

    return asdict(result)


def as_known(kept: Mapping[str, Any]) -> Result:
    """The result that was kept."""
    guesses = {
        name: Guess(**kept[name]) if kept[name] else None
        for name in ("more", "after", "whole", "gain", "gain_on_days", "two", "placebo")
    }
    return Result(**{**kept, **guesses, "costs": Costs(**kept["costs"])})


def _days(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def _more(series: Sequence[float | None], places: Sequence[int], model: Expected) -> Guess:
    would = model.total(places)
    actual = sum(series[n] or 0.0 for n in places)
    return Guess(actual - would.mean, actual - would.high, actual - would.low)


def _margin(days: Sequence[Sold]) -> float | None:
    costed = sum(each.costed_fen for each in days)
    share = ratio(sum(each.cost_fen for each in days), costed)
    return None if share is None else 1 - share


def _costs(terms: Terms, actual: int, usual: float | None, here: float | None) -> Costs:
    if usual is None or here is None or terms.costs.discount_fen:
        return terms.costs
    thinner = max(thinner_fen(actual, usual, here), 0)
    told = terms.costs
    return Costs(told.ads_fen, told.gifts_fen, told.freight_fen, thinner)


def _others(
    days: Sequence[Sold],
    series: Sequence[float | None],
    *,
    during: Sequence[int],
    ahead: Sequence[int],
    off: set[int],
) -> dict[str, Any]:
    """The two-group version, where there are other goods; and whether those moved too."""
    others = [None if n in off else float(each.others_fen) for n, each in enumerate(days)]
    if not any(others):
        return {}
    try:
        found = two_groups(series, others, range(during[0], during[-1] + 1))
    except Refused:
        return {}
    moved = _more(others, during, expected(others, ahead))
    return {"two": found.effect, "placebo": found.placebo, "others_moved": moved.is_clear}


def _drawn(
    days: Sequence[Sold],
    model: Expected,
    *,
    during: Sequence[int],
    after: Sequence[int],
    off: set[int],
) -> list[list[Any]]:
    parts = dict.fromkeys(off, "skipped") | dict.fromkeys(during, "campaign")
    parts |= dict.fromkeys(after, "after")
    shown = range(max(during[0] - SHOWN_DAYS, 0), min(max(model.places) + 1, len(days)))
    rows = []
    for n in shown:
        each, would = days[n], model.day(n) if n in model.places else None
        bounds = [round(value) for value in (would.mean, would.low, would.high)] if would else []
        rows.append([each.day.isoformat(), each.paid_fen, *(bounds or [None] * 3),
                     parts.get(n, "before")])  # fmt: skip
    return rows
