"""What the team got done, and who was thanked for what."""

from collections.abc import Iterator
from typing import Any

from shopkit.clock import day_of
from shopkit.pages.review import parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.parts import Part
from shopkit.store import meetings, tasks
from shopkit.tasks.task import Task
from shopkit.text import message

ORDER, TITLE = 80, message("Tasks and recognition")
COUNTED = ("done", "open", "overdue", "blocked")


def section(month: Month) -> Iterator[Part]:
    """Tasks by owner as they stood on the last day, and the month's praise."""
    say = month.say
    found = month.past.ask("tasks", lambda: _owners(month))
    if found:
        yield _by_owner(month, found)
    else:
        yield parts.words(say("There was no task by the end of this month."))
    thanked = month.past.ask("praises", lambda: _praises(month))
    if not thanked:
        yield parts.words(say("Nobody was thanked in this month."))
        return
    columns = [
        ("to", say("Thanked"), "text"),
        ("why", say("What for"), "text"),
        ("by", say("By whom"), "text"),
    ]
    rows = [{**each, "key": str(place)} for place, each in enumerate(thanked)]
    yield parts.table("praises", say("Praise"), columns, rows)


def _by_owner(month: Month, found: list[dict[str, Any]]) -> Part:
    say = month.say
    columns = [
        ("owner", say("Owner"), "text"),
        ("done", say("Done in the month"), "count"),
        ("open", say("Open on the last day"), "count"),
        ("overdue", say("of these overdue"), "count"),
        ("blocked", say("of these blocked"), "count"),
    ]
    whole = {name: sum(row[name] for row in found) for name in COUNTED}
    rows = [{**row, "key": str(row["id"]), "owner": row["owner"] or say("nobody")}
            for row in found]  # fmt: skip
    rows.append({"key": "all", "owner": say("Everybody"), **whole})
    return parts.table("owners", say("Tasks"), columns, rows)


def _owners(month: Month) -> list[dict[str, Any]]:
    found: dict[int | None, dict[str, Any]] = {}
    for task in tasks.as_of(month.shop.engine, month.shop.id, month.end):
        row = found.setdefault(
            task.owner_id,
            {"id": task.owner_id, "owner": task.owner} | dict.fromkeys(COUNTED, 0),
        )
        row["done"] += _is_done_in(task, month)
        row["open"] += task.is_open
        row["overdue"] += task.is_overdue(month.following.first)
        row["blocked"] += task.is_open and task.state == "blocked"
    listed = [row for row in found.values() if any(row[name] for name in COUNTED)]
    return sorted(listed, key=lambda row: (-row["done"], row["owner"], row["id"] or 0))


def _is_done_in(task: Task, month: Month) -> bool:
    at = task.done_at
    return task.state == "done" and at is not None and day_of(at) >= month.period.first


def _praises(month: Month) -> list[dict[str, Any]]:
    since = month.start_of(month.period.first)
    found = meetings.praises(month.shop.engine, month.shop.id, since=since)
    within = [each for each in found if each.said_at <= month.end]
    return [{"to": each.to, "why": each.why, "by": each.by} for each in reversed(within)]
