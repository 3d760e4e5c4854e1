"""Changes of tasks: several people at one card, moves, undo, and what was."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopkit import store, text
from shopkit.errors import NotFound, Refused, ShopkitError
from shopkit.store import tasks
from shopkit.store.ledger import Stamp
from shopkit.tasks.changes import Conflict, facts_of, replayed
from shopkit.tasks.states import NoPath
from shopkit.tasks.task import Check, Link

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
TODAY = date(2026, 10, 1)


def added(room, title="Sweep", **facts):
    return tasks.add_task(room.engine, room.id, title, room.stamp(), **facts)


def change(room, number, version, *, by="ann", key=None, days=0, **values):
    stamp = room.stamp(key, by=by, days=days)
    return tasks.change(room.engine, room.id, number, stamp, version=version, values=values)


def moved(room, number, *, version=1, before=None, by="ann", **values):
    stamp = room.stamp(by=by)
    return tasks.move(
        room.engine, room.id, number, stamp, version=version, values=values, before=before
    )


def undone(room, number, version, *, key=None, by="ann"):
    return tasks.undo(room.engine, room.id, number, room.stamp(key, by=by), version=version)


def board(room, **which):
    return "".join(task.title for task in tasks.tasks(room.engine, room.id, **which))


def test_a_change_is_kept_with_who_and_when(room):
    number = added(room, labels=("a",))
    task = change(room, number, 1, days=1, title=" Mop ", due_on=TODAY, labels=["b"])
    assert (task.title, task.due_on, task.labels, task.version) == ("Mop", TODAY, ("b",), 2)
    last = tasks.history(room.engine, room.id, number)[-1]
    assert (last.by, last.changed_at) == ("ann", NOW + timedelta(days=1))
    assert last.changes == {
        "title": ("Sweep", "Mop"),
        "due_on": (None, "2026-10-01"),
        "labels": (["a"], ["b"]),
    }


def test_what_is_as_it_was_makes_no_version(room):
    number = added(room, owner_id=room.ann, labels=("a",))
    assert change(room, number, 1, title="Sweep", labels=("a",), owner_id=room.ann).version == 1


def test_the_same_act_arriving_twice_is_one_change(room):
    number = added(room)
    change(room, number, 1, key="k", title="Mop")
    assert change(room, number, 1, key="k", title="Mop").version == 2
    for _ in range(2):
        assert undone(room, number, 2, key="u").title == "Sweep"


IMPOSSIBLE = [
    {"title": ""},
    {"priority": 0},
    {"state": "lost"},
    {"owner_id": 999},
    {"estimate_minutes": -1},
    {"labels": ["x" * 41]},
    {"place": 1.0},
    {"done_at": NOW},
    {"document": "safety:1"},
    {"shop_id": "other"},
    {"labels": [str(n) for n in range(101)]},
]


def test_what_cannot_be_is_refused_and_nothing_is_saved(room):
    number = added(room)
    for values in IMPOSSIBLE:
        with pytest.raises((Refused, NotFound)):
            change(room, number, 1, description="kept?", **values)
    assert tasks.task_of(room.engine, room.id, number).version == 1


def test_a_version_that_never_was_is_refused(room):
    number = added(room)
    for version in (0, 2, -1):
        with pytest.raises(Refused, match="Reload"):
            change(room, number, version, title="x")


def test_two_who_change_different_fields_of_a_card_both_hold(room):
    number = added(room)
    change(room, number, 1, by="bob", title="Mop", priority=1)
    task = change(room, number, 1, by="ann", title="Sweep", description="with water", due_on=TODAY)
    assert (task.title, task.priority, task.description) == ("Mop", 1, "with water")
    assert task.version == 3


def test_two_who_change_the_same_field_choose_and_nothing_typed_is_lost(room):
    number = added(room)
    change(room, number, 1, by="bob", days=1, title="Mop")
    with pytest.raises(Conflict) as caught:
        change(room, number, 1, by="ann", title="Wipe", priority=1)
    conflict = caught.value
    [clash] = conflict.clashes
    assert (clash.field, clash.base, clash.theirs, clash.yours) == ("title", "Sweep", "Mop", "Wipe")
    assert (clash.who, clash.when) == ("bob", NOW + timedelta(days=1))
    assert tasks.task_of(room.engine, room.id, number).priority == 2
    task = change(room, number, conflict.version, by="ann", title="Wipe", priority=1)
    assert (task.title, task.priority) == ("Wipe", 1)


def test_a_conflict_is_told_in_both_languages(room):
    number = added(room)
    change(room, number, 1, by="bob", owner_id=room.bob)
    with pytest.raises(Conflict) as caught:
        change(room, number, 1, owner_id=room.ann)
    assert "bob has changed the owner of “Sweep”" in str(caught.value)
    assert "负责人" in caught.value.told(text.speaker("zh"))
    assert "Yours: “ann”" in caught.value.told(text.speaker("en"))


def test_two_who_say_the_same_are_of_one_mind(room):
    number = added(room)
    change(room, number, 1, by="bob", title="Mop")
    assert change(room, number, 1, by="ann", title="Mop").version == 2


def test_labels_of_two_people_all_count(room):
    number = added(room, labels=("a", "b"))
    change(room, number, 1, by="bob", labels=["a", "c"])
    task = change(room, number, 1, by="ann", labels=["a", "b", "d"], links=[Link("sku", "MUG")])
    assert (task.labels, task.links) == (("a", "c", "d"), (Link("sku", "MUG"),))


def test_two_who_reword_one_line_choose(room):
    number = added(room, checks=(Check("tape"), Check("film")))
    tape, film = tasks.task_of(room.engine, room.id, number).checks
    at = (room.engine, room.id, number, room.stamp())
    tasks.change_check(*at, check_id=tape.id, text="wide tape", version=1)
    tasks.change_check(*at, check_id=film.id, text="thin film", version=1)
    with pytest.raises(Conflict, match="line of the checklist"):
        tasks.change_check(*at, check_id=tape.id, text="brown tape", version=1)


def test_people_at_one_card_at_once_all_hold(room, url):
    number = added(room)
    wishes = [{"title": "Mop"}, {"priority": 1}, {"due_on": TODAY}, {"estimate_minutes": 5}]
    wishes += [{"labels": [str(n)]} for n in range(4)]

    def wish(values):
        engine = store.open_store(url)
        stamp = Stamp(room.ann, NOW)
        tasks.change(engine, room.id, number, stamp, version=1, values=values)
        engine.dispose()

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(wish, wishes))
    task = tasks.task_of(room.engine, room.id, number)
    assert (task.title, task.priority, task.due_on, task.estimate_minutes) == ("Mop", 1, TODAY, 5)
    assert (task.labels, task.version) == (("0", "1", "2", "3"), 9)


def test_a_card_goes_before_another_or_to_the_end(room):
    a, b, c = (added(room, title) for title in "abc")
    moved(room, c, before=a)
    assert board(room) == "cab"
    moved(room, c, version=2, before=b)
    assert board(room) == "acb"
    moved(room, a, before=a)
    moved(room, a)
    assert board(room) == "cba"


def test_a_board_never_runs_out_of_room(room):
    a, b, c = (added(room, title) for title in "abc")
    for _ in range(18):
        for card in (b, a):
            version = tasks.task_of(room.engine, room.id, card).version
            moved(room, card, version=version, before=c)
    assert board(room) == "bac"
    places = [task.place for task in tasks.tasks(room.engine, room.id)]
    assert places == sorted(set(places))


def test_a_card_dropped_on_a_list_takes_what_the_list_stands_for(room):
    a, b = added(room, "a"), added(room, "b", state="doing")
    task = moved(room, a, before=b, state="doing")
    assert (task.state, task.started_at) == ("doing", NOW)
    task = moved(room, a, version=2, owner_id=room.bob, due_on=TODAY)
    assert (task.owner, task.due_on) == ("bob", TODAY)


def test_of_two_who_move_a_card_the_later_is_right_about_its_place(room):
    a, b, c = (added(room, title) for title in "abc")
    moved(room, c, before=a, by="bob")
    moved(room, c, before=b, by="ann")
    assert board(room) == "acb"
    moved(room, c, version=3, by="bob", state="doing")
    with pytest.raises(Conflict, match="state"):
        moved(room, c, version=3, by="ann", state="done")


def test_a_step_that_is_no_path_says_which_are(room):
    number = added(room, state="blocked")
    with pytest.raises(NoPath, match=r"only to: To do, Doing, Dropped") as caught:
        moved(room, number, state="done")
    assert caught.value.paths == ("to do", "doing", "cancelled")
    assert "进行中" in caught.value.told(text.speaker("zh"))


def test_a_task_is_blocked_because_of_something_until_it_goes_on(room):
    number = added(room)
    task = change(room, number, 1, state="blocked", blocked_because=" no tape ")
    assert (task.state, task.blocked_because) == ("blocked", "no tape")
    task = change(room, number, 2, state="doing")
    assert (task.blocked_because, task.started_at) == ("", NOW)


def test_a_reopened_task_keeps_when_it_was_begun(room):
    number = added(room, state="doing")
    done = change(room, number, 1, days=2, state="done")
    assert done.done_at == NOW + timedelta(days=2)
    again = change(room, number, 2, days=3, state="doing")
    assert (again.started_at, again.done_at) == (NOW, None)


def test_an_archived_task_is_off_the_board_and_comes_back(room):
    number = added(room)
    at = (room.engine, room.id, number, room.stamp())
    for _ in range(2):
        assert tasks.archive(*at).archived_at == NOW
    assert board(room) == ""
    assert tasks.open_tasks(room.engine, room.id) == []
    assert tasks.archive(*at, is_archived=False).version == 3
    assert board(room) == "Sweep"


def test_the_last_change_is_taken_back_and_that_as_well(room):
    number = added(room, state="doing")
    change(room, number, 1, state="done", title="Mop")
    task = undone(room, number, 2)
    assert (task.state, task.title, task.done_at, task.version) == ("doing", "Sweep", None, 3)
    task = undone(room, number, 3)
    assert (task.state, task.title, task.done_at) == ("done", "Mop", NOW)


def test_an_earlier_change_is_taken_back_where_nobody_changed_it_since(room):
    number = added(room, labels=("a",))
    change(room, number, 1, title="Mop", labels=["a", "b"])
    change(room, number, 2, by="bob", priority=1, labels=["b", "c"])
    task = undone(room, number, 2)
    assert (task.title, task.priority, task.labels) == ("Sweep", 1, ("c",))
    change(room, number, 4, by="bob", priority=3)
    with pytest.raises(Conflict):
        undone(room, number, 3)


def test_a_struck_line_is_brought_back(room):
    number = added(room, checks=(Check("tape", is_done=True),))
    [tape] = tasks.task_of(room.engine, room.id, number).checks
    tasks.drop_check(room.engine, room.id, number, room.stamp(), check_id=tape.id)
    assert undone(room, number, 2).checks == (tape,)
    task = tasks.add_check(room.engine, room.id, number, room.stamp(), text="film")
    assert undone(room, number, task.version).checks == (tape,)


def test_a_task_made_by_mistake_is_put_away(room):
    number = added(room)
    assert undone(room, number, 1).archived_at == NOW
    assert board(room, archived=True) == "Sweep"


def test_a_board_is_shown_as_it_was(room):
    first = added(room, "first", labels=("a",), checks=(Check("x"),), owner_id=room.ann)
    whole = added(room, "whole", needs=(first,))
    part = added(room, "part", parent_id=whole)
    then = tasks.as_of(room.engine, room.id, NOW)
    assert then == tasks.tasks(room.engine, room.id)
    change(room, first, 1, days=2, title="1st", labels=["b"], owner_id=room.bob)
    tasks.add_check(room.engine, room.id, first, room.stamp(days=2), text="y")
    change(room, first, 3, days=3, state="done")
    change(room, part, 1, days=3, state="done", title="p")
    moved(room, whole, before=part)
    tasks.add_task(room.engine, room.id, "later", room.stamp(days=2))
    day = timedelta(days=1)
    assert tasks.as_of(room.engine, room.id, NOW + day)[0] == then[0]
    middle = tasks.as_of(room.engine, room.id, NOW + 2 * day)
    assert [task.title for task in middle] == ["1st", "whole", "part", "later"]
    assert (middle[0].state, middle[0].owner, middle[0].version) == ("to do", "bob", 3)
    assert (middle[1].waits_for[0].title, middle[1].subtasks_done) == ("1st", 0)
    assert tasks.as_of(room.engine, room.id, NOW + 9 * day) == tasks.tasks(
        room.engine, room.id, states=None
    )
    assert tasks.as_of(room.engine, room.id, NOW - day) == []


STEPS = st.lists(
    st.one_of(
        st.fixed_dictionaries({"title": st.text("ab中", min_size=1, max_size=3)}),
        st.fixed_dictionaries({"priority": st.integers(1, 4)}),
        st.fixed_dictionaries({"state": st.sampled_from(["to do", "doing", "blocked", "done"])}),
        st.fixed_dictionaries({"labels": st.sets(st.sampled_from("abc"))}),
        st.fixed_dictionaries({"due_on": st.none() | st.dates(TODAY, date(2026, 12, 1))}),
        st.fixed_dictionaries({"check": st.booleans() | st.sampled_from(["more", "less"])}),
        st.fixed_dictionaries({"undo": st.integers(0, 3)}),
        st.fixed_dictionaries({"behind": st.integers(0, 3), "title": st.sampled_from("xy")}),
    ),
    max_size=8,
)


def step(room, number, what):
    """One act, also from a page some versions behind; the task it gives."""
    task = tasks.task_of(room.engine, room.id, number)
    at, lines = (room.engine, room.id, number, room.stamp()), task.checks
    if "undo" in what:
        return tasks.undo(*at, version=max(1, task.version - what["undo"]))
    if what.get("check") == "more" or ("check" in what and not lines):
        return tasks.add_check(*at, text="line")
    if what.get("check") == "less":
        return tasks.drop_check(*at, check_id=lines[0].id)
    if "check" in what:
        return tasks.change_check(*at, check_id=lines[-1].id, is_done=what["check"])
    version = max(1, task.version - what.get("behind", 0))
    values = {field: value for field, value in what.items() if field != "behind"}
    return tasks.change(*at, version=version, values=values)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_the_history_replayed_is_the_task_whatever_was_done(room, steps):
    number, done = added(room, checks=(Check("first"),)), None
    for what in steps:
        before = tasks.task_of(room.engine, room.id, number)
        try:
            done = step(room, number, what)
        except ShopkitError:
            assert tasks.task_of(room.engine, room.id, number) == before
    task = tasks.task_of(room.engine, room.id, number)
    changes = tasks.history(room.engine, room.id, number)
    assert done in (None, task)
    told = {field: value for field, value in facts_of(task).items() if value is not None}
    lived = {field: value for field, value in replayed(changes).items() if value is not None}
    assert lived == told
    assert [each.version for each in changes] == list(range(1, task.version + 1))
