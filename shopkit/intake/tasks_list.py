"""A list of tasks from any tool's CSV or workbook: columns by their usual names, or as told."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from shopkit.clock import day_of
from shopkit.errors import BadFile
from shopkit.incoming import Incoming
from shopkit.intake.cells import moment
from shopkit.intake.faults import Fault
from shopkit.intake.heads import Columns, wanted
from shopkit.intake.kinds.headers import plain
from shopkit.intake.lists import MEND, ListRead, pasted, read_list
from shopkit.tasks.task import MINUTES, TEXT, Check
from shopkit.text import message

TASKS = wanted("""
    title*       prose  标题 任务 任务名称 任务标题 任务名 名称 事项 待办 待办事项 主题 内容 \
                         工作内容 title task taskname name summary cardname subject content todo
    description  prose  描述 说明 详情 备注 任务描述 任务说明 description notes note details \
                         carddescription
    owner        text   负责人 执行者 执行人 责任人 经办人 处理人 指派给 owner assignee \
                         assignedto responsible members
    watchers     prose  参与者 参与人 关注人 抄送 协作人 watchers followers collaborators
    priority     text   优先级 紧急程度 重要程度 重要性 priority importance
    column       text   状态 任务状态 所属列表 列表 分组 阶段 进度 status state listname list \
                         section section/column column
    due_on       text   截止日期 截止时间 截止 截止日 到期日 到期时间 完成期限 计划完成时间 \
                         结束日期 期限 duedate due dueon deadline
    minutes      text   预计分钟 预估时间 估时 预计用时 预计耗时 minutes estimate estimateminutes
    hours        text   工时 预计工时 预估工时 小时 hours
    labels       prose  标签 标记 labels label tags tag
    checks       prose  检查项 检查清单 清单 子任务 checklist checks subtasks
    done         text   是否完成 已完成 完成时间 完成日期 done completed completedat \
                         completedon finishedon
    archived     text   已归档 归档 是否归档 archived
    number       text   编号 任务编号 任务id tasknumber no. id key taskno taskid cardid issuekey
""")
NAMES = {
    "title": message("Title"),
    "description": message("Description"),
    "owner": message("Owner"),
    "watchers": message("Watchers"),
    "priority": message("Priority"),
    "column": message("State"),
    "due_on": message("Due on"),
    "minutes": message("Minutes"),
    "hours": message("Hours"),
    "labels": message("Labels"),
    "checks": message("Checklist"),
    "done": message("Finished on"),
    "archived": message("Archived"),
    "number": message("Task number"),
}
MOST = 2_000
TOO_MANY = message("{name} has {n} tasks; at most {most} are taken in at once. Split the list.")
NO_DAY = message("“{value}” is not a day. Write it as 2026-11-11.")
NO_LENGTH = message("“{value}” is not a length of time. Write 30m, 2h or minutes.")
NORMAL_TAKEN = message("{n} tasks have a priority nobody here knows: normal is taken.")
PRIORITIES = {
    word: priority
    for priority, words in {
        1: "1 p0 p1 高 最高 紧急 非常紧急 重要 特急 急 high highest urgent critical blocker major",
        2: "2 p2 中 普通 一般 正常 normal medium mid default",
        3: "3 p3 低 较低 次要 low minor",
        4: "4 p4 最低 有空 有空再做 不急 lowest trivial someday wheneverthereistime",
    }.items()
    for word in words.split()
}
_LENGTH = re.compile(
    r"(?:(\d+(?:\.\d+)?)(?:h|hours?|hrs?|小时|个小时|时))?(?:(\d+)(?:m|min|mins|minutes?|分钟|分))?"
)
_BREAKS = re.compile(r"[\n;；]+")
_COMMAS = re.compile(r"[\n;；,，、|]+")
_MARK = re.compile(r"^(?:[-*•·]\s*)?(?:\[(?P<x>[ xX✓√])\]|(?P<box>[☐☑✓✔√]))\s*")
_NO = frozenset("否 n no false 0 未完成 未归档 ×".split())


def tasks_list(
    path: Path,
    *,
    name: str | None = None,
    headers: Mapping[str, str] | None = None,
    trusted: bool = False,
) -> ListRead:
    """The rows of a list of tasks, to be turned by `incoming`; what is wrong is in its `faults`.

    `headers` maps our columns (`NAMES`) to headers of the file that are not known by name. Raises
    `BadFile` as `read_list` does, and for more than 2,000 tasks.
    """
    columns = _columns(headers or {})
    read = _checked(read_list(path, columns, name=name, trusted=trusted, longest=TEXT))
    if len(read.rows) > MOST:
        raise BadFile(TOO_MANY, name=name or path.name, n=len(read.rows), most=MOST)
    return read


def pasted_tasks(text: str, *, headers: Mapping[str, str] | None = None) -> ListRead:
    """The same of cells copied out of a workbook."""
    return _checked(pasted(text, _columns(headers or {})))


def incoming(read: ListRead) -> tuple[Incoming, ...]:
    """The rows of a list as tasks on their way in.

    A row's key comes from its number and title: what else is changed in the file makes no new task.
    """
    turns: dict[str, int] = {}
    return tuple(_task(row, turns) for row in read.rows)


def priority(word: str) -> int | None:
    """The priority that a word means, 1 the highest; None for one nobody knows.

    >>> priority("高"), priority("P3"), priority("S")
    (1, 3, None)
    """
    return PRIORITIES.get(plain(word)) if word else 2


def minutes(word: str, *, an_hour: int = 1) -> int | None:
    """A length in minutes; a bare number counts `an_hour`. ValueError for anything else.

    >>> minutes("1h30m"), minutes("45"), minutes("1.5", an_hour=60), minutes("2小时")
    (90, 45, 90, 120)
    """
    bare = plain(word)
    if not bare:
        return None
    if re.fullmatch(r"\d{1,6}(\.\d{1,4})?", bare):
        total = round(float(bare) * an_hour)
    else:
        found = _LENGTH.fullmatch(bare)
        if not found or len(bare) > 20:
            raise ValueError(word)
        total = round(float(found[1] or 0) * 60) + int(found[2] or 0)
    if total > MINUTES:
        raise ValueError(word)
    return total or None


def day(word: str) -> date | None:
    """A day as tools write it; of an instant with its zone the day in Shanghai.

    >>> day("2026/11/11 18:00"), day("2026-11-10T16:30:00.000Z")
    (datetime.date(2026, 11, 11), datetime.date(2026, 11, 11))
    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})", word):
        return day_of(datetime.fromisoformat(word.replace("Z", "+00:00")))
    local = moment(word)
    return local and local.date()


def _columns(headers: Mapping[str, str]) -> Columns:
    """Our columns with the headers a person has chosen, which mean nothing else then."""
    chosen = {name: plain(header) for name, header in headers.items() if name in TASKS and header}
    taken = set(chosen.values())
    columns = {}
    for name, each in TASKS.items():
        names = tuple(word for word in each.names if word not in taken)
        columns[name] = each._replace(names=(chosen[name],) if name in chosen else names)
    return columns


def _checked(read: ListRead) -> ListRead:
    rows, faults, unknown = [], list(read.faults), 0
    for row in read.rows:
        wrong = _faults(row, read.headers)
        faults += wrong
        rows += [] if wrong else [row]
        unknown += priority(row["priority"] or "") is None
    notes = ((NORMAL_TAKEN, {"n": unknown}),) if unknown else ()
    return replace(read, rows=rows, faults=faults, notes=notes)


def _faults(row: Mapping[str, Any], headers: Mapping[str, str]) -> list[Fault]:
    found = []
    for name, what, reads in (
        ("due_on", NO_DAY, day),
        ("minutes", NO_LENGTH, minutes),
        ("hours", NO_LENGTH, minutes),
    ):
        try:
            reads(row[name] or "")
        except (ValueError, OverflowError):
            facts = {"value": row[name]}
            header = headers.get(name, "")
            found.append(Fault(row["line"], header, what, facts, MEND, row["sheet"]))
    return found


def _task(row: Mapping[str, Any], turns: dict[str, int]) -> Incoming:
    said = {name: row[name] or "" for name in TASKS}
    title = " ".join(said["title"].split())
    named = f"{said['number']}\x1f{title}"
    turns[named] = turns.get(named, 0) + 1
    digest = hashlib.sha256(f"{named}\x1f{turns[named]}".encode(errors="replace")).hexdigest()
    owners = _split(_COMMAS, said["owner"])
    return Incoming(
        key=f"list:{digest[:32]}",
        title=said["title"],
        description=said["description"],
        owner=owners[0] if owners else "",
        watchers=tuple(dict.fromkeys([*owners[1:], *_split(_COMMAS, said["watchers"])])),
        priority=priority(said["priority"]) or 2,
        column=said["column"] or row["sheet"],
        due_on=day(said["due_on"]),
        minutes=minutes(said["minutes"]) or minutes(said["hours"], an_hour=60),
        labels=tuple(_split(_COMMAS, said["labels"])),
        checks=tuple(_check(text) for text in _split(_BREAKS, said["checks"])),
        is_done=_is_yes(said["done"]),
        is_archived=_is_yes(said["archived"]),
        number=said["number"],
    )


def _split(marks: re.Pattern[str], words: str) -> list[str]:
    return [part.strip() for part in marks.split(words) if part.strip()]


def _check(text: str) -> Check:
    found = _MARK.match(text)
    mark = (found["x"] or found["box"] or "").strip() if found else ""
    return Check(text[found.end() :] if found else text, bool(mark) and mark != "☐")


def _is_yes(word: str) -> bool:
    """Whether a cell says yes; a day of finishing says it too."""
    return bool(word) and plain(word) not in _NO
