"""A task in one line, in Chinese and English."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit import text
from shopkit.tasks.quick import quick
from shopkit.tasks.task import Draft, Person

TODAY = date(2026, 10, 1)  # a Thursday
QING, ANN, LEE = Person(1, "小青"), Person(2, "Ann"), Person(3, "Ann Lee")
MEMBERS = [QING, ANN, LEE, Person(4, "小")]


def read(line):
    return quick(line, MEMBERS, TODAY)


def test_a_line_in_chinese_is_read_whole():
    told = read("整理退货 @小青 !高 #售后 明天 30分钟")
    assert told.title == "整理退货"
    assert told.fields == {
        "owner_id": 1,
        "priority": 1,
        "labels": ("售后",),
        "due_on": date(2026, 10, 2),
        "estimate_minutes": 30,
    }
    assert not told.faults


def test_a_line_in_english_is_read_whole():
    told = read("Sort returns @ann lee !high #support tomorrow 30m")
    assert (told.title, told.fields["owner_id"], told.fields["priority"]) == ("Sort returns", 3, 1)
    assert (told.fields["due_on"], told.fields["estimate_minutes"]) == (date(2026, 10, 2), 30)


def test_what_was_not_said_is_not_there():
    assert read("整理退货").fields == {}
    assert Draft(read("整理退货 !低").title, **read("整理退货 !低").fields).priority == 3


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("今天", "2026-10-01"),
        ("后天", "2026-10-03"),
        ("大后天", "2026-10-04"),
        ("周四", "2026-10-01"),
        ("周五", "2026-10-02"),
        ("星期三", "2026-10-07"),
        ("本周三", "2026-09-30"),
        ("下周一", "2026-10-05"),
        ("下下周日", "2026-10-18"),
        ("fri", "2026-10-02"),
        ("next Monday", "2026-10-05"),
        ("in 3 days", "2026-10-04"),
        ("3天后", "2026-10-04"),
        ("11-11", "2026-11-11"),
        ("11月11日", "2026-11-11"),
        ("2026-11-11", "2026-11-11"),
        ("2027年1月2日", "2027-01-02"),
        ("9-30", "2027-09-30"),
        ("2/29", "2028-02-29"),
        ("31号", "2026-10-31"),
        ("月底", "2026-10-31"),
    ],
)
def test_a_day_is_meant(words, day):
    told = read(f"整理 {words}")
    assert (told.title, told.fields.get("due_on")) == ("整理", date.fromisoformat(day))


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("30分钟", 30),
        ("30 min", 30),
        ("2h", 120),
        ("1.5小时", 90),
        ("1小时30分", 90),
        ("半小时", 30),
    ],
)
def test_a_length_is_meant(words, minutes):
    told = read(f"整理 {words}")
    assert (told.title, told.fields.get("estimate_minutes")) == ("整理", minutes)


@pytest.mark.parametrize(
    "line",
    [
        "Order sun cream",
        "Mon repos needs paint",
        "尺寸 2-30 的杯子",
        "Answer order #12345",
        "太好了! 继续",
        "Mail a@b.cn",
        "see https://a.cn/b#c",
        "C# book",
        "Take 1 of 2",
        "11-11 素材",
        "11月11日 活动",
    ],
)
def test_what_only_looks_like_a_sign_stays_in_the_title(line):
    told = read(line)
    assert (told.title, told.fields, told.faults) == (line, {}, ())


def test_of_two_days_the_last_one_is_meant():
    told = read("准备 11-11 素材 明天")
    assert (told.title, told.fields["due_on"]) == ("准备 11-11 素材", date(2026, 10, 2))


def test_a_line_may_begin_with_its_day():
    told = read("明天 整理退货 2小时 @小青")
    assert (told.title, told.fields["due_on"]) == ("整理退货", date(2026, 10, 2))
    assert told.fields["estimate_minutes"] == 120
    assert read("2026-11-11 盘点").title == read("3天后 盘点").title == "盘点"


def test_chinese_needs_no_spaces_before_a_sign():
    told = read("整理退货@小青#售后＃急件")
    assert (told.title, told.fields) == ("整理退货", {"owner_id": 1, "labels": ("售后", "急件")})


def test_the_longest_name_is_meant_and_further_ones_watch():
    told = read("@小青 盘点 @ann @Ann Lee @小青")
    assert (told.title, told.fields) == ("盘点", {"owner_id": 1, "watchers": (2, 3)})
    assert read("@小明 盘点").fields == {"owner_id": 4}
    assert read("@小明 盘点").title == "明 盘点"


def test_a_name_nobody_has_is_said():
    told = read("盘点 @ghost")
    [fault] = told.faults
    assert told.title == "盘点"
    assert "小青" in str(fault) and "ghost" in fault.told(text.speaker("zh"))
    assert [str(fault) for fault in read("@annette 盘点").faults] != []


def test_a_line_without_words_is_no_task():
    assert [str(fault) for fault in read(" !高 明天 ").faults] == ["A task needs a title."]


@given(st.text("ab 中!@#＠小青明天周1-/月h分:.", max_size=30))
def test_any_line_is_read_or_its_fault_is_said(line):
    told = read(line)
    assert told.faults or Draft(told.title, **told.fields)
