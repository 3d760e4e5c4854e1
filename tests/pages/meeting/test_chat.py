"""The chat's page: what is in doubt waits for a word, what is urgent for a person."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from shopkit.chat.letters import LONGEST
from shopkit.chat.robots import Verdict
from shopkit.errors import NotFound, Refused
from shopkit.notify.sender import Sender
from shopkit.pages.meeting import chat
from shopkit.store import outbox
from shopkit.store.outbox import urgent
from shopkit.widgets import Reply

TOML = """
[robot.team]
kind = "wecom"
url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=SECRETKEY"
secret = "SECsecret"
[robot.bosses]
kind = "feishu"
url = "https://open.feishu.cn/open-apis/bot/v2/hook/HOOKSECRET"
topics = ["urgent"]
"""
KEYS = count()
NOW = datetime(2026, 10, 1, 1, 30, tzinfo=UTC)


@pytest.fixture
def group(quiet):
    """A shop whose two robots are configured."""
    quiet.settings.config.mkdir(parents=True, exist_ok=True)
    (quiet.settings.config / "chat.toml").write_text(TOML, encoding="utf-8")
    return quiet


def look(team, **ask):
    drawn = chat.blocks(team.sitting(**ask))
    json.dumps(drawn)
    ids = [block["id"] for block in drawn]
    assert len(ids) == len(set(ids))
    return dict(zip(ids, drawn, strict=True))


def act(team, name, /, by="manager", key=None, **values):
    done = chat.ACTS[name](team.sitting(by), key=key or f"chat-{next(KEYS)}", **values)
    return done if isinstance(done, Reply) else Reply(done)


def sent(team, verdict="sent", minutes=1):  # not at half past, when Feishu is left alone
    """One step of a sender whose robots all answer so."""
    now = NOW + timedelta(days=team.days, minutes=minutes, seconds=1)
    Sender(team.settings, team.engine, lambda *_: Verdict(verdict, "why"), lambda: now).step()


def said(block):
    return " ".join(line["text"] for line in block["lines"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_shop_without_robots_is_told_so(quiet, lang):
    drawn = look(quiet, lang=lang)
    assert drawn["told"]["rows"] == [] and drawn["state"]["lines"][0]["tone"] == "warn"
    assert act(quiet, "chat_write", text="hi").tone == "warn"


def test_robots_are_shown_by_name_and_kind_alone(group):
    act(group, "chat_write", text="hi")
    sent(group, "refused")
    shown = json.dumps(look(group), ensure_ascii=False)
    assert "team · WeCom" in shown and "bosses · Feishu" in shown
    assert not any(word in shown for word in ("SECRETKEY", "HOOKSECRET", "SECsecret", "https"))


def test_quiet_hours_are_said_while_they_last(group):
    toml = f'quiet = ["09:00", "11:00"]\n{TOML}'
    (group.settings.config / "chat.toml").write_text(toml, encoding="utf-8")
    assert "11:00" in said(look(group)["state"])


def test_a_file_with_a_mistake_is_said_on_the_page(group):
    (group.settings.config / "chat.toml").write_text("[robot", encoding="utf-8")
    assert look(group)["state"]["lines"][0]["tone"] == "bad"
    with pytest.raises(Refused):
        act(group, "chat_write", text="hi")


def test_what_is_written_is_told_once_however_often_it_is_pressed(group):
    for _ in range(2):
        act(group, "chat_write", key="k", text="早上好\n开工")
    [row] = look(group)["told"]["rows"]
    assert (row["title"], row["badge"]) == ("早上好", "waiting")
    sent(group)
    [row] = look(group)["told"]["rows"]
    assert row["badge"] == "delivered" and row["buttons"] == []


def test_a_message_in_doubt_waits_for_somebodys_word(group):
    act(group, "chat_write", text="one")
    act(group, "chat_write", text="two", robot="bosses")
    sent(group, "unclear")
    rows = look(group)["troubled"]["rows"]
    assert chat.badge(group.sitting()) == len(rows) == 2
    act(group, "chat_again", message=rows[0]["key"])
    act(group, "chat_arrived", message=rows[1]["key"])
    assert chat.badge(group.sitting()) is None
    sent(group)
    assert {each.state for each in outbox.messages(group.engine, group.id)} == {"sent"}


def test_what_failed_offers_no_it_arrived(group):
    act(group, "chat_write", text="one")
    for hour in range(6):
        sent(group, "refused", minutes=60 * hour + 1)
    [row] = look(group)["troubled"]["rows"]
    assert [each["act"] for each in row["buttons"]] == ["chat_again", "chat_drop"]
    act(group, "chat_drop", message=row["key"])
    assert look(group)["troubled"]["rows"] == []


def test_an_urgent_matter_is_raised_seen_and_taken(group):
    act(group, "urgent_raise", by="warehouse", what="Flood")
    [row] = look(group)["urgent"]["rows"]
    assert row["title"] == "Flood" and "manager has until" in row["lines"][0]["text"]
    act(group, "urgent_answer", urgent=row["key"], text="on my way")
    drawn = look(group)
    assert drawn["urgent"]["rows"] == [] and drawn["taken"]["rows"][0]["lines"][-1] == "on my way"


def test_the_manager_sets_whom_to_tell(group):
    who = group.who
    rows = [
        {"key": "0", "change": "removed"},
        {"key": "1", "change": "changed", "member": str(who["service"]), "minutes": "3"},
        {"key": None, "change": "added", "member": str(who["warehouse"]), "minutes": 7},
    ]
    before = look(group)["urgent_rule"]["rows"]
    assert len(before) == 2
    with pytest.raises(Refused):
        act(group, "urgent_rule", by="operations", rows=rows)
    act(group, "urgent_rule", rows=rows)
    now = [(row["member"], row["minutes"]) for row in look(group)["urgent_rule"]["rows"]]
    assert now == [(str(who["service"]), 3), (str(who["warehouse"]), 7)]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("chat_write", {"text": None}),
        ("chat_write", {"text": " "}),
        ("chat_write", {"text": {"a": 1}}),
        ("chat_write", {"text": "x" * (LONGEST + 1)}),
        ("chat_write", {"text": "hi", "robot": "nobody"}),
        ("chat_again", {"message": 999}),
        ("chat_again", {"message": "one"}),
        ("chat_arrived", {"message": None}),
        ("chat_drop", {"message": -1}),
        ("urgent_raise", {"what": ""}),
        ("urgent_raise", {"what": "x" * 501}),
        ("urgent_answer", {"urgent": 999}),
        ("urgent_answer", {"urgent": "x"}),
        ("urgent_rule", {"rows": "all"}),
        ("urgent_rule", {"rows": [1]}),
        ("urgent_rule", {"rows": [{"key": "99", "change": "removed"}]}),
        ("urgent_rule", {"rows": [{"key": None, "member": "999", "minutes": 5}]}),
        ("urgent_rule", {"rows": [{"key": "0", "change": "removed"}] * 2
                         + [{"key": "1", "change": "removed"}]}),
        ("urgent_rule", {"rows": [{"key": "0", "member": "1", "minutes": 0}]}),
    ],
)  # fmt: skip
def test_what_a_browser_forges_is_refused_with_a_sentence(group, name, values):
    with pytest.raises((Refused, NotFound)):
        act(group, name, **values)
    assert urgent.matters(group.engine, group.id) == []


@pytest.mark.parametrize("name", ["chat_write", "urgent_raise"])
def test_nobody_writes_without_a_name(group, name):
    values = {"text": "hi"} if name == "chat_write" else {"what": "Flood"}
    with pytest.raises(Refused):
        act(group, name, by="nobody", **values)


def test_a_forged_key_does_not_silence_an_urgent_matter(group):
    for stage in range(3):
        act(group, "chat_write", key=f"1/{stage}", text="x")
    act(group, "urgent_raise", what="Flood")
    told = [each for each in outbox.messages(group.engine, group.id) if each.letter.is_urgent]
    assert {each.robot for each in told} == {"team", "bosses"}
