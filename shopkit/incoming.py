"""Tasks on their way in from another tool's file: names and columns as they are written there."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shopkit.tasks.states import BLOCKED, CANCELLED, DOING, DONE, TO_DO
from shopkit.tasks.task import LABEL, MANY, TEXT, TITLE, Check, Draft

# What people call the columns of a board, without blanks and in small letters.
_WORDS = {
    DONE: "done complete completed finished closed resolved shipped released archive "
    "完成 已完成 已结束 结束 关闭 已关闭 已上线 已发布 完结",
    DOING: "doing inprogress started wip review inreview testing qa ready readytomerge readyforqa "
    "进行中 处理中 执行中 正在做 在做 开发中 测试中 审核中 待验收 验收中 制作中",
    BLOCKED: "blocked waiting onhold hold stuck paused 阻塞 卡住 受阻 等待 等待中 暂停 搁置 挂起",
    CANCELLED: "cancelled canceled dropped rejected wontdo 取消 已取消 作废 放弃 终止",
    TO_DO: "todo backlog ideas next upnext planned open new 待办 待处理 未开始 未完成 计划 想法 "
    "待开始 需求池 待排期 本周 今天",
}
WORDS = {word: state for state, words in _WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said about a task in the other tool; `key` is its own number there."""

    key: str
    by: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """One task of a file: `key` is its own for ever, so that the file twice is one task.

    `owner` and `watchers` are names, `column` a list or state and `number` its number as the file
    writes them; `ended_at` is when it was last touched.
    """

    key: str
    title: str
    description: str = ""
    owner: str = ""
    watchers: tuple[str, ...] = ()
    priority: int = 2
    column: str = ""
    due_on: date | None = None
    minutes: int | None = None
    labels: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    is_done: bool = False
    is_archived: bool = False
    ended_at: datetime | None = None
    said: tuple[Said, ...] = ()
    number: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody it names."""
        return tuple(name for name in (self.owner, *self.watchers) if name)


def state_of(word: str) -> str | None:
    """The state that a column or word means, or None if it says nothing we know.

    >>> state_of("In Progress"), state_of("已完成"), state_of("Ready for QA"), state_of("Kitchen")
    ('doing', 'done', 'doing', None)
    """
    plain = _plain(word)
    return WORDS.get(plain) or next(
        (WORDS[part] for part in map(_plain, word.replace("/", " ").split()) if part in WORDS), None
    )


def columns(tasks: Iterable[Incoming]) -> dict[str, int]:
    """Every column with how many tasks stand in it, in the order of the file."""
    found: dict[str, int] = {}
    for task in tasks:
        found[task.column] = found.get(task.column, 0) + 1
    return found


def people(tasks: Iterable[Incoming], members: Mapping[int, str]) -> dict[str, int | None]:
    """Every name of the file with the member called the same, or None."""
    known = {_plain(name): number for number, name in members.items()}
    names = dict.fromkeys(name for task in tasks for name in task.names)
    return {name: known.get(_plain(name)) for name in names}


def draft(
    task: Incoming, *, states: Mapping[str, str], who: Mapping[str, int | None], origin: str = ""
) -> Draft:
    """The task as the shop will keep it; what is too long for its field goes to the description.

    `states` are the columns' states, `who` the names' members. Somebody named who is no member
    stays readable in the description.
    """
    state = DONE if task.is_done else states.get(task.column, TO_DO)
    owner = who.get(task.owner) if task.owner else None
    seeing = {who.get(name) for name in task.watchers} - {None, owner}
    checks = [check for check in task.checks if check.text.strip()]
    labels = dict.fromkeys(" ".join(word.split())[:LABEL].strip() for word in task.labels)
    return Draft(
        title=cut(" ".join(task.title.split()), TITLE) or "–",
        description=_description(task, who, checks)[:TEXT],
        owner_id=owner,
        priority=task.priority,
        state=state,
        due_on=task.due_on,
        estimate_minutes=task.minutes,
        document=origin,
        is_archived=task.is_archived,
        labels=tuple(label for label in labels if label)[:MANY],
        watchers=tuple(sorted(seeing))[:MANY],
        checks=tuple(
            Check(cut(check.text.strip(), TITLE), check.is_done, place=n)
            for n, check in enumerate(checks[:MANY])
        ),
    )


def _description(task: Incoming, who: Mapping[str, int | None], checks: Sequence[Check]) -> str:
    parts = [task.description.strip()]
    if len(" ".join(task.title.split())) > TITLE:
        parts.insert(0, task.title)
    parts += [check.text for check in checks if len(check.text.strip()) > TITLE]
    parts += [f"☐ {check.text}" for check in checks[MANY:]]
    strangers = [name for name in task.names if who.get(name) is None]
    if strangers:
        parts.append("@ " + ", ".join(strangers))
    return "\n\n".join(part for part in parts if part)


def cut(text: str, most: int) -> str:
    """A text of at most so many characters, with a sign where it was cut."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _plain(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())
