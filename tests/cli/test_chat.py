"""`shopkit chat`: words go to the outbox, and it says how things stand."""

import json

import pytest

from shopkit import store
from shopkit.cli import main
from shopkit.cli.chat import EXAMPLE
from shopkit.store.outbox import lanes

TOML = """
[robot.team]
kind = "wecom"
url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=SECRETKEY"
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """Folders of this test's own."""
    monkeypatch.setenv("SHOPKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SHOPKIT_CONFIG", str(tmp_path))
    monkeypatch.setenv("SHOPKIT_LANG", "en")
    monkeypatch.delenv("SHOPKIT_DATABASE_URL", raising=False)
    (tmp_path / "chat.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


def told(capsys, *argv):
    """The exit code and what was printed."""
    code = main(["chat", *argv])
    out = capsys.readouterr()
    return code, out.out + out.err


def test_words_wait_for_the_sender_and_it_is_said_that_none_runs(capsys):
    code, shown = told(capsys, "send", "早上好")
    assert code == 0 and "1 messages wait" in shown and "shopkit chat run" in shown
    answer = json.loads(told(capsys, "status", "--json")[1])
    assert (answer["waiting"], answer["is_running"], answer["troubled"]) == (1, False, [])
    assert answer["robots"] == [{"name": "team", "kind": "wecom"}]


def test_the_status_names_robots_and_no_secret(capsys):
    code, shown = told(capsys, "status")
    assert code == 0 and "team  WeCom" in shown and "SECRETKEY" not in shown


@pytest.mark.parametrize("argv", [("send", "hi", "--robot", "nobody"), ("send", " ")])
def test_what_cannot_be_sent_is_refused_with_a_sentence(capsys, argv):
    code, shown = told(capsys, *argv)
    assert code == 2 and shown.strip() and "Traceback" not in shown


def test_without_a_robot_the_file_to_write_is_named(capsys, place):
    (place / "chat.toml").unlink()
    code, shown = told(capsys, "send", "hi")
    assert code == 2 and "chat.toml" in shown.replace("\n", "")


def test_the_example_that_is_shown_can_be_used_as_it_is(capsys, place):
    (place / "chat.toml").unlink()
    shown = told(capsys, "status")[1]
    example = EXAMPLE.strip("\n")
    assert example in shown
    (place / "chat.toml").write_text(example, encoding="utf-8")
    assert "team  DingTalk" in told(capsys, "status")[1]


def test_a_second_sender_is_refused(capsys, place, monkeypatch):
    monkeypatch.setattr(lanes, "LOCK_SECONDS", 0)
    engine = store.open_store(f"sqlite:///{(place / 'data' / 'shopkit.db').as_posix()}")
    with lanes.sole(engine):
        assert told(capsys, "run")[0] == 2
    engine.dispose()
