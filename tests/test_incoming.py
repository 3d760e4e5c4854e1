"""Tasks on their way in: what the file's words mean here, and nothing lost that is too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit import incoming
from shopkit.incoming import Incoming
from shopkit.tasks.task import LABEL, MANY, TITLE, Check

MEMBERS = {1: "小青", 2: "Bob Li"}


def drafted(states=None, who=None, **facts):
    task = Incoming("k", **{"title": "Sweep"} | facts)
    known = incoming.people([task], MEMBERS) if who is None else who
    return incoming.draft(task, states=states or {}, who=known)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Done", "done"), ("✅ Done this week", "done"), ("已完成", "done"), ("To Do", "to do"),
        ("待办", "to do"), ("In Progress", "doing"), ("进行中", "doing"), ("受阻", "blocked"),
        ("On hold", "blocked"), ("已取消", "cancelled"), ("Backlog/Ideas", "to do"),
        ("Landing Page", None), ("", None),
    ],
)  # fmt: skip
def test_a_column_means_a_state(word, state):
    assert incoming.state_of(word) == state


def test_names_are_matched_whatever_their_width_and_case():
    task = Incoming("k", "x", owner="bob li", watchers=("小青", "Zoe"))
    assert incoming.people([task], MEMBERS) == {"bob li": 2, "小青": 1, "Zoe": None}


def test_the_owner_and_watchers_become_members_and_strangers_stay_readable():
    draft = drafted(owner="小青", watchers=("Bob Li", "Zoe"))
    assert (draft.owner_id, draft.watchers) == (1, (2,))
    assert draft.description == "@ Zoe"


def test_a_column_is_put_where_it_was_told_unless_the_task_is_done():
    assert drafted({"Kitchen": "doing"}, column="Kitchen").state == "doing"
    assert drafted({"Kitchen": "doing"}, column="Kitchen", is_done=True).state == "done"


def test_what_is_too_long_for_its_field_is_kept_in_the_description():
    checks = (Check("c" * 400), *[Check(f"n{n}") for n in range(MANY)])
    draft = drafted(title="t" * 400, checks=checks, labels=("l" * 99,))
    assert (len(draft.title), len(draft.checks), len(draft.labels[0])) == (TITLE, MANY, LABEL)
    assert "t" * 400 in draft.description and "c" * 400 in draft.description
    assert f"n{MANY - 1}" in draft.description


@given(st.text(), st.text(), st.lists(st.text()), st.text())
def test_any_words_make_a_task_that_the_shop_may_keep(title, text, labels, owner):
    assert drafted(title=title, description=text, labels=tuple(labels), owner=owner).title
