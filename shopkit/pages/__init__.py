"""What a notebook calls: one function a section. Each is read when it is first called."""

from importlib import import_module
from typing import Any

# A dashboard's kernel pays only for its own page, so the others stay unread.
_ROOMS = {
    "kpi_board": "kpi",
    "kpi_page": "kpi",
    "explore": "lab",
    "import_form": "start_here",
    "manager_desk": "manager.desk",
    "meeting_desk": "meeting.desk",
    "members_form": "start_here",
    "notebooks_guide": "start_here",
    "monthly_review": "review.page",
    "operations_desk": "operations.desk",
    "sample_switch": "start_here",
    "tasks_desk": "tasks.desk",
    "warehouse_desk": "warehouse.desk",
    "welcome": "start_here",
}

__all__ = list(_ROOMS)


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"shopkit.pages has no {name}")
    return getattr(import_module(f"shopkit.pages.{_ROOMS[name]}"), name)
