"""Tasks as they were: what is known now, with what was changed since taken back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from shopkit.tasks.changes import SETS, Change, Facts, check_id, facts_of, rolled_back, value_of
from shopkit.tasks.states import CANCELLED, DONE
from shopkit.tasks.task import Check, Link, Other, Person, Task


def as_they_were(
    tasks: Sequence[Task], changes: Mapping[int, Sequence[Change]], people: Mapping[int, str]
) -> list[Task]:
    """All tasks before these changes, given newest first by task, in their order then.

    `people` are the members' names by number.
    """
    then = [_before(task, changes.get(task.id, ()), people) for task in tasks]
    known = {task.id: task for task in then}
    parts = Counter(task.parent_id for task in then if task.state != CANCELLED)
    done = Counter(task.parent_id for task in then if task.state == DONE)
    whole = [
        replace(
            task,
            parent=known[task.parent_id].title if task.parent_id in known else "",
            needs=tuple(_other(known[each.id]) for each in task.needs if each.id in known),
            subtasks=parts[task.id],
            subtasks_done=done[task.id],
        )
        for task in then
    ]
    return sorted(whole, key=lambda task: (task.place, task.id))


def with_facts(task: Task, facts: Facts, people: Mapping[int, str], version: int) -> Task:
    """A task with these facts instead of its own.

    Names that neither it nor `people` knows are empty; so is what it does not know of needs.
    """
    own = {task.owner_id: task.owner} | {each.id: each.name for each in task.watchers}
    people = {**own, **people}
    known = {each.id: each for each in task.needs}
    plain = {
        field: value_of(field, value)
        for field, value in facts.items()
        if field not in SETS and check_id(field) is None
    }
    return replace(
        task,
        **plain,
        owner="" if facts["owner_id"] is None else people.get(facts["owner_id"], ""),
        version=version,
        labels=tuple(facts["labels"]),
        watchers=tuple(Person(number, people.get(number, "")) for number in facts["watchers"]),
        links=tuple(Link(*link) for link in facts["links"]),
        needs=tuple(known.get(number, Other(number, "", "")) for number in facts["needs"]),
        checks=_checks(facts),
    )


def _before(task: Task, changes: Sequence[Change], people: Mapping[int, str]) -> Task:
    if not changes:
        return task
    facts = rolled_back(facts_of(task), changes)
    return with_facts(task, facts, people, changes[-1].version - 1)


def _checks(facts: Facts) -> tuple[Check, ...]:
    lines = ((check_id(field), value) for field, value in facts.items())
    found = [Check(line[0], line[1], number, line[2]) for number, line in lines if number and line]
    return tuple(sorted(found, key=lambda check: (check.place, check.id)))


def _other(task: Task) -> Other:
    return Other(task.id, task.title, task.state)
