"""What the lake tells of customers and what was fitted to it: worked out once a version."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from threading import Lock, Thread

from shopkit.customers import bgnbd, spend
from shopkit.customers.bgnbd import Outlook
from shopkit.customers.buyer import WEEK, Buyer
from shopkit.customers.cohorts import WINDOWS, Cohort, Repurchase, cohorts, repurchases
from shopkit.customers.contact import Models
from shopkit.customers.segments import SegmentSum, summed
from shopkit.lake import Lake

AHEAD_DAYS = 90
LEAST_BUYERS, LEAST_BACK = 200, 50
# A small shop's fit is done before anybody could click; a large one's is begun beforehand.
MANY = 3000
EVER = date(2000, 1, 1)
_ONE_AT_A_TIME = Lock()
Cells = Mapping[bgnbd.History, int]


def short(buyer: str) -> str:
    """A pseudonym as people tell it apart."""
    return buyer[:8]


@lru_cache(maxsize=4)
def known(lake: Lake, asof: date) -> tuple[Buyer, ...]:
    """Every buyer up to a day."""
    return tuple(Buyer(*row.values()) for row in lake.rows("customers", asof=asof))


@lru_cache(maxsize=4)
def by_month(lake: Lake, asof: date) -> tuple[Cohort, ...]:
    """Cohorts, oldest first."""
    return tuple(cohorts(lake.rows("cohorts", asof=asof), asof=asof))


@lru_cache(maxsize=4)
def again(lake: Lake, asof: date) -> tuple[Repurchase, ...]:
    """Repurchase within each window, of everyone ever known for so long."""
    asked = {"asof": asof, "from": EVER, "windows": list(WINDOWS)}
    return tuple(repurchases(lake.rows("repurchase", **asked)))


@lru_cache(maxsize=4)
def by_segment(lake: Lake, asof: date) -> tuple[SegmentSum, ...]:
    """Segments with their people and money."""
    return tuple(summed(lake.rows("rfm", asof=asof)))


class Forecast:
    """The fitted models, what they say of the coming days, and how they did last time.

    `foretold` and `came` are of the last `AHEAD_DAYS`: fitted to the days before, then compared;
    None where the shop is too young. `next_orders` is corrected by what was missed then; `bond` is
    how amounts go with frequency, which the money model takes for 0.
    """

    def __init__(
        self, cells: Cells, amounts: Sequence[tuple[int, float]], past: tuple[Cells, int]
    ) -> None:
        again = bgnbd.fit(cells)
        self.foretold, self.came = _tried(*past)
        correction = self.came / self.foretold.value if self.foretold and self.came else 1.0
        self.models = Models(again, spend.fit(amounts), correction)
        seen = _whole(again, cells)
        self.next_orders = Outlook(
            *(each * correction for each in (seen.value, seen.low, seen.high))
        )
        self.bond = spend.together(amounts)

    @property
    def is_settled(self) -> bool:
        """Whether anything may be foretold."""
        return self.models.again.is_settled and self.models.spend.is_settled


def is_enough(cells: Cells) -> bool:
    """Whether there are buyers enough to fit anything."""
    back = sum(many for (repeats, _, _), many in cells.items() if repeats)
    return sum(cells.values()) >= LEAST_BUYERS and back >= LEAST_BACK


def forecast(lake: Lake, asof: date) -> Forecast | None:
    """The forecast of this version of the lake; None where nothing should be foretold."""
    with _ONE_AT_A_TIME:
        return _forecast(lake, asof)


def begin(lake: Lake, asof: date) -> None:
    """Fit in the background what will be asked for next, if it takes a while."""
    if sum(each.people for each in by_segment(lake, asof)) > MANY:
        Thread(target=forecast, args=(lake, asof)).start()


@lru_cache(maxsize=4)
def _forecast(lake: Lake, asof: date) -> Forecast | None:
    cells, _ = _cells(lake, asof, until=asof)
    if not is_enough(cells):
        return None
    amounts = [(each.repeats, each.repeat_yuan) for each in known(lake, asof) if each.repeats]
    cut = asof - timedelta(days=AHEAD_DAYS)
    made = Forecast(cells, amounts, _cells(lake, cut, until=asof))
    return made if made.is_settled else None


def _cells(lake: Lake, asof: date, *, until: date) -> tuple[Cells, int]:
    """Buyers by (x, t_x, T) in weeks on a day, and how often they bought from then to `until`."""
    rows = lake.rows("histories", asof=asof, until=until)
    cells = {
        (row["repeats"], row["active_days"] / WEEK, row["age_days"] / WEEK): row["people"]
        for row in rows
    }
    return cells, sum(row["came"] for row in rows)


def _tried(cells: Cells, came: int) -> tuple[Outlook | None, int | None]:
    if not is_enough(cells):
        return None, None
    model = bgnbd.fit(cells)
    return (_whole(model, cells), came) if model.is_settled else (None, None)


def _whole(model: bgnbd.Fit, cells: Cells) -> Outlook:
    return bgnbd.whole(model, list(cells), AHEAD_DAYS / WEEK, many=list(cells.values()))
