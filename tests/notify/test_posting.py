"""What is put into the outbox: by topic, once, and urgent matters by the shop's rule."""

import time

import pytest

from shopkit import store
from shopkit.chat.letters import Letter
from shopkit.chat.robots import Verdict
from shopkit.chat.urgent import Step
from shopkit.errors import NotFound, Refused
from shopkit.notify import answer_urgent, post, raise_urgent, rule, set_rule
from shopkit.shop import Shop
from shopkit.store.ledger import Stamp

SENT = Verdict("sent")
TOML = """
[robot.team]
kind = "wecom"
url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k"
[robot.bosses]
kind = "feishu"
url = "https://open.feishu.cn/open-apis/bot/v2/hook/h"
topics = ["urgent"]
"""


@pytest.fixture
def shop(office):
    office.configure(TOML)
    return Shop(office.settings, office.engine, office.row)


def told(office):
    return [(each.robot, each.letter.whole) for each in office.messages()]


def test_a_letter_goes_to_the_robots_that_are_told_its_kind(office, shop):
    post(shop, Letter("digest", "hi"), office.stamp())
    post(shop, Letter("urgent", "now"), office.stamp())
    assert told(office) == [("team", "hi"), ("team", "now"), ("bosses", "now")]


def test_an_alarm_keyed_by_its_day_is_told_once(office, shop):
    for _ in range(2):
        post(
            shop, Letter("alarm", "conversion fell"), Stamp(None, office.now(), "alarm/2026-10-01")
        )
    assert len(told(office)) == 1


def test_without_a_robot_nothing_is_kept_and_the_caller_knows(office, shop):
    office.configure("")
    assert post(shop, Letter("digest", "hi"), office.stamp()) == []


def test_a_robot_that_there_is_not_is_refused(office, shop):
    with pytest.raises(Refused):
        post(shop, Letter("digest", "hi"), office.stamp(), robots=["nobody"])


def test_writing_asks_nothing_of_the_network(office, shop, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: pytest.fail("asked the network"))
    began = time.perf_counter()
    post(shop, Letter("digest", "hi"), office.stamp())
    assert time.perf_counter() - began < 2


def test_urgent_goes_to_the_manager_first_unless_the_shop_says_otherwise(office, shop):
    day = office.now().date()
    assert [step.member_id for step in rule(shop, day)] == [office.ann, office.bob]
    set_rule(shop, [Step(office.bob, 3)], by=office.ann)
    assert rule(shop, day) == (Step(office.bob, 3),)


def test_who_is_off_today_is_told_last(office, shop):
    ann = next(each for each in shop.members() if each.name == "ann")
    day = office.now().date()
    shop.save_member(store.Member("ann", ann.roles, days_off=frozenset({day}), id=ann.id))
    assert [step.member_id for step in rule(shop, day)] == [office.bob, office.ann]


def test_a_colleague_who_left_is_told_nothing(office, shop):
    set_rule(shop, [Step(office.bob, 3), Step(office.ann, 3)], by=office.ann)
    shop.remove_member(office.bob, on=office.now().date())
    assert rule(shop, office.now().date()) == (Step(office.ann, 3),)


def test_only_the_manager_sets_the_rule(office, shop):
    with pytest.raises(Refused):
        set_rule(shop, [Step(office.bob, 3)], by=office.bob)
    with pytest.raises(Refused):
        set_rule(shop, [Step(999, 3)], by=office.ann)


def test_an_urgent_matter_goes_on_until_it_is_answered(office, shop):
    number = raise_urgent(shop, "The warehouse is flooded", office.stamp("k"))
    office.step(lambda *_: SENT)
    office.wait(minutes=11)
    office.step(lambda *_: SENT)
    first, second = (words for robot, words in told(office) if robot == "team")
    assert "ann" in first.split("\n")[1] and "bob" in second.split("\n")[1]
    assert "No answer yet from ann" in second
    answer_urgent(shop, number, office.stamp(), text="on my way")
    office.wait(hours=2)
    office.step(lambda *_: SENT)
    assert told(office)[-1] == ("bosses", "ann has taken it: The warehouse is flooded\non my way")


def test_a_matter_that_there_is_not_is_not_answered(office, shop):
    with pytest.raises(NotFound):
        answer_urgent(shop, 7, office.stamp())


def test_the_sample_shop_never_writes_to_a_real_group(office, robots):
    sample = store.create_shop(office.engine, "Sample", at=office.now(), is_sample=True)
    office.connect(robots)
    shop = Shop(office.settings, office.engine, sample)
    post(shop, Letter("digest", "hi"), Stamp(None, office.now()))
    office.step()
    assert robots.asked == []
