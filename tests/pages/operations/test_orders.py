"""Orders and parcels that need somebody: seen, given away, let wait."""

import pytest

from shopkit.errors import Refused, ShopkitError
from shopkit.pages.operations import orders as section
from shopkit.store import parcels, tasks

QUEUES = ["ship", "held", "refund", "unpaid", "parcels"]


def titles(block):
    return [row["title"] for row in block["rows"]]


def counts(drawn):
    return [each["label"].rsplit(" ", 1)[1] for each in drawn["queues"]["buttons"]]


def open_tasks(desk):
    return tasks.open_tasks(desk.engine, desk.id)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("queue", QUEUES)
def test_a_shop_without_orders_has_nothing_to_do(empty_desk, lang, queue):
    drawn = empty_desk.work(section, lang=lang, queue=queue)
    assert (titles(drawn["snags"]), counts(drawn)) == ([], ["0"] * 5)
    assert section.badge(empty_desk.shift()) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("queue", "listed"),
    [("ship", ["1", "2"]), ("held", []), ("refund", ["5"]), ("unpaid", ["4"]),
     ("parcels", ["6", "2026-11-06"])],
)  # fmt: skip
def test_each_queue_shows_its_exceptions_worst_first(busy_desk, lang, queue, listed):
    drawn = busy_desk.work(section, lang=lang, queue=queue)
    assert sorted(titles(drawn["snags"])) == sorted(listed)
    assert counts(drawn) == ["2", "0", "1", "1", "2"]
    assert all(row["badge"] for row in drawn["snags"]["rows"])


def test_what_is_overdue_is_counted_on_the_tab_and_comes_first(busy_desk):
    assert section.badge(busy_desk.shift()) == 1
    drawn = busy_desk.work(section)
    assert titles(drawn["snags"]) == ["1", "2"]
    assert drawn["snags"]["rows"][0]["tone"] == "bad"
    told = {each["key"]: each["value"] for each in drawn["figures"]["tiles"]}
    assert told == {"all": "6", "late": "4", "soon": "1", "loose": "6"}


def test_every_exception_has_an_owner_by_role_and_a_deadline(busy_desk):
    for queue in QUEUES:
        for row in busy_desk.work(section, queue=queue)["snags"]["rows"]:
            assert "Until 11-" in row["lines"][-1]
            assert "usually" in row["lines"][-1]


def test_an_exception_given_away_is_a_task_linked_to_its_order(busy_desk):
    who = busy_desk.who["warehouse"]
    for _ in range(2):
        busy_desk.act(section, "order_give", key="k", order="1", kind="overdue", owner=str(who))
    (task,) = open_tasks(busy_desk)
    assert (task.owner, task.priority, task.due_on.isoformat()) == ("warehouse", 1, "2026-11-11")
    assert [(link.kind, link.reference) for link in task.links] == [("order", "1")]
    row = busy_desk.work(section)["snags"]["rows"][0]
    assert f"task #{task.id}" in row["lines"][-1]


def test_what_somebody_has_is_not_given_to_another(busy_desk):
    busy_desk.act(section, "order_give", order="1", kind="overdue", owner=busy_desk.who["manager"])
    with pytest.raises(Refused):
        busy_desk.act(
            section, "order_give", order="1", kind="overdue", owner=busy_desk.who["service"]
        )
    assert len(open_tasks(busy_desk)) == 1


def test_a_whole_queue_is_given_to_whoever_usually_does_it(busy_desk):
    for queue in QUEUES:
        busy_desk.act(section, "orders_give_all", queue=queue)
    given = {(each.owner, link.reference) for each in open_tasks(busy_desk) for link in each.links}
    assert given == {
        ("warehouse", "1"), ("warehouse", "2"), ("service", "4"), ("service", "5"),
        ("service", "6"), ("warehouse", "2026-11-06"),
    }  # fmt: skip
    before = len(open_tasks(busy_desk))
    assert busy_desk.act(section, "orders_give_all", queue="ship").tone == "warn"
    assert len(open_tasks(busy_desk)) == before
    assert "hand-out" not in busy_desk.work(section)


def test_an_order_opens_and_can_be_let_wait_and_go_again(busy_desk):
    drawn = busy_desk.work(section, order="2")
    assert drawn["lines"]["rows"][0]["cells"][0] == "MUG"
    busy_desk.act(section, "order_hold", order="2", kind="address", note="new street")
    held = busy_desk.work(section, queue="held")["snags"]["rows"]
    assert [row["title"] for row in held] == ["2"]
    (hold,) = parcels.holds(busy_desk.engine, busy_desk.id)
    busy_desk.act(section, "order_release", hold=hold.id)
    assert titles(busy_desk.work(section, queue="held")["snags"]) == []


def test_orders_are_found_by_number(busy_desk):
    assert titles(busy_desk.work(section, queue="ship", seek="2")["snags"]) == ["2"]
    assert titles(busy_desk.work(section, queue="parcels", seek="77")["snags"]) == ["6"]


def test_parcels_are_followed_by_carrier_below_their_queue(busy_desk):
    drawn = busy_desk.work(section, queue="parcels")
    assert [row["cells"][0] for row in drawn["by-carrier"]["rows"]] == ["中通"]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("order_give", {"order": "3", "kind": "overdue", "owner": "1"}),
        ("order_give", {"order": "1", "kind": "unpaid", "owner": "1"}),
        ("order_give", {"order": "1", "kind": "overdue", "owner": "99"}),
        ("order_give", {"order": ["1"], "kind": None, "owner": "1"}),
        ("order_hold", {"order": "99", "kind": "address"}),
        ("order_hold", {"order": "1", "kind": "drop"}),
        ("order_release", {"hold": 7}),
        ("order_release", {"hold": "x"}),
        ("orders_give_all", {"queue": "drop"}),
    ],
)
def test_forged_acts_are_refused_and_change_nothing(busy_desk, name, values):
    with pytest.raises(ShopkitError):
        busy_desk.act(section, name, **values)
    assert open_tasks(busy_desk) == parcels.holds(busy_desk.engine, busy_desk.id) == []


def test_nobody_acts_without_a_name(busy_desk):
    values = {"order": "1", "kind": "overdue", "owner": str(busy_desk.who["service"])}
    with pytest.raises(Refused):
        busy_desk.act(section, "order_give", by="nobody", **values)


def test_a_forged_address_opens_the_first_queue(busy_desk):
    drawn = busy_desk.work(section, queue="drop", order="../1", seek="<script>")
    assert titles(drawn["snags"]) == []
    assert busy_desk.act(section, "orders_queue", queue="x").ask["queue"] == ""
