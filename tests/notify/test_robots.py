"""Which robots there are: from chat.toml and the environment, secrets kept to themselves."""

import logging

import pytest

from shopkit.chat.robots import Verdict
from shopkit.errors import Refused
from shopkit.notify import Robot, chat
from shopkit.settings import Settings

TOML = """
quiet = ["21:30", "08:00"]
[robot.team]
kind = "dingtalk"
url = "https://oapi.dingtalk.com/robot/send?access_token=SECRETTOKEN"
secret = "SECverysecret"
topics = ["digest", "urgent"]
[robot.bosses]
kind = "feishu"
url = "https://open.feishu.cn/open-apis/bot/v2/hook/HOOKSECRET"
quiet = []
"""


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "data", tmp_path / "cache", tmp_path)


def read(settings, text="", **env):
    (settings.config / "chat.toml").write_text(text, encoding="utf-8")
    return chat(settings, {f"SHOPKIT_CHAT_{name}": value for name, value in env.items()})


def test_without_a_file_there_is_no_robot(settings):
    assert not chat(settings, {}).robots


def test_robots_are_read_with_what_they_are_told_and_when(settings):
    known = read(settings, TOML)
    assert known.told("digest") == ["team", "bosses"] and known.told("note") == ["bosses"]
    assert known.robots["team"].quiet and not known.robots["bosses"].quiet
    assert known.robots["team"].host == "oapi.dingtalk.com"


def test_the_environment_gives_a_robot_and_rules(settings):
    env = {"WECOM_URL": "https://qyapi.weixin.qq.com/x?key=k", "WECOM_KEYWORD": "小店"}
    rules = {"QUIET": "22:00-07:00", "DRY_RUN": "1", "HOSTS": "a.test, b.test", "CA": "own.pem"}
    known = read(settings, **env, **rules)
    robot = known.robots["wecom"]
    assert (robot.kind, robot.keyword, robot.quiet.first.hour) == ("wecom", "小店", 22)
    assert known.dry_run and known.hosts == {"a.test", "b.test"}
    assert known.ca == settings.config / "own.pem"


@pytest.mark.parametrize("word", ["0", "no", "False"])
def test_a_dry_run_is_switched_off_in_words_too(settings, word):
    assert not read(settings, "dry_run = true", DRY_RUN=word).dry_run


@pytest.mark.parametrize(
    "text",
    [
        "[robot.team",
        "robot = 3",
        "robot.team = 3",
        '[robot.team]\nkind = "telegram"\nurl = "https://x/SECRETTOKEN"',
        '[robot.team]\nkind = "wecom"',
        '[robot."a b"]\nkind = "wecom"\nurl = "https://x/SECRETTOKEN"',
        '[robot.team]\nkind = "wecom"\nurl = "https://x/SECRETTOKEN"\ntopics = ["gossip"]',
        '[robot.team]\nkind = "wecom"\nurl = "https://x/SECRETTOKEN"\ntopics = "digest"',
        'quiet = ["21:30"]',
        'quiet = "21:30"',
        'hosts = "a.test"',
        "url = SECRETTOKEN",
    ],
)
def test_what_is_written_wrongly_is_said_without_a_secret(settings, text):
    with pytest.raises(Refused) as caught:
        read(settings, text)
    assert "SECRETTOKEN" not in str(caught.value)


def test_a_file_in_another_encoding_is_said(settings):
    (settings.config / "chat.toml").write_bytes("# 小店".encode("gb18030"))
    with pytest.raises(Refused):
        chat(settings, {})


def test_a_robot_shows_neither_address_nor_secret(settings):
    shown = repr(read(settings, TOML))
    assert not any(word in shown for word in ("SECRETTOKEN", "SECverysecret", "HOOKSECRET"))


def test_words_that_a_server_sends_back_lose_the_secret():
    url = "https://open.feishu.cn/open-apis/bot/v2/hook/HOOKSECRET"
    robot = Robot("team", "feishu", url, "SECverysecret")
    assert robot.hides(f"no {url} HOOKSECRET SECverysecret") == "no ••• ••• •••"


def test_no_secret_is_kept_in_the_store_or_a_log(office, robots, caplog):
    caplog.set_level(logging.DEBUG)
    office.connect(robots, secret="SECverysecret")
    office.put("one", "two")
    answers = iter([Verdict("refused", f"bad https://127.0.0.1:{robots.port} tokentoken")])
    office.step(lambda *_: next(answers))
    office.wait(minutes=1)
    office.step()
    told = caplog.text + repr(office.messages())
    told += "".join(path.read_bytes().decode("latin-1") for path in office.settings.data.iterdir())
    assert robots.texts() == ["one", "two"]
    assert "tokentoken" not in told and "SECverysecret" not in told
