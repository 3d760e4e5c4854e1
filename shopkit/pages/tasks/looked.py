"""A file of tasks before it is taken in: what is in it, what is wrong, whose is what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopkit import incoming
from shopkit.incoming import Incoming
from shopkit.pages import blocks as draw
from shopkit.pages import uploads
from shopkit.pages.blocks import Block
from shopkit.pages.kept import Kept
from shopkit.pages.shift import Shift
from shopkit.store.incoming import known
from shopkit.tasks.states import STATES, TO_DO
from shopkit.widgets import Upload

if TYPE_CHECKING:
    from shopkit.intake.lists import ListRead

FOUND = "found"
FILES = Kept()
SHOWN, MOST_COLUMNS, MOST_NAMES = 30, 40, 60


@dataclass(frozen=True)
class Found:
    """A file that was looked into: its tasks, what to say of it, or what is wrong in it."""

    file: Upload
    tasks: tuple[Incoming, ...]
    said: tuple[tuple[str, dict[str, Any]], ...] = ()
    read: "ListRead | None" = None
    headers: Mapping[str, str] = field(default_factory=dict)
    lists: int = 0

    @property
    def is_list(self) -> bool:
        """Whether it is a list, not a board."""
        return self.read is not None


def found(shift: Shift) -> Found | None:
    """The file that is being looked into."""
    return FILES.get(shift.ask.get(FOUND, ""))


def blocks(shift: Shift) -> list[Block]:
    """What is wrong and how to mend it, or all there is and one button."""
    looked = found(shift)
    back = draw.buttons("back", draw.button(shift.say("Back"), "tasks_back"))
    if looked.is_list and looked.read.faults:
        return [uploads.faults(shift, looked.read), *_matched(shift, looked), back]
    if not looked.tasks:
        return [draw.lines("none", shift.say("There is no task in this file.")), back]
    more = _matched(shift, looked) if looked.is_list else []
    return [_totals(shift, looked), _notes(shift, looked), _form(shift, looked),
            _table(shift, looked), *more, back]  # fmt: skip


def _matched(shift: Shift, looked: Found) -> list[Block]:
    """Which of the file's columns is which, where names alone do not tell."""
    from shopkit.intake.tasks_list import NAMES

    say, read = shift.say, looked.read
    theirs = list(dict.fromkeys([*read.headers.values(), *read.ignored]))[:MOST_COLUMNS]
    if not theirs:
        return []
    options = [["", "–"], *([header, header] for header in theirs)]
    fields = [
        draw.field(name, say(words), "choice", value=read.headers.get(name, ""), options=options)
        for name, words in NAMES.items()
    ]
    return [
        draw.form("match", "tasks_match", fields, say("Read it again"),
                  title=say("Which column is which?"), values={"found": shift.ask.get(FOUND, "")})
    ]  # fmt: skip


def _totals(shift: Shift, looked: Found) -> Block:
    say, listed = shift.say, looked.tasks
    here = known(shift.shop.engine, shift.shop.id, [each.key for each in listed])
    shown = [
        (say("Tasks in the file"), len(listed)),
        (say("Of these archived"), sum(each.is_archived for each in listed)),
        (say("Lists") if looked.lists else say("States"), looked.lists or len(columns(looked))),
        (say("With a due day"), sum(each.due_on is not None for each in listed)),
        (say("With a checklist"), sum(bool(each.checks) for each in listed)),
        (say("Here already"), len(here)),
    ]
    return draw.tiles("totals", *(draw.tile(str(n), label, str(value))
                                  for n, (label, value) in enumerate(shown)))  # fmt: skip


def _notes(shift: Shift, looked: Found) -> Block:
    say = shift.say
    told = [(say(template, **facts), "warn") for template, facts in looked.said]
    if looked.is_list and looked.read.ignored:
        ignored = ", ".join(looked.read.ignored[:10])
        told.append((say("Columns that are left out: {columns}", columns=ignored), ""))
    last = say("Taken in twice, a task stays one task; what you changed here stays as it is.")
    return draw.lines("notes", *told, last)


def _form(shift: Shift, looked: Found) -> Block:
    """A state for each column, a member for each name, and whether the archived come too."""
    say = shift.say
    states = [[state, say(words)] for state, words in STATES.items()]
    team = [["", say("Nobody")], *([str(each.id), each.name] for each in shift.members)]
    fields = [
        draw.field(
            f"column_{n}",
            say("State of “{column}” ({n})", column=column or "–", n=many),
            "choice",
            value=incoming.state_of(column) or TO_DO,
            options=states,
        )
        for n, (column, many) in enumerate(columns(looked).items())
    ]
    fields += [
        draw.field(f"name_{n}", say("Who is “{name}”?", name=name), "choice",
                   value=str(number or ""), options=team)
        for n, (name, number) in enumerate(people(shift, looked).items())
    ]  # fmt: skip
    fields.append(draw.field("archived", say("Archived ones too"), "check", value=True))
    submit = say("Take in {n} tasks", n=len(looked.tasks))
    kept = {"found": shift.ask.get(FOUND, "")}
    return draw.form("take", "tasks_take", fields, submit, values=kept)


def _table(shift: Shift, looked: Found) -> Block:
    say = shift.say
    heads = [(say("Title"), "text"), (say("State"), "text"), (say("Owner"), "text"),
             (say("Due on"), "day"), (say("Labels"), "text")]  # fmt: skip
    listed = [
        [
            incoming.cut(each.title, 120),
            each.column,
            each.owner,
            each.due_on.isoformat() if each.due_on else None,
            ", ".join(each.labels),
        ]
        for each in looked.tasks[:SHOWN]
    ]
    return draw.table("read", heads, listed, title=say("The first {n}", n=len(listed)))


def columns(looked: Found) -> dict[str, int]:
    """The columns to choose a state for: a file's odd rest stays to do."""
    return dict(list(incoming.columns(looked.tasks).items())[:MOST_COLUMNS])


def people(shift: Shift, looked: Found) -> dict[str, int | None]:
    """The names to choose a member for, with the one called the same."""
    members = {each.id: each.name for each in shift.members}
    return dict(list(incoming.people(looked.tasks, members).items())[:MOST_NAMES])
