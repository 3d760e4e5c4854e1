"""A process kept running: started again when it ends, later each time, and not for ever."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST = 6
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 120.0
# Who ran so long was well: what happens after it is counted anew.
WELL = 600.0


@dataclass
class Kept:
    """A process that `start` starts, given how often it was; `look` starts it again in time."""

    start: Callable[[int], subprocess.Popen]
    now: Callable[[], float] = time.monotonic
    process: subprocess.Popen = field(init=False)

    def __post_init__(self) -> None:
        self._times, self._ended_at = 0, None
        self._begin(0)

    def look(self) -> bool:
        """Start it again if it has ended and its pause is over; whether it runs."""
        if self.process.poll() is None:
            return True
        now = self.now()
        if self._ended_at is None:
            self._ended_at = now
            if now - self._began_at >= WELL:
                self._times = 0
        pause = min(FIRST_PAUSE * 2**self._times, LONGEST_PAUSE)
        if self._times < MOST and now - self._ended_at >= pause:
            self._begin(self._times + 1)
            return True
        return False

    def _begin(self, times: int) -> None:
        self._times, self._ended_at, self._began_at = times, None, self.now()
        self.process = self.start(times)
