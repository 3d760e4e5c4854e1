"""When a message may go: a robot's limits, the quiet hours, and how long to wait after a refusal.

Every rule looks at attempts that were written down, so a sender that was ended and started again
keeps the robot's limits too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shopkit import clock
from shopkit.chat import robots
from shopkit.chat.robots import Verdict
from shopkit.errors import Refused
from shopkit.text import message

# At most so many in any so many seconds: 20, 5 and 100 less a few, for they arrive less evenly
# than they leave.
WINDOWS = {
    robots.DINGTALK: ((60, 18),),
    robots.WECOM: ((60, 18),),
    robots.FEISHU: ((1, 4), (60, 90)),
}
# Minutes of the hour at which everybody's programs write to Feishu.
CROWDED = {robots.FEISHU: (0, 30)}
WAITS = (30, 120, 600, 1800)
MOST_REFUSED = len(WAITS) + 1
TOO_OLD = timedelta(hours=24)

WAITING, SENDING, DELIVERED = "waiting", "sending", "sent"
UNSURE, FAILED, DROPPED = "unclear", "failed", "dropped"
STATES = {
    WAITING: message("waiting"),
    SENDING: message("being sent"),
    DELIVERED: message("delivered"),
    UNSURE: message("unclear"),
    FAILED: message("failed"),
    DROPPED: message("taken back"),
}


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in Shanghai in which only what is urgent is sent; may go past midnight."""

    first: time
    last: time

    @classmethod
    def read(cls, first: str, last: str) -> "Quiet":
        """From two times as `21:30`, or `Refused`."""
        try:
            return cls(time.fromisoformat(first), time.fromisoformat(last))
        except ValueError:
            raise Refused(
                "Write quiet hours as 21:30 and 08:00, not {first} and {last}.",
                first=first,
                last=last,
            ) from None

    def until(self, at: datetime) -> datetime:
        """When a message of this instant may go: now, or when the quiet hours end.

        >>> from datetime import UTC
        >>> late = datetime(2026, 10, 1, 14, 0, tzinfo=UTC)  # 22:00 in Shanghai
        >>> Quiet.read("21:30", "08:00").until(late).isoformat()
        '2026-10-02T00:00:00+00:00'
        """
        here = at.astimezone(clock.SHANGHAI)
        if not self._holds(here.time()):
            return at
        ends = here.replace(hour=self.last.hour, minute=self.last.minute, second=0, microsecond=0)
        ends += timedelta(days=1) if ends <= here else timedelta()
        return ends.astimezone(at.tzinfo)

    def _holds(self, hour: time) -> bool:
        if self.first <= self.last:
            return self.first <= hour < self.last
        return hour >= self.first or hour < self.last


def free_at(
    kind: str, begun: Sequence[datetime], now: datetime, *, is_urgent: bool = False
) -> datetime:
    """The first instant from `now` on at which the robot takes another after those `begun`."""
    at = now
    for seconds, most in WINDOWS[kind]:
        span = timedelta(seconds=seconds)
        recent = sorted(each for each in begun if now - span < each <= now)
        if len(recent) >= most:
            at = max(at, recent[-most] + span)
    if not is_urgent and at.minute in CROWDED.get(kind, ()):
        at = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return at


def after(
    verdict: Verdict, *, before: Sequence[str], since: datetime, now: datetime
) -> tuple[str, datetime]:
    """The state of a message after an attempt that did not deliver, and when to try again.

    `before` are the results since it was written or sent again, `since` that instant. A refusal
    is tried five times; a robot that is not reached or asks to wait, for 24 hours.
    """
    if verdict.result == robots.UNCLEAR:
        return UNSURE, now
    refused = 1 + sum(result == robots.REFUSED for result in before)
    is_spent = verdict.result == robots.REFUSED and (verdict.is_final or refused >= MOST_REFUSED)
    if is_spent or now - since >= TOO_OLD:
        return FAILED, now
    tried = sum(result in (robots.REFUSED, robots.UNREACHABLE) for result in before)
    wait = verdict.wait or WAITS[min(tried, len(WAITS) - 1)]
    return WAITING, now + timedelta(seconds=wait)
