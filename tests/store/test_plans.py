"""Templates begun for a day, and tasks that come back, each made once."""

from datetime import date, timedelta

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.plans import BUILT_IN, Plan, Step
from shopkit.recurrence import DAILY, WEEKLY, WORKDAY, Rule
from shopkit.roles import Role
from shopkit.store import plans, remove_member
from shopkit.store.ledger import Stamp
from shopkit.store.tasks import tasks

TODAY = date(2026, 10, 8)  # a Thursday, the first workday after the holiday
SWEEP = Plan("Sweep", (Step("Sweep", Role.WAREHOUSE, 0, 15, ("Corners",)),))
SALE = Plan("Sale", (Step("Watch", Role.MANAGER, 0), Step("Order", Role.WAREHOUSE, -3, 30)))


def begun(room, plan=SALE, day=TODAY, **more):
    facts = {"stamp": room.stamp(), "source": "sale"} | more
    return plans.begin(room.engine, room.id, plan, day, **facts)


def saved(room, plan=SWEEP, *, today=TODAY, **more):
    return plans.save_plan(room.engine, room.id, plan, room.stamp(), today=today, **more)


def ran(room, today=TODAY):
    return plans.run_due(room.engine, room.id, today, Stamp(None, room.stamp().at))


def open_ones(room):
    return {task.title: task for task in tasks(room.engine, room.id)}


def test_a_plan_becomes_a_task_with_dated_parts_for_those_who_hold_the_roles(room):
    whole, first, second = begun(room)
    found = open_ones(room)
    assert (found["Order"].id, found["Watch"].id) == (first, second)
    assert (found["Order"].due_on, found["Watch"].due_on) == (date(2026, 9, 28), TODAY)
    assert (found["Order"].owner_id, found["Watch"].owner_id) == (room.ann, room.bob)
    assert (found["Sale"].id, found["Sale"].due_on, found["Sale"].subtasks) == (whole, TODAY, 2)
    assert (found["Order"].parent_id, found["Order"].estimate_minutes) == (whole, 30)


def test_begun_twice_for_the_same_day_it_is_the_same_tasks(room):
    assert begun(room) == begun(room)
    assert len(open_ones(room)) == 3


def test_two_products_on_one_day_are_two_pieces_of_work(room):
    begun(room, subject="MUG")
    begun(room, subject="TEE")
    assert {"Order · MUG", "Order · TEE"} <= open_ones(room).keys()


def test_every_built_in_plan_can_be_begun(room):
    for key, plan in BUILT_IN.items():
        assert len(begun(room, plan, source=key)) == len(plan.steps) + 1


def test_of_several_with_the_role_the_one_with_the_least_open_is_chosen(room):
    cat = room.member("cat")
    begun(room, SWEEP, source="a")
    begun(room, SWEEP, source="b")
    assert sorted(task.owner_id for task in tasks(room.engine, room.id)) == [room.ann, cat]


def test_a_role_that_nobody_holds_leaves_a_step_without_owner(room):
    begun(room, Plan("x", (Step("x", Role.DESIGNER, 0),)))
    assert open_ones(room)["x"].owner_id is None


def test_a_step_of_a_member_who_left_goes_to_the_role(room):
    cat = room.member("cat")
    remove_member(room.engine, room.id, cat, on=TODAY)
    begun(room, Plan("x", (Step("x", Role.MANAGER, 0, owner_id=cat),)))
    assert open_ones(room)["x"].owner_id == room.bob


def test_what_comes_back_is_made_once_on_its_day(room):
    number = saved(room, every=Rule(WORKDAY))
    (made,) = ran(room)
    assert ran(room) == [] and len(open_ones(room)) == 1
    task = open_ones(room)["Sweep"]
    assert (task.id, task.due_on, task.owner_id) == (made, TODAY, room.ann)
    assert task.document == f"plan:{number}:{TODAY}" and task.created_by is None
    assert plans.plan_of(room.engine, room.id, number).next_on == date(2026, 10, 9)


def test_what_is_not_due_makes_nothing(room):
    saved(room, every=Rule(WEEKLY, weekdays=(1,)))
    assert ran(room) == []
    assert len(ran(room, date(2026, 10, 12))) == 1


def test_of_days_that_nobody_looked_on_only_the_last_is_made(room):
    saved(room, every=Rule(DAILY))
    assert len(ran(room, TODAY + timedelta(days=9))) == 1
    assert open_ones(room)["Sweep"].due_on == TODAY + timedelta(days=9)


def test_a_rule_changed_on_a_day_does_not_make_the_day_again(room):
    number = saved(room, every=Rule(DAILY))
    ran(room)
    saved(room, plan_id=number, every=Rule(WORKDAY))
    ran(room)
    assert len(open_ones(room)) == 1


def test_a_closed_plan_comes_back_no_more_and_its_name_is_free_again(room):
    number = saved(room, every=Rule(DAILY))
    plans.close_plan(room.engine, room.id, number, room.stamp(), on=TODAY)
    assert ran(room) == [] and plans.plans(room.engine, room.id) == []
    assert saved(room) == number
    assert [each.plan for each in plans.plans(room.engine, room.id)] == [SWEEP]


def test_a_plan_saved_twice_is_one_plan_and_another_of_its_name_is_refused(room):
    assert saved(room) == saved(room)
    with pytest.raises(Refused):
        saved(room, Plan("Sweep", SALE.steps))


def test_a_plan_of_another_shop_or_a_strangers_hand_is_refused(room):
    number = saved(room)
    with pytest.raises(NotFound):
        plans.plan_of(room.engine, "elsewhere", number)
    with pytest.raises(NotFound):
        plans.close_plan(room.engine, room.id, 999, room.stamp(), on=TODAY)
    with pytest.raises(NotFound):
        begun(room, stamp=room.stamp(by=999))
    assert len(open_ones(room)) == 0
