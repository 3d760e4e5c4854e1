"""The chat's sender comes back when it dies, later each time, and gives up in the end."""

import pytest

from shopkit.serve.keeping import LONGEST_PAUSE, MOST, WELL, Kept


class Process:
    """A process whose end the test decides."""

    def __init__(self):
        self.code = None

    def poll(self):
        return self.code


class Watch:
    """A clock and the processes that were started."""

    def __init__(self):
        self.at, self.started = 0.0, []
        self.kept = Kept(self.start, now=lambda: self.at)

    def start(self, times):
        self.started.append(times)
        return Process()

    def dies(self, *, after=1.0):
        self.at += after
        self.kept.process.code = 1
        return self.kept.look()

    def waits(self, seconds):
        self.at += seconds
        return self.kept.look()


@pytest.fixture
def watch():
    return Watch()


def test_what_runs_is_left_alone(watch):
    assert watch.waits(10_000) and watch.started == [0]


def test_what_died_is_started_again_after_a_pause(watch):
    assert not watch.dies()
    assert not watch.waits(1)
    assert watch.waits(1.5) and watch.started == [0, 1]


def test_the_pause_grows_and_after_the_last_try_nothing_is_started(watch):
    pauses = []
    for _ in range(MOST):
        watch.dies()
        began = watch.at
        while not watch.waits(1):
            pass
        pauses.append(watch.at - began)
    assert pauses == sorted(pauses) and pauses[0] == 2 and pauses[-1] <= LONGEST_PAUSE
    watch.dies()
    assert not watch.waits(10**6) and watch.started == list(range(MOST + 1))


def test_who_ran_well_for_long_is_counted_anew(watch):
    for _ in range(MOST):
        watch.dies()
        watch.waits(LONGEST_PAUSE)
    watch.dies(after=WELL)
    assert watch.waits(2) and watch.started[-1] == 1
