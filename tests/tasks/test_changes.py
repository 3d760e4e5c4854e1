"""Histories: replayed, taken back, merged."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from shopkit.tasks.changes import (
    FIELDS,
    Change,
    differences,
    facts_of,
    field_name,
    merged,
    plain,
    replayed,
    rolled_back,
    value_of,
)
from shopkit.tasks.task import Check, Link, Other, Person

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
FACTS = st.fixed_dictionaries(
    {
        "title": st.text("ab", max_size=2),
        "priority": st.integers(1, 3),
        "labels": st.sets(st.sampled_from("abc")).map(sorted),
    },
    optional={"check 1": st.just(["x", True, 1]), "check 2": st.just(["y", False, 2])},
)


def change(before, after, version=1, by="bob"):
    return Change(1, version, differences(before, after), NOW, by, 2)


def wish(now, since, wanted):
    return merged(now, since, wanted)


def test_facts_are_plain_and_find_their_way_back(task):
    facts = facts_of(
        task(
            done_at=NOW,
            watchers=(Person(2, "bob"),),
            links=(Link("sku", "MUG"),),
            needs=(Other(9, "x", "done"),),
            checks=(Check("tape", True, 5, 1),),
        )
    )
    assert (facts["watchers"], facts["links"], facts["needs"]) == ([2], [["sku", "MUG"]], [9])
    assert facts["check 5"] == ["tape", True, 1]
    assert value_of("done_at", facts["done_at"]) == NOW
    assert value_of("due_on", plain("due_on", NOW.date())) == NOW.date()


def test_every_field_has_a_name():
    assert field_name("check 12") == "line of the checklist"
    assert {field_name(field) for field in FIELDS} == set(FIELDS.values())


@given(st.lists(FACTS, min_size=1, max_size=5))
def test_changes_replayed_and_taken_back_meet(states):
    changes = [
        change(before, after, n)
        for n, (before, after) in enumerate(zip([{}, *states], states, strict=False), 1)
    ]
    assert replayed(changes) == states[-1]
    assert rolled_back(states[-1], reversed(changes[1:])) == states[0]


@given(FACTS, FACTS, FACTS)
def test_what_two_wish_holds_where_they_do_not_disagree(base, theirs, yours):
    since = [change(base, theirs)]
    new, clashes = wish(theirs, since, yours)
    disagree = {clash.field for clash in clashes}
    whole = theirs | new
    for field, wanted in yours.items():
        if field in disagree:
            assert wanted not in (base.get(field), theirs.get(field))
        elif field == "labels":
            assert set(wanted) - set(base[field]) <= set(whole[field])
            assert not (set(base[field]) - set(wanted)) & set(whole[field])
        else:
            assert whole.get(field) == (theirs.get(field) if wanted == base.get(field) else wanted)


@given(FACTS, FACTS)
def test_without_another_all_that_is_wished_comes_true(now, yours):
    new, clashes = wish(now, [], yours)
    assert (now | new | yours, clashes) == (now | new, [])


def test_a_clash_names_the_last_who_changed_the_field():
    base, theirs = {"title": "a", "priority": 1}, {"title": "c", "priority": 1}
    since = [
        change(base, {"title": "b", "priority": 1}, 2, by="bob"),
        change({"title": "b", "priority": 1}, theirs, 3, by="cat"),
        change(theirs, theirs | {"priority": 2}, 4, by="dan"),
    ]
    _, [clash] = wish(theirs | {"priority": 2}, since, {"title": "d"})
    assert (clash.who, clash.base, clash.theirs, clash.yours) == ("cat", "a", "c", "d")


def test_of_two_places_the_later_holds():
    since = [change({"place": 1.0}, {"place": 2.0})]
    assert wish({"place": 2.0}, since, {"place": 3.0}) == ({"place": 3.0}, [])
