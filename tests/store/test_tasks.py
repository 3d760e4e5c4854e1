"""Tasks: added whole, found, finished; what hangs on them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shopkit import store
from shopkit.errors import NotFound, Refused
from shopkit.roles import Role
from shopkit.store import Member, tasks
from shopkit.store.engine import writing
from shopkit.store.ledger import Stamp
from shopkit.tasks.flow import Limits
from shopkit.tasks.task import Check, Link, Other, Person

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
TODAY = date(2026, 10, 1)


def added(room, title="Sweep", *, key=None, **facts):
    return tasks.add_task(room.engine, room.id, title, room.stamp(key), **facts)


def task_of(room, number):
    return tasks.task_of(room.engine, room.id, number)


def titles(room, **which):
    return [task.title for task in tasks.open_tasks(room.engine, room.id, **which)]


def found(room, **which):
    return [task.title for task in tasks.tasks(room.engine, room.id, **which)]


def hung(room, act, number, *, key=None, **what):
    return act(room.engine, room.id, number, room.stamp(key), **what)


def test_the_most_pressing_task_comes_first(room):
    added(room, "later")
    added(room, "soon", due_on=TODAY)
    added(room, "now", priority=1)
    assert titles(room) == ["now", "soon", "later"]


def test_tasks_are_found_by_person_and_by_role(room):
    added(room, "hers", owner_id=room.ann)
    added(room, "his", owner_id=room.bob)
    added(room, "nobody's")
    assert titles(room, owner_id=room.ann) == ["hers"]
    assert titles(room, role=Role.MANAGER) == found(room, role=Role.MANAGER) == ["his"]


def test_a_board_shows_its_tasks_in_the_order_they_came(room):
    added(room, "one", priority=4)
    added(room, "two", priority=1, state="doing")
    added(room, "three", state="cancelled")
    assert found(room) == ["one", "two"]
    assert found(room, states=["doing"]) == found(room, states=None)[1:2] == ["two"]
    assert found(room, states=None, limit=2) == ["one", "two"]


def test_tasks_are_found_by_words_labels_links_parts_and_number(room):
    link = Link("sku", "MUG")
    whole = added(room, "Photograph the mugs", labels=("Photos", "11.11"), links=(link,))
    added(room, "Light", description="100% white, no _shadow_", parent_id=whole)
    added(room, "Wrap", labels=("11.11",))
    assert found(room, search="MUGS photo") == found(room, link=link) == ["Photograph the mugs"]
    assert found(room, search="#photo") == found(room, search=f"#{whole}")
    assert found(room, search="0% w") == found(room, search="_shadow") == ["Light"]
    assert found(room, search="%") == found(room, parent_id=whole) == ["Light"]
    assert found(room, label="11.11") == ["Photograph the mugs", "Wrap"]
    assert tasks.labels(room.engine, room.id) == [("11.11", 2), ("Photos", 1)]
    assert found(room, search="mugs wrap") == []


def test_a_task_is_added_with_all_that_hangs_on_it(room):
    first = added(room, "First")
    number = added(
        room,
        " Whole ",
        labels=(" b", "a", "b"),
        watchers=(room.bob, room.ann),
        checks=(Check("tape"), Check("film", is_done=True)),
        links=(Link("order", "1"),),
        needs=(first,),
        estimate_minutes=30,
    )
    part = added(room, "Part", parent_id=number)
    task = task_of(room, number)
    assert (task.title, task.labels, task.estimate_minutes) == ("Whole", ("a", "b"), 30)
    assert task.watchers == (Person(room.ann, "ann"), Person(room.bob, "bob"))
    assert [(check.text, check.is_done) for check in task.checks] == [
        ("tape", False),
        ("film", True),
    ]
    assert (task.links, task.checked) == ((Link("order", "1"),), 1)
    assert task.needs == task.waits_for == (Other(first, "First", "to do"),)
    assert (task.subtasks, task.subtasks_done, task.creator) == (1, 0, "ann")
    assert task_of(room, part).parent == "Whole"


def test_a_large_board_has_what_hangs_on_each_task(room):
    with writing(room.engine) as db:
        numbers = [
            tasks.added(
                db,
                room.id,
                f"card {n}",
                room.stamp(),
                owner_id=room.ann,
                labels=("all", str(n)),
                checks=(Check(str(n)),),
                watchers=(room.bob,),
                links=(Link("sku", "MUG"),),
            )
            for n in range(60)
        ]
        tasks.added(db, room.id, "needy", room.stamp(), needs=(numbers[0],), parent_id=numbers[1])
    whole = tasks.tasks(room.engine, room.id)
    assert [task.labels for task in whole[:-1]] == [
        tuple(sorted((str(n), "all"))) for n in range(60)
    ]
    assert (len(whole[-1].needs), whole[1].subtasks, whole[2].subtasks) == (1, 1, 0)
    for which in (
        {"label": "all"},
        {"search": "CARD all"},
        {"link": Link("sku", "MUG")},
        {"role": Role.WAREHOUSE},
        {"owner_id": room.ann},
    ):
        assert tasks.tasks(room.engine, room.id, **which) == whole[:-1]


def test_a_task_that_comes_done_and_archived_is_so(room):
    number = added(room, state="done", is_archived=True)
    task = task_of(room, number)
    assert (task.state, task.done_at, task.archived_at) == ("done", NOW, NOW)
    assert found(room, states=None) == []
    assert found(room, states=None, archived=True) == found(room, states=None, archived=None)
    assert found(room, states=["done"], archived=None, done_since=NOW) == ["Sweep"]
    late = NOW + timedelta(seconds=1)
    assert found(room, states=["done"], archived=None, done_since=late) == []


def test_a_task_told_twice_with_one_key_is_one_task(room):
    assert added(room, key="k") == added(room, key="k")
    assert len(titles(room)) == 1


def test_a_finished_task_is_gone_from_the_list(room):
    number = added(room, due_on=date(2026, 9, 30))
    task = task_of(room, number)
    assert task.is_overdue(TODAY)
    for _ in range(2):
        done = tasks.finish_task(room.engine, room.id, number, room.stamp(), version=task.version)
    assert (done.state, done.done_at, done.is_overdue(TODAY)) == ("done", NOW, False)
    assert titles(room) == []


def test_a_task_that_changed_meanwhile_is_looked_at_again(room):
    number = added(room)
    with pytest.raises(Refused):
        tasks.finish_task(room.engine, room.id, number, room.stamp(), version=7)
    assert titles(room) == ["Sweep"]


IMPOSSIBLE = [
    {"title": " "},
    {"title": "x" * 301},
    {"description": "x" * 20_001},
    {"priority": 5},
    {"state": "lost"},
    {"owner_id": 999},
    {"watchers": (999,)},
    {"needs": (999,)},
    {"parent_id": 999},
    {"estimate_minutes": 0},
    {"labels": ("",)},
    {"labels": ("x" * 41,)},
    {"labels": tuple(str(n) for n in range(101))},
    {"links": (Link("shop", "1"),)},
    {"links": (Link("sku", " "),)},
    {"checks": (Check(" "),)},
]


def test_a_task_that_cannot_be_is_not_kept(room):
    for facts in IMPOSSIBLE:
        with pytest.raises((Refused, NotFound)):
            added(room, **facts)
    assert found(room, states=None) == []


def test_a_task_of_another_shop_is_not_there(room):
    number = added(room)
    other = store.create_shop(room.engine, "Tees", at=NOW).id
    with pytest.raises(NotFound):
        tasks.finish_task(room.engine, other, number, Stamp(None, NOW), version=1)
    with pytest.raises(NotFound):
        tasks.add_task(room.engine, other, "Sew", Stamp(None, NOW), needs=(number,))
    assert tasks.open_tasks(room.engine, other) == []


def test_who_left_may_still_watch_but_cannot_be_chosen(room):
    carl = room.member("carl")
    number = added(room, watchers=(carl,))
    store.remove_member(room.engine, room.id, carl, on=TODAY)
    task = hung(room, tasks.attach, number, watchers=[room.bob])
    assert {person.id for person in task.watchers} == {carl, room.bob}
    with pytest.raises(NotFound):
        hung(room, tasks.attach, added(room), watchers=[carl])


def test_things_are_hung_on_a_task_and_taken_off(room):
    other, number = added(room, "Other"), added(room)
    links = [Link("sku", "MUG"), Link("page", "home")]
    task = hung(room, tasks.attach, number, labels=[" a "], links=links, needs=[other])
    task = hung(room, tasks.attach, number, labels=["a", "b"], watchers=[room.bob])
    assert (task.labels, len(task.links), len(task.needs), task.version) == (("a", "b"), 2, 1, 3)
    task = hung(room, tasks.detach, number, labels=["a"], links=links[:1], needs=[other])
    assert (task.labels, task.links, task.needs) == (("b",), (Link("page", "home"),), ())


def test_tasks_do_not_wait_for_each_other_in_a_ring(room):
    a, b, c = added(room, "a"), added(room, "b"), added(room, "c")
    hung(room, tasks.attach, a, needs=[b])
    hung(room, tasks.attach, b, needs=[c])
    for ring in ((c, a), (c, c), (b, a)):
        with pytest.raises(Refused):
            hung(room, tasks.attach, ring[0], needs=[ring[1]])
    assert hung(room, tasks.attach, a, needs=[c]).version == 3


def test_a_task_is_no_part_of_itself(room):
    whole = added(room, "whole")
    part = added(room, "part", parent_id=whole)
    for parent in (part, whole):
        with pytest.raises(Refused):
            tasks.change(
                room.engine, room.id, whole, room.stamp(), version=1, values={"parent_id": parent}
            )


def test_a_task_is_done_after_what_it_waits_for_and_after_its_parts(room):
    first = added(room, "first")
    whole = added(room, "whole", needs=(first,))
    part = added(room, "part", parent_id=whole)

    def finish(number):
        return tasks.finish_task(room.engine, room.id, number, room.stamp(), version=1)

    with pytest.raises(Refused, match="first"):
        finish(whole)
    finish(first)
    with pytest.raises(Refused, match="part"):
        finish(whole)
    finish(part)
    task = finish(whole)
    assert (task.state, task.waits_for, task.subtasks_done) == ("done", (), 1)


def test_a_checklist_is_written_ticked_and_struck(room):
    number = added(room)
    task = hung(room, tasks.add_check, number, text=" tape ", key="k")
    assert hung(room, tasks.add_check, number, text=" tape ", key="k").checks == task.checks
    tape = task.checks[0]
    task = hung(room, tasks.add_check, number, text="film")
    task = hung(room, tasks.change_check, number, check_id=tape.id, is_done=True)
    assert [(check.text, check.is_done) for check in task.checks] == [
        ("tape", True),
        ("film", False),
    ]
    task = hung(room, tasks.change_check, number, check_id=tape.id, text="wide tape")
    assert (task.checks[0].text, task.checks[0].is_done) == ("wide tape", True)
    task = hung(room, tasks.drop_check, number, check_id=tape.id)
    assert [check.text for check in task.checks] == ["film"]
    for act, what in ((tasks.change_check, {"is_done": True}), (tasks.drop_check, {})):
        with pytest.raises(NotFound):
            hung(room, act, number, check_id=tape.id, **what)
    with pytest.raises(Refused):
        hung(room, tasks.add_check, number, text=" ")


def test_what_is_said_about_a_task_stays_with_it(room):
    number = added(room)
    for _ in range(2):
        hung(room, tasks.comment, number, text=" Done by noon? ", key="k")
    tasks.comment(room.engine, room.id, number, room.stamp(by="bob", days=1), text="Yes")
    said = tasks.comments(room.engine, room.id, number)
    assert [(each.by, each.text) for each in said] == [("ann", "Done by noon?"), ("bob", "Yes")]
    assert said[0].said_at == NOW
    with pytest.raises(Refused):
        hung(room, tasks.comment, number, text=" ")
    with pytest.raises(NotFound):
        hung(room, tasks.comment, number + 1, text="x")


def test_limits_are_the_managers(room):
    wanted = Limits({"doing": 3}, person=2)
    assert tasks.limits(room.engine, room.id) == Limits()
    for _ in range(2):
        tasks.save_limits(room.engine, room.id, wanted, room.stamp(by="bob"))
    assert tasks.limits(room.engine, room.id) == wanted
    for bad in (Limits({"done": 1}), Limits({"doing": 0}), Limits(person=1000)):
        with pytest.raises(Refused):
            tasks.save_limits(room.engine, room.id, bad, room.stamp(by="bob"))
    with pytest.raises(Refused):
        tasks.save_limits(room.engine, room.id, wanted, room.stamp(by="ann"))


ACTS = {
    "add_task": lambda at, by: tasks.add_task(*at, "x", by),
    "change": lambda at, by: tasks.change(*at, 1, by, version=1, values={"title": "x"}),
    "move": lambda at, by: tasks.move(*at, 1, by, version=1, values={"state": "doing"}),
    "finish_task": lambda at, by: tasks.finish_task(*at, 1, by, version=1),
    "archive": lambda at, by: tasks.archive(*at, 1, by),
    "undo": lambda at, by: tasks.undo(*at, 1, by, version=1),
    "attach": lambda at, by: tasks.attach(*at, 1, by, labels=["x"]),
    "detach": lambda at, by: tasks.detach(*at, 1, by, labels=["x"]),
    "add_check": lambda at, by: tasks.add_check(*at, 1, by, text="x"),
    "change_check": lambda at, by: tasks.change_check(*at, 1, by, check_id=1, text="x"),
    "drop_check": lambda at, by: tasks.drop_check(*at, 1, by, check_id=1),
    "comment": lambda at, by: tasks.comment(*at, 1, by, text="x"),
    "save_limits": lambda at, by: tasks.save_limits(*at, Limits(), by),
}


def test_only_a_member_of_the_shop_may_do_anything(room):
    added(room, labels=("y",), checks=(Check("z"),))
    other = store.create_shop(room.engine, "Tees", at=NOW).id
    eve = store.save_member(room.engine, other, Member("eve", frozenset({Role.MANAGER}))).id
    store.remove_member(room.engine, room.id, room.bob, on=TODAY)
    for by in (eve, room.bob, 999):
        for act in ACTS.values():
            with pytest.raises(NotFound) as caught:
                act((room.engine, room.id), room.stamp(by=by))
            assert caught.value.facts == {"id": by}
    assert len(tasks.history(room.engine, room.id, 1)) == 1
