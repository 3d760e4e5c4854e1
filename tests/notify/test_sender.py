"""The sender against robots that answer well, badly, late or never."""

import random
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from shopkit.chat.robots import Verdict, dingtalk_sign
from shopkit.notify import dry, wire
from shopkit.store import outbox

KINDS = ("dingtalk", "wecom", "feishu")

EACH = pytest.mark.parametrize("kind", KINDS)
HOWS = ("ok", "ok", "code", "limit", "slow", "close", "redirect", "forbidden", "garbage")
LOST = ("slow", "close", "garbage")  # the robot took it, and its answer did not arrive


@pytest.fixture
def hasty(monkeypatch):
    """A sender that waits a fifth of a second for an answer, not fifteen."""
    monkeypatch.setattr(wire, "ALL_SECONDS", 0.2)


def results(office):
    return [[each.result for each in found.attempts] for found in office.messages()]


@EACH
def test_a_message_arrives_once(office, robots, kind):
    office.connect(robots)
    office.put("早上好", robots=[kind])
    assert (office.step(), office.step()) == (1, 0)
    assert (robots.texts(), office.states()) == (["早上好"], ["sent"])


def test_the_signature_arrives_as_it_was_made(office, robots):
    office.connect(robots, secret="SECabc123")
    office.put("hi")
    office.step()
    [(_, path, headers, _)] = robots.asked
    asked = parse_qs(urlsplit(path).query)
    [at] = asked["timestamp"]
    assert asked["sign"] == [dingtalk_sign("SECabc123", int(at))]
    assert headers["Host"] == f"127.0.0.1:{robots.port}"


@EACH
def test_an_error_code_under_http_200_is_tried_again_and_then_shown(office, robots, kind):
    office.connect(robots)
    robots.plan.extend(["code"] * 9)
    office.put("hi", robots=[kind])
    for _ in range(9):
        office.step()
        office.wait(hours=1)
    assert (results(office), office.states()) == ([["refused"] * 5], ["failed"])
    [shown] = outbox.troubled(office.engine, office.id)
    assert robots.texts() == [] and shown.attempts[-1].detail[:3] in ("310", "930", "190")


@EACH
def test_too_fast_is_waited_for(office, robots, kind):
    office.connect(robots)
    robots.plan.append("limit")
    office.put("hi", robots=[kind])
    office.step()
    office.wait(seconds=59)
    assert (office.step(), robots.texts()) == (0, [])
    office.wait(minutes=10)
    office.step()
    assert (robots.texts(), office.states()) == (["hi"], ["sent"])


@EACH
@pytest.mark.parametrize("how", ["slow", "close", "garbage", "drip", "flood"])
def test_what_has_no_clear_answer_is_not_sent_again_by_itself(office, robots, hasty, kind, how):
    office.connect(robots)
    robots.plan.append(how)
    office.put("hi", robots=[kind])
    for _ in range(3):
        office.step()
        office.wait(hours=9)
    assert (results(office), office.states()) == ([["unclear"]], ["unclear"])
    assert len(robots.asked) == 1


def test_what_is_sent_again_says_that_it_is(office, robots):
    office.connect(robots)
    robots.plan.append("close")
    office.put("hi")
    office.step()
    [shown] = outbox.troubled(office.engine, office.id)
    outbox.send_again(office.engine, office.id, shown.id, office.stamp())
    office.step()
    first, second = robots.texts()
    assert first == "hi" and second.endswith("hi") and "again" in second


def test_what_somebody_saw_in_the_group_is_done(office, robots):
    office.connect(robots)
    robots.plan.append("garbage")
    office.put("hi")
    office.step()
    [shown] = outbox.troubled(office.engine, office.id)
    outbox.confirm(office.engine, office.id, shown.id, office.stamp())
    office.step()
    assert (robots.texts(), office.states()) == (["hi"], ["sent"])


def test_a_redirect_is_not_followed(office, robots):
    office.connect(robots)
    robots.plan.append("redirect")
    office.put("hi")
    office.step()
    assert office.states() == ["failed"]
    assert [path.split("?")[0] for _, path, _, _ in robots.asked] == ["/dingtalk/dingtalk"]


def test_a_host_without_a_trusted_certificate_gets_nothing(office, robots):
    office.connect(robots)
    written = (office.settings.config / "chat.toml").read_text(encoding="utf-8")
    office.configure("\n".join(row for row in written.splitlines() if not row.startswith("ca")))
    office.put("hi")
    office.step()
    assert (results(office), office.states(), robots.asked) == ([["unreachable"]], ["waiting"], [])
    assert "certificate" in office.messages()[0].attempts[0].detail


def test_a_network_that_comes_back_carries_what_waited(office, robots):
    office.connect(robots)
    office.put("one", "two")
    down = lambda *_: Verdict("unreachable")  # noqa: E731
    for _ in range(4):
        office.step(down)
        office.wait(hours=1)
    office.step()
    assert robots.texts() == ["one", "two"]


def test_messages_of_one_robot_arrive_in_order_also_after_a_refusal(office, robots):
    office.connect(robots)
    robots.plan.append("code")
    office.put("one", "two", "three")
    office.step()
    assert robots.texts() == []
    office.wait(minutes=1)
    office.step()
    assert robots.texts() == ["one", "two", "three"]


def test_a_robot_that_refuses_does_not_hold_the_others_up(office, robots):
    office.connect(robots)
    robots.plan.append("code")
    office.put("hi", robots=KINDS)
    office.step()
    assert sorted(office.states()) == ["sent", "sent", "waiting"]


def test_the_nineteenth_message_of_a_minute_waits(office, robots):
    office.connect(robots)
    office.put(*(str(n) for n in range(20)))
    office.step()
    assert len(robots.texts()) == 18
    office.wait(seconds=61)
    office.step()
    assert robots.texts() == [str(n) for n in range(20)]


def test_a_long_message_comes_in_numbered_parts_and_in_order(office, robots):
    office.connect(robots)
    text = "".join(f"第{n}行：库存、退款、差评都在这里\n" for n in range(90))
    office.put(text, robots=["wecom"])
    office.step()
    heads, bodies = zip(*(each.split("\n", 1) for each in robots.texts()), strict=True)
    assert heads == tuple(f"({n}/{len(heads)})" for n in range(1, len(heads) + 1))
    assert "".join(bodies) == text.strip() and len(heads) == 3


def test_only_the_part_that_did_not_arrive_is_sent_again(office, robots):
    office.connect(robots)
    robots.plan.extend(["ok", "close"])
    office.put("淘" * 1500, robots=["wecom"])
    office.step()
    [shown] = outbox.troubled(office.engine, office.id)
    outbox.send_again(office.engine, office.id, shown.id, office.stamp())
    office.step()
    heads = [each.split("\n")[0] for each in robots.texts()]
    assert heads[:2] == ["(1/3)", "(2/3)"] and "again" in heads[2] and heads[3] == "(3/3)"
    assert office.states() == ["sent"]


def test_a_robot_that_became_another_kind_between_two_parts_is_shown(office, robots):
    office.connect(robots, "team", kinds=("wecom",))
    robots.plan.extend(["ok", "code"])
    office.put("淘" * 1500, robots=["team"])
    office.step()
    office.connect(robots, "team", kinds=("dingtalk",))
    office.wait(hours=1)
    office.step()
    assert office.states() == ["failed"] and len(robots.asked) == 2


def test_a_robot_that_is_gone_is_said(office):
    office.put("hi", robots=["nobody"])
    office.step()
    assert office.states() == ["failed"]


def test_quiet_hours_hold_back_all_but_what_is_urgent(office, robots):
    office.connect(robots, top='quiet = ["09:00", "11:00"]')  # it is 10:10 in Shanghai
    office.put("later")
    office.put("now", is_urgent=True)
    office.step()
    assert robots.texts() == ["now"]
    office.wait(minutes=51)
    office.step()
    assert robots.texts() == ["now", "later"]


def test_the_word_a_robot_asks_for_stands_in_each_part(office, robots):
    office.connect(robots, "team", kinds=("wecom",))
    with (office.settings.config / "chat.toml").open("a", encoding="utf-8") as file:
        file.write('\nkeyword = "小店"\n')
    office.put("淘" * 1500, robots=["team"])
    office.put("小店 hi", robots=["team"])
    office.step()
    assert all(text.startswith("小店 ") for text in robots.texts())
    assert robots.texts()[-1] == "小店 hi"


def test_a_dry_run_goes_to_a_file(office, robots):
    office.connect(robots, top="dry_run = true")
    office.put("早上好")
    office.step()
    assert (robots.asked, office.states()) == ([], ["sent"])
    written = dry.file_of(office.settings).read_text(encoding="utf-8")
    assert "早上好" in written and "token" not in written


@pytest.mark.parametrize("seed", range(3))
def test_every_message_arrives_once_or_is_shown(office, robots, hasty, seed):
    chance = random.Random(seed)
    office.connect(robots)
    texts = [f"message {n}" for n in range(16)]
    for text in texts:
        office.put(text, robots=[chance.choice(KINDS)])
    robots.plan.extend(chance.choice(HOWS) for _ in range(40))
    for _ in range(60):
        office.step()
        office.wait(minutes=11)
    told = {each.letter.text: each.state for each in office.messages()}
    arrived = robots.texts()
    assert set(told.values()) <= {"sent", "unclear", "failed"}
    for text, state in told.items():
        times = arrived.count(text)
        assert times == 1 if state == "sent" else times <= (state == "unclear"), (text, state)


def test_nothing_that_waited_too_long_is_sent_as_if_it_were_new(office, robots):
    office.connect(robots)
    office.put("old")
    down = lambda *_: Verdict("unreachable")  # noqa: E731
    office.step(down)
    office.shift += timedelta(hours=25)
    office.step(down)
    assert office.states() == ["failed"]
