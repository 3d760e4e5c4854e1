"""A sender killed at any moment: no message is lost, none is sent twice without saying so."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shopkit.chat.letters import Letter
from shopkit.store import outbox
from shopkit.store.ledger import Stamp

ROOT = Path(__file__).parents[2]
KINDS = ("dingtalk", "wecom")
ANSWER_SECONDS = 0.03
PATIENCE = 150  # a try that a busy machine failed is made again after 30 s


@pytest.fixture
def sender(office, tmp_path):
    """A function that starts a sender as people do; each is ended with the test."""
    env = os.environ | {
        "SHOPKIT_DATA": str(office.settings.data),
        "SHOPKIT_CONFIG": str(office.settings.config),
        "SHOPKIT_CACHE": str(office.settings.cache),
        "SHOPKIT_DATABASE_URL": "",
        "SHOPKIT_LANG": "en",
    }
    running, log = [], (tmp_path / "sender.log").open("w", encoding="utf-8")

    def started():
        command = [sys.executable, "-m", "shopkit", "chat", "run"]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
        running.append(subprocess.Popen(command, env=env, cwd=ROOT, **quiet))
        return running[-1]

    yield started
    for each in running:
        each.kill()
        each.wait()
    log.close()


def write(office, robot, text):
    """A message of this very moment: the sender is a program with a clock of its own."""
    stamp = Stamp(None, datetime.now(UTC))
    outbox.write(office.engine, office.id, Letter("note", text), stamp, robots=[robot])


def put(office, round, names):
    """Two messages a robot, one of them in three parts where parts are small."""
    for name in names:
        for text in (f"<{round} {name} short>", f"<{round} {name} long>" + "淘" * 1400):
            write(office, name, text)


def until(is_so, shown=lambda: ""):
    """Look again and again until it is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"it never came to this: {shown()}"
        time.sleep(0.05)


def tries(office):
    """What is not delivered, with every try."""
    return [(each.robot, each.attempts) for each in office.messages() if each.state != "sent"]


def killed(office, robots, sender, *, kills, seed):
    """Kill a sender so many times while it sends, then let one finish; how many were at work."""
    chance, at_work = random.Random(seed), 0
    names = [[f"r{kill}-{n}" for n in range(4)] for kill in range(kills)]
    office.connect(robots, *(name for each in names for name in each), kinds=KINDS)
    robots.pause = ANSWER_SECONDS
    for kill in range(kills):
        put(office, kill, names[kill])
        one, seen = sender(), len(robots.asked)
        until(lambda seen=seen: len(robots.asked) > seen)
        time.sleep(chance.uniform(0, 0.3))
        one.kill()
        one.wait()
        at_work += "sending" in office.states()
    sender()
    until(lambda: not {"waiting", "sending"} & set(office.states()), lambda: tries(office))
    return at_work


def assert_all_there(robots, robot):
    """Both of its messages are in this group, whole; what came twice says so."""
    arrived = [text for path, text in robots.group if path.endswith(f"/{robot}")]
    assert any(f"{robot} short>" in text for text in arrived)
    whole = {text.split("arrived.) ")[-1] for text in arrived}
    assert sum(text.count("淘") for text in whole) == 1400


def seen_twice(robots):
    """Parts that stand in the group twice, word for word."""
    return [text for text, times in Counter(robots.group).items() if times > 1]


def assert_nothing_lost_or_doubled(office, robots, *, kills):
    found = office.messages()
    assert len(found) == kills * 8 and set(office.states()) <= {"sent", "unclear"}
    assert seen_twice(robots) == []
    for each in found:
        arrived = [text for path, text in robots.group if path.endswith(f"/{each.robot}")]
        if each.state == "sent" and "short" in each.letter.text:
            assert arrived.count(each.letter.text) == 1


@pytest.mark.parametrize("kills", [6, pytest.param(60, marks=pytest.mark.slow)])
def test_a_killed_sender_loses_nothing_and_doubles_nothing_in_silence(
    office, robots, sender, kills
):
    at_work = killed(office, robots, sender, kills=kills, seed=kills)
    assert at_work >= kills // 3  # the kills came while it was sending
    assert_nothing_lost_or_doubled(office, robots, kills=kills)

    for each in outbox.troubled(office.engine, office.id):
        outbox.send_again(office.engine, office.id, each.id, Stamp(None, datetime.now(UTC)))
    until(lambda: set(office.states()) == {"sent"}, lambda: tries(office))
    assert seen_twice(robots) == []
    for robot in {each.robot for each in office.messages()}:
        assert_all_there(robots, robot)


def test_a_second_sender_is_told_that_one_is_at_work(office, robots, sender):
    office.connect(robots)
    write(office, "dingtalk", "hi")
    sender()
    until(lambda: office.states() == ["sent"])
    second = sender()
    assert second.wait(PATIENCE) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a program without asking it")
def test_a_sender_that_is_asked_to_end_does_so_at_once(office, robots, sender):
    office.connect(robots)
    write(office, "dingtalk", "hi")
    one = sender()
    until(lambda: office.states() == ["sent"])
    one.terminate()
    assert one.wait(10) == 0
