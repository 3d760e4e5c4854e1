"""The morning's alarms told by themselves: off until turned on, once a day, never too early."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from shopkit import store
from shopkit.errors import Refused
from shopkit.notify import sender
from shopkit.pages.meeting import chat, telling
from shopkit.pages.meeting.telling import Morning
from shopkit.store import outbox

TOML = """
[robot.team]
kind = "wecom"
url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=SECRETKEY"
"""
NINE = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)  # nine in Shanghai, on the day after the figures


@pytest.fixture
def group(team):
    """A shop with figures of a bad last day, whose robot is configured and which wants alarms."""
    team.settings.config.mkdir(parents=True, exist_ok=True)
    (team.settings.config / "chat.toml").write_text(TOML, encoding="utf-8")
    team.act("alarms_turn", is_on=True)
    return team


def told(team):
    return [each.letter for each in outbox.messages(team.engine, team.id)]


def test_it_is_off_until_the_manager_turns_it_on(group):
    group.act("alarms_turn", is_on=False)
    assert Morning(group.settings)(NINE) == 0 and told(group) == []
    with pytest.raises(Refused):
        group.act("alarms_turn", by="service", is_on=True)
    assert store.settings_of(group.engine, group.id)[telling.SETTING] is False
    group.act("alarms_turn", is_on="yes")
    assert store.settings_of(group.engine, group.id)[telling.SETTING] is False


def test_what_alarms_is_told_once_a_day_whoever_asks_and_however_often(group):
    look = Morning(group.settings)
    for minutes in (0, 1, 61, 120):
        look(NINE + timedelta(minutes=minutes))
    Morning(group.settings)(NINE + timedelta(hours=3))  # another sender, started later
    (letter,) = told(group)
    assert letter.kind == "alarm" and "paid" in letter.text.casefold()


def test_nothing_is_told_before_the_figures_are_whole_nor_at_night(group):
    for at in (NINE - timedelta(hours=1), NINE + timedelta(hours=12)):
        assert Morning(group.settings)(at) == 0
    assert told(group) == []


def test_figures_of_an_older_day_alarm_nobody(group):
    assert Morning(group.settings)(NINE + timedelta(days=1)) == 0
    assert told(group) == []


def test_a_sender_looks_besides_and_a_fault_of_that_stops_no_message(group, monkeypatch, caplog):
    stop = threading.Event()
    steps = []

    def step(self):
        steps.append(self)
        if len(steps) == 2:
            stop.set()
        return 0

    def fails(at):
        raise ValueError("broken figures")

    monkeypatch.setattr(sender.Sender, "step", step)
    monkeypatch.setattr(sender, "EVERY_SECONDS", 0.0)
    sender.run(group.settings, stop, beside=fails)
    assert len(steps) == 2 and "broken figures" in caplog.text


@pytest.mark.parametrize(
    ("lang", "head"), [("en", "The morning's alarms by themselves"), ("zh", "每天早上自动发提醒")]
)
def test_the_chat_s_page_says_whether_it_is_on_in_both_languages(group, lang, head):
    block = group.look(chat, lang=lang)["alarms-told"]
    assert block["title"] == head and block["buttons"][0]["values"] == {"is_on": False}
