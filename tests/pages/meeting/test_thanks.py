"""Praise, and the page as a whole."""

import json

import pytest

from shopkit import pages
from shopkit.errors import NotFound, Refused
from shopkit.pages.meeting import desk, month, thanks
from shopkit.store import meetings


def thank(team, **more):
    return team.act("praise_add", **{"to": team.who["warehouse"], "why": "stayed late"} | more)


def test_a_thank_you_is_read_by_all_with_who_and_why(team):
    thank(team)
    [row] = team.look(thanks, by="service")["praises"]["rows"]
    assert (row["title"], row["lines"]) == ("warehouse", ["stayed late", "10-01, from manager"])


def test_the_month_counts_who_was_thanked_most(team):
    thank(team)
    thank(team, by="service")
    thank(team, to=team.who["service"])
    assert team.look(month)["thanked"]["lines"][0]["text"] == "warehouse 2, service 1"


@pytest.mark.parametrize("forged", [{"to": 999}, {"to": None}, {"why": " "}, {"why": "x" * 900}])
def test_a_forged_thank_you_is_refused(team, forged):
    with pytest.raises((Refused, NotFound)):
        thank(team, **forged)
    assert meetings.praises(team.engine, team.id) == []


def test_nobody_thanks_himself(team):
    with pytest.raises(Refused):
        thank(team, to=team.who["manager"])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("tab", [section.KEY for section in desk.SECTIONS])
def test_every_tab_draws_in_both_languages_on_a_new_shop(bare, tab, lang):
    page = desk.meeting_page({"tab": tab, "lang": lang}, settings=bare.settings)
    assert page["tab"] == tab and page["title"].isascii() == (lang == "en")
    json.dumps(page)


def test_what_the_address_forges_opens_the_first_tab(team):
    page = desk.meeting_page(
        {"tab": "../x", "person": "<b>", "held": "9" * 40, "who": "-1"}, settings=team.settings
    )
    assert page["tab"] == "standup" and page["who"]["chosen"] is None


def test_every_act_goes_by_one_name_and_through_the_desk(team):
    names = [name for section in desk.SECTIONS for name in section.ACTS]
    assert len(names) == len(set(names))
    done = desk.acts(team.settings)["meeting_begin"](
        {"who": str(team.who["manager"]), "lang": "zh"}, key="k", kind="weekly"
    )
    assert done == "已开始。" and pages.meeting_desk is desk.meeting_desk
