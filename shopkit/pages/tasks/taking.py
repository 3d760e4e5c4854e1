"""Tasks in: a file looked into, its columns and names matched with ours, then taken in at once."""

from collections.abc import Mapping
from functools import partial

from shopkit import incoming
from shopkit.errors import NotFound, Refused
from shopkit.incoming import Incoming
from shopkit.pages import blocks as draw
from shopkit.pages import given, uploads
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks.looked import FILES, FOUND, Found, columns, people
from shopkit.store.incoming import Arrival, take_in
from shopkit.store.tasks import tasks
from shopkit.tasks.states import STATES, TO_DO
from shopkit.widgets import Reply, Upload


def choose(shift: Shift) -> Block:
    """The form that takes a file."""
    say = shift.say
    label = say("Board of Trello (JSON), or a list of tasks (xlsx or CSV)")
    accept = ".json,.csv,.xlsx,.xls,.zip"
    file = draw.field("file", label, "file", required=True, accept=accept)
    note = say("Nothing is saved before you have seen what is in it.")
    return draw.form(
        "in", "tasks_read", [file], say("Look into it"), title=say("Tasks in"), note=note
    )


def looked_into(shift: Shift, *, key: str, file: object = None) -> Reply:
    """Reads an uploaded file and shows what is in it; nothing is saved yet."""
    shift.stamp(key)
    if not isinstance(file, Upload):
        raise Refused("Choose a file first.")
    is_board = file.name.casefold().endswith(".json") or file.content.lstrip()[:1] in (b"{", b"[")
    return _shown(shift, key, _board(file) if is_board else _list(file, {}))


def matched(shift: Shift, *, key: str, found: object, **headers: object) -> Reply:
    """Reads the file again with the columns that a person has named."""
    shift.stamp(key)
    looked = _at_hand(found)
    return _shown(shift, key, _list(looked.file, _chosen(looked, headers)))


def taken(
    shift: Shift, *, key: str, found: object, archived: object = True, **chosen: object
) -> Reply:
    """Keeps what was looked into: new tasks only, each with the state and owner chosen."""
    say, stamp = shift.say, shift.stamp(key)
    looked = _at_hand(found)
    if not looked.tasks or (looked.is_list and looked.read.faults):
        raise Refused("There is no task in this file.")
    states, who = _states(shift, looked, chosen), _who(shift, looked, chosen)
    wanted = [each for each in looked.tasks if archived is True or not each.is_archived]
    own = _ours(shift, wanted)
    arrivals = [_arrival(each, states, who) for each in wanted if each not in own]
    done = take_in(shift.shop.engine, shift.shop.id, arrivals, stamp)
    said = say("{n} tasks were taken in.", n=len(done.new))
    if again := done.known + len(own):
        said = f"{said} {say('{n} were here already and stay as they are.', n=again)}"
    return Reply(said, ask={FOUND: ""})


def back(shift: Shift, *, key: str) -> Reply:
    """Leaves the file."""
    return Reply("", ask={FOUND: ""})


def _shown(shift: Shift, key: str, looked: Found) -> Reply:
    n = len(looked.read.faults) if looked.is_list else 0
    said = shift.say("{n} tasks were read", n=len(looked.tasks))
    if n:
        said = shift.say("{n} faults: nothing was saved", n=n)
    return Reply(said, tone="warn" if n else "good", ask={FOUND: FILES.put(key, looked)})


def _board(file: Upload) -> Found:
    from shopkit.intake.trello import trello_board

    board = uploads.read(file, trello_board)
    return Found(file, board.tasks, board.notes, lists=len(board.lists))


def _list(file: Upload, headers: Mapping[str, str]) -> Found:
    from shopkit.intake.tasks_list import incoming as rows
    from shopkit.intake.tasks_list import tasks_list

    read = uploads.read(file, partial(tasks_list, headers=headers))
    return Found(file, rows(read), read.notes, read=read, headers=headers)


def _at_hand(key: object) -> Found:
    looked = FILES.get(str(key))
    if looked is None:
        raise NotFound("The file is no longer at hand: choose it again.")
    return looked


def _chosen(looked: Found, headers: Mapping[str, object]) -> dict[str, str]:
    """Our columns with the file's headers, as far as the file has them; each header once."""
    from shopkit.intake.tasks_list import NAMES

    if not looked.is_list or not headers.keys() <= NAMES.keys():
        raise Refused("This table and its page do not fit together: reload the page.")
    theirs = {header: header for header in (*looked.read.headers.values(), *looked.read.ignored)}
    chosen = {name: str(header) for name, header in headers.items() if header}
    for name, header in chosen.items():
        given.one_of(header, theirs, NAMES[name])
    if len(set(chosen.values())) < len(chosen):
        raise Refused("One column cannot be two things: choose each only once.")
    return chosen


def _states(shift: Shift, looked: Found, chosen: Mapping[str, object]) -> dict[str, str]:
    label = shift.say("State")
    return {
        column: given.one_of(chosen.get(f"column_{n}") or TO_DO, STATES, label)
        for n, column in enumerate(columns(looked))
    }


def _who(shift: Shift, looked: Found, chosen: Mapping[str, object]) -> dict[str, int | None]:
    known = {"": None} | {str(each.id): each.id for each in shift.members}
    label = shift.say("Owner")
    return {
        name: known[given.one_of(chosen.get(f"name_{n}") or "", known, label)]
        for n, name in enumerate(people(shift, looked))
    }


def _ours(shift: Shift, wanted: list[Incoming]) -> list[Incoming]:
    """Those that came out of this shop's own file: its number and title say so."""
    if not any(each.number for each in wanted):
        return []
    ours = tasks(shift.shop.engine, shift.shop.id, states=None, archived=None, limit=None)
    titles = {str(each.id): " ".join(each.title.split()) for each in ours}
    return [
        each for each in wanted if titles.get(each.number, "\0") == " ".join(each.title.split())
    ]


def _arrival(each: Incoming, states: Mapping[str, str], who: Mapping[str, int | None]) -> Arrival:
    draft = incoming.draft(each, states=states, who=who, origin=each.key)
    said = tuple((one, who.get(one.by)) for one in each.said)
    return Arrival(each.key, draft, each.ended_at, said)


ACTS = {
    "tasks_read": looked_into,
    "tasks_match": matched,
    "tasks_take": taken,
    "tasks_back": back,
}
