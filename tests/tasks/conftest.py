"""Tasks drawn for a test: only what it is about is said."""

from datetime import UTC, datetime

import pytest

from shopkit.tasks.task import Task

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)


@pytest.fixture
def task():
    """Makes a task with these fields."""

    def drawn(number=1, **fields):
        plain = {
            "title": f"task {number}",
            "description": "",
            "owner_id": None,
            "owner": "",
            "priority": 2,
            "state": "to do",
            "place": float(number),
            "due_on": None,
            "estimate_minutes": None,
            "blocked_because": "",
            "parent_id": None,
            "parent": "",
            "document": "",
            "created_at": NOW,
            "created_by": None,
            "creator": "",
            "started_at": None,
            "done_at": None,
            "archived_at": None,
            "version": 1,
        }
        return Task(number, **plain | fields)

    return drawn
