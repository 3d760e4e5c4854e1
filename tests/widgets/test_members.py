"""The team's form: what was typed is what is handed over."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from shopkit.errors import Refused
from shopkit.roles import Role
from shopkit.text import speaker
from shopkit.widgets import MembersForm


@dataclass(frozen=True)
class Person:
    name: str
    roles: frozenset
    language: str
    works_from: str
    works_to: str
    workdays: frozenset
    days_off: frozenset
    id: int | None = None

    def __post_init__(self):
        if not self.name:
            raise Refused("A member needs a name.")


@pytest.fixture
def team():
    return {}


@pytest.fixture
def form(team):
    def save(person):
        key = person.id or len(team) + 1
        team[key] = replace(person, id=key)
        return team[key]

    return MembersForm(
        members=lambda: list(team.values()), save=save, remove=team.pop, make=Person, say=speaker("en"), lang="en"
    )  # fmt: skip


def test_what_was_typed_is_saved(form, team):
    form.name.value, form.roles.value, form.days_off.value = (
        "ann",
        ("service",),
        "2026-10-01，2026-10-02",
    )
    form.save.click()
    (ann,) = team.values()
    assert (ann.name, ann.roles) == ("ann", {Role.SERVICE})
    assert ann.days_off == {date(2026, 10, 1), date(2026, 10, 2)}
    assert "ann is saved." in form.message.value


def test_a_member_chosen_is_changed_and_not_doubled(form, team):
    form.name.value = "ann"
    form.save.click()
    form.works_from.value = "10:00"
    form.save.click()
    assert [person.works_from for person in team.values()] == ["10:00"]


def test_a_refusal_keeps_what_was_typed(form, team):
    form.works_from.value = "10:00"
    form.save.click()
    assert "needs a name" in form.message.value and form.works_from.value == "10:00" and team == {}


def test_a_day_that_is_none_is_refused_with_an_example(form):
    form.name.value, form.days_off.value = "ann", "tomorrow"
    form.save.click()
    assert "2026-10-01" in form.message.value


def test_a_forged_press_on_remove_removes_nobody(form, team):
    form.name.value = "ann"
    form.save.click()
    form.who.value = None
    form.remove.click()
    assert len(team) == 1 and "Choose" in form.message.value


def test_a_member_removed_is_gone(form, team):
    form.name.value = "ann"
    form.save.click()
    form.remove.click()
    assert team == {}


def test_a_name_is_text_and_never_markup(form):
    form.name.value = "<img src=x onerror=alert(1)>"
    form.save.click()
    assert "<img" not in form.listed.value + form.message.value
