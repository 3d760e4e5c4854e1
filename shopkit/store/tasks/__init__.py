"""Tasks in the store: added, changed by several at once without loss, moved, looked back on."""

from shopkit.store.tasks.adding import add_task, added
from shopkit.store.tasks.changing import archive, change, changed, finish_task, move, undo
from shopkit.store.tasks.counting import count_tasks
from shopkit.store.tasks.limits import limits, save_limits
from shopkit.store.tasks.parts import (
    add_check,
    attach,
    change_check,
    comment,
    comments,
    detach,
    drop_check,
)
from shopkit.store.tasks.past import as_of, history
from shopkit.store.tasks.reading import labels, open_task, open_tasks, task_of, tasks

__all__ = [
    "add_check",
    "add_task",
    "added",
    "archive",
    "as_of",
    "attach",
    "change",
    "change_check",
    "changed",
    "comment",
    "comments",
    "count_tasks",
    "detach",
    "drop_check",
    "finish_task",
    "history",
    "labels",
    "limits",
    "move",
    "open_task",
    "open_tasks",
    "save_limits",
    "task_of",
    "tasks",
    "undo",
]
