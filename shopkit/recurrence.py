"""What comes back: rules for days as data, the days they fall on, and how they are said."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shopkit.errors import Refused
from shopkit.text import Say, message
from shopkit.workdays import is_workday, workday_from, workday_until

DAY = timedelta(days=1)
WORKDAY, DAILY, WEEKLY, MONTHLY, MONTH_END, EVERY = "workday day week month month-end days".split()
KINDS = {
    WORKDAY: message("Every workday"),
    DAILY: message("Every day"),
    WEEKLY: message("Every week"),
    MONTHLY: message("Every month"),
    MONTH_END: message("On the last workday of the month"),
    EVERY: message("Every so many days"),
}
WEEKDAYS = (
    message("Mon"), message("Tue"), message("Wed"), message("Thu"),
    message("Fri"), message("Sat"), message("Sun"),
)  # fmt: skip
MOST_DAYS = 366
# No rest in China lasts longer than this, so a moved day lies at most so far behind its own.
LONGEST_REST = 16


@dataclass(frozen=True, slots=True)
class Rule:
    """When something comes back, as data: `kind` of `KINDS` and what the kind needs.

    A week has its `weekdays` (1 Monday to 7 Sunday); a month its day `n`, or its last day where it
    is shorter; every so many days has `n` and the day `since` that it counts from. With
    `to_workday` a day that is not worked moves to the next one that is.
    """

    kind: str
    n: int = 1
    weekdays: tuple[int, ...] = ()
    since: date | None = None
    to_workday: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Refused("Choose how often it comes back.")
        if self.kind == WEEKLY and not (self.weekdays and set(self.weekdays) <= set(range(1, 8))):
            raise Refused("Choose at least one weekday.")
        if self.kind == MONTHLY and not 1 <= self.n <= 31:
            raise Refused("A day of the month is 1 to 31.")
        if self.kind == EVERY and not (1 <= self.n <= MOST_DAYS and self.since):
            raise Refused("Write every how many days, from 1 to {most}.", most=MOST_DAYS)

    def falls_on(self, day: date) -> bool:
        """Whether it comes back on this day."""
        return self.next_on(day - DAY) == day

    def next_on(self, after: date) -> date:
        """The first day it comes back later than `after`.

        >>> Rule(MONTHLY, 3, to_workday=True).next_on(date(2026, 9, 30))
        datetime.date(2026, 10, 8)
        >>> Rule(WORKDAY).next_on(date(2026, 10, 9))
        datetime.date(2026, 10, 10)
        """
        first = after - LONGEST_REST * DAY
        return next(day for day in self._moved_from(first) if day > after)

    def days(self, first: date, last: date) -> list[date]:
        """Every day it comes back on from `first` to `last`, both included."""
        found, day = [], self.next_on(first - DAY)
        while day <= last:
            found.append(day)
            day = self.next_on(day)
        return found

    def last_until(self, day: date, since: date) -> date | None:
        """The last day it came back on from `since` to `day`, both included, if there is one."""
        return max(self.days(since, day), default=None)

    def said(self, say: Say) -> str:
        """The rule in the reader's words.

        >>> Rule(WEEKLY, weekdays=(1, 4)).said(str)
        'Every week: Mon, Thu'
        """
        said = say(KINDS[self.kind])
        if self.kind == WEEKLY:
            said = f"{said}: {', '.join(say(WEEKDAYS[n - 1]) for n in sorted(self.weekdays))}"
        elif self.kind == MONTHLY:
            said = say("Every month on day {n}", n=self.n)
        elif self.kind == EVERY:
            said = say("Every {n} days", n=self.n)
        return f"{said} · {say('moved to the next workday')}" if self.to_workday else said

    def as_json(self) -> dict[str, object]:
        """This rule as plain values; `Rule.of` reads it back."""
        return {
            "kind": self.kind,
            "n": self.n,
            "weekdays": list(self.weekdays),
            "since": self.since.isoformat() if self.since else None,
            "to_workday": self.to_workday,
        }

    @classmethod
    def of(cls, plain: Mapping[str, object]) -> "Rule":
        """The rule that `as_json` wrote."""
        since = plain.get("since")
        return cls(
            str(plain["kind"]),
            int(str(plain.get("n", 1))),
            tuple(plain.get("weekdays") or ()),
            date.fromisoformat(str(since)) if since else None,
            bool(plain.get("to_workday")),
        )

    def _moved_from(self, first: date) -> Iterator[date]:
        """Its days in order, each moved to a worked one if the rule says so."""
        day = max(first, self.since) if self.since else first
        while True:
            if self._is_named(day):
                yield workday_from(day) if self.to_workday else day
            day += DAY

    def _is_named(self, day: date) -> bool:
        if self.kind == WORKDAY:
            return is_workday(day)
        if self.kind == WEEKLY:
            return day.isoweekday() in self.weekdays
        if self.kind == MONTHLY:
            return day.day == min(self.n, _length(day))
        if self.kind == MONTH_END:
            return day == workday_until(day.replace(day=_length(day)))
        if self.kind == EVERY:
            return (day - self.since).days % self.n == 0
        return True


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]
