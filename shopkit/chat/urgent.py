"""What cannot wait: whom to tell, within how many minutes, then whom, until somebody answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopkit.errors import Refused

MOST_STEPS = 10
LONGEST_MINUTES = 24 * 60
MOST_DOUBLED = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One person and the minutes this person has before the next is told."""

    member_id: int
    minutes: int

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= LONGEST_MINUTES:
            raise Refused("A person has 1 to {most} minutes to answer.", most=LONGEST_MINUTES)


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a matter has come: the count of its telling from 0, whose turn it is, until when."""

    number: int
    member_id: int
    until: datetime
    round: int


def checked(steps: Sequence[Step]) -> tuple[Step, ...]:
    """These steps, or `Refused` when there is none or too many."""
    if not 1 <= len(steps) <= MOST_STEPS:
        raise Refused("An urgent matter needs 1 to {most} people to tell.", most=MOST_STEPS)
    return tuple(steps)


def stage(steps: Sequence[Step], raised_at: datetime, now: datetime) -> Stage:
    """Whose turn it is at `now` while nobody has answered.

    After the last person the first is told again; each round takes twice as long as the one
    before, up to 32 times.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 10, 1, 12, tzinfo=UTC)
    >>> steps = [Step(7, 10), Step(8, 5)]
    >>> stage(steps, noon, noon + timedelta(minutes=12)).member_id
    8
    """
    begins, turn, length = raised_at, 0, len(steps)
    while True:
        turns, place = divmod(turn, length)
        doubled = 2 ** min(turns, MOST_DOUBLED)
        ends = begins + timedelta(minutes=steps[place].minutes * doubled)
        if now < ends:
            return Stage(turn, steps[place].member_id, ends, turns)
        begins, turn = ends, turn + 1
