"""Tasks in and out: looked into first, taken in once, and what goes out comes in again."""

import json
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from shopkit.errors import BadFile, NotFound, Refused
from shopkit.pages.tasks import transfer
from shopkit.store.tasks import add_task, archive, tasks
from shopkit.tasks.task import Check
from shopkit.widgets import Upload

BOARD = {
    "name": "Shop",
    "lists": [{"id": "l1", "name": "Kitchen"}, {"id": "l2", "name": "Done"}],
    "members": [{"id": "m1", "fullName": "Manager"}, {"id": "m2", "fullName": "Zoe"}],
    "cards": [
        {"id": "c1", "name": "Sweep", "idList": "l1", "idMembers": ["m1"]},
        {"id": "c2", "name": "Mop", "idList": "l2", "idMembers": ["m2"]},
        {"id": "c3", "name": "Old", "idList": "l1", "closed": True},
    ],
}
EVIL = "</script><img src=x onerror='window.hurt=1'>{{7*7}}{n}"


def board(plain=BOARD, name="board.json"):
    return Upload(name, "application/json", json.dumps(plain).encode())


def listed(text, name="../../tasks.csv"):
    return Upload(name, "text/csv", text.encode())


@pytest.fixture
def looked(team):
    """A function: looks into a file; what the page asks from then on."""
    return lambda file, **more: team.act(transfer, "tasks_read", file=file, **more).ask


def take(team, ask, **chosen):
    return team.act(transfer, "tasks_take", found=ask["found"], **chosen)


def here(team, **which):
    found = tasks(team.engine, team.id, **{"states": None, "archived": None} | which)
    return {task.title: task for task in found}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_ways_in_and_out_are_drawn_in_both_languages(team, lang):
    assert {"in", "out", "empty"} <= team.work(transfer, lang=lang).keys()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_board_is_shown_before_it_is_taken_in(team, looked, lang):
    ask = looked(board())
    blocks = team.work(transfer, lang=lang, **ask)
    assert [tile["value"] for tile in blocks["totals"]["tiles"]] == ["3", "1", "2", "0", "0", "0"]
    fields = {field["name"]: field.get("value") for field in blocks["take"]["fields"]}
    assert fields == {
        "column_0": "to do", "column_1": "done", "name_0": str(team.who["manager"]),
        "name_1": "", "archived": True,
    }  # fmt: skip
    assert here(team) == {}


def test_a_board_is_taken_in_with_the_states_and_people_chosen(team, looked):
    ask = looked(board())
    done = take(team, ask, column_0="doing", column_1="done", name_0=None,
                name_1=str(team.who["service"]), archived=True)  # fmt: skip
    found = here(team)
    assert done.ask == {"found": ""}
    assert (found["Sweep"].state, found["Sweep"].owner_id) == ("doing", None)
    assert (found["Mop"].state, found["Mop"].owner) == ("done", "service")
    assert found["Old"].archived_at and found["Sweep"].description == "@ Manager"


def test_archived_cards_may_stay_behind(team, looked):
    take(team, looked(board()), archived=False)
    assert here(team).keys() == {"Sweep", "Mop"}


def test_a_file_taken_in_twice_changes_nothing(team, looked):
    for _ in range(2):
        take(team, looked(board()))
    blocks = team.work(transfer, **looked(board()))
    assert len(here(team)) == 3 and blocks["totals"]["tiles"][-1]["value"] == "3"


def test_the_real_board_says_that_its_actions_are_cut(team, looked, real):
    ask = looked(Upload("board.json", "", real("trello_board.json").read_bytes()))
    blocks = team.work(transfer, **ask)
    assert [tile["value"] for tile in blocks["totals"]["tiles"][:3]] == ["122", "78", "18"]
    assert "cut at 1000" in blocks["notes"]["lines"][0]["text"]
    take(team, ask)
    kept = tasks(team.engine, team.id, states=None, archived=None)
    assert (len(kept), sum(task.archived_at is not None for task in kept)) == (122, 78)


def test_one_card_of_a_board_is_refused(team, looked):
    with pytest.raises(BadFile):
        looked(board({"id": "c", "idList": "l", "name": "x"}))


def test_a_list_with_faults_shows_them_and_takes_nothing(team, looked):
    ask = looked(listed("任务,截止日期\nx,soon\ny,2026-11-01\n"))
    blocks = team.work(transfer, **ask)
    assert len(blocks["faults"]["rows"]) == 1 and "take" not in blocks
    with pytest.raises(Refused):
        take(team, ask)
    assert here(team) == {}


def test_unknown_columns_are_named_by_a_person(team, looked):
    ask = looked(listed("要干的活,谁\n拍主图,service\n"))
    fields = {field["name"]: field for field in team.work(transfer, **ask)["match"]["fields"]}
    assert ["要干的活", "要干的活"] in fields["title"]["options"]
    ask = team.act(
        transfer, "tasks_match", found=ask["found"], title="要干的活", owner="谁", due_on=None
    ).ask
    take(team, ask, name_0=str(team.who["service"]))
    assert here(team)["拍主图"].owner == "service"


def filled(team):
    facts = {"due_on": date(2026, 11, 11), "estimate_minutes": 90, "priority": 1}
    facts |= {"owner_id": team.who["designer"], "labels": ("新品", "a"), "description": "line\nend"}
    stamp = team.shift().stamp("k")
    checks = (Check("white", True), Check("video"))
    add_task(team.engine, team.id, "=Pictures", stamp, checks=checks, **facts)
    old = add_task(team.engine, team.id, "Old", team.shift().stamp("k2"), state="done")
    archive(team.engine, team.id, old, team.shift().stamp("k3"))


def out(team, form="xlsx", lang="en", **more):
    values = {"whose": None, "over": True} | more
    return team.act(transfer, "tasks_file", ask={"lang": lang}, form=form, **values).file


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_workbook_that_went_out_comes_in_again_with_all_it_said(team, looked, lang):
    from shopkit.intake.tasks_list import incoming, tasks_list

    filled(team)
    shift = team.shift(lang=lang)
    name, _, packed = transfer.ACTS["tasks_file"](shift, key="k", form="xlsx", whose=None,
                                                   over=True).file  # fmt: skip
    path = team.settings.data / "book"
    path.write_bytes(packed)
    read = tasks_list(path, name=name, trusted=True)
    assert read.faults == [] and read.ignored == () and read.notes == ()
    task, old = incoming(read)
    assert (task.title, task.priority, task.minutes) == ("=Pictures", 1, 90)
    assert (task.due_on, task.owner, task.labels) == (date(2026, 11, 11), "designer", ("a", "新品"))
    assert [(check.text, check.is_done) for check in task.checks] == [
        ("white", True),
        ("video", False),
    ]
    assert task.description == "line\nend" and old.is_archived
    done = take(team, looked(Upload(name, "", packed)))
    assert "0 tasks" in done.text and len(here(team)) == 2


def test_a_workbook_holds_one_persons_open_tasks(team):
    filled(team)
    _, _, packed = out(team, whose=str(team.who["designer"]), over=False)
    sheet = openpyxl.load_workbook(BytesIO(packed)).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["=Pictures"]


def test_due_days_go_out_as_a_calendar(team):
    filled(team)
    name, mime, packed = out(team, form="ics")
    assert (name[-4:], mime) == (".ics", "text/calendar")
    assert packed.count(b"BEGIN:VEVENT") == 1 and b"DTSTART;VALUE=DATE:20261111" in packed
    assert out(team, form="ics")[2] == packed


def test_an_empty_list_can_be_filled_in_and_taken_in(team, looked):
    name, _, packed = team.act(transfer, "tasks_empty").file
    take(team, looked(Upload(name, "", packed)))
    assert here(team).keys() == {"Photograph the blue mug"}


def test_hostile_words_are_only_words(team, looked):
    plain = {**BOARD, "cards": [{"id": "c1", "name": EVIL, "desc": EVIL, "idList": "l1"}]}
    plain["lists"] = [{"id": "l1", "name": EVIL}]
    ask = looked(board(plain, name=EVIL + ".json"))
    team.work(transfer, **ask)
    take(team, ask)
    assert here(team)[EVIL].description == EVIL


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("tasks_read", {"file": None}),
        ("tasks_read", {"file": "x"}),
        ("tasks_read", {"file": Upload("x.json", "", b"")}),
        ("tasks_read", {"file": Upload("x.csv", "", b"PK\x03\x04")}),
        ("tasks_take", {"found": "gone"}),
        ("tasks_take", {"found": None}),
        ("tasks_match", {"found": "gone", "title": "x"}),
        ("tasks_file", {"form": "exe", "whose": ""}),
        ("tasks_file", {"form": "xlsx", "whose": "999"}),
        ("tasks_file", {"form": "xlsx", "whose": ["x"]}),
    ],
)
def test_what_a_browser_forges_is_refused_with_a_sentence(team, act, values):
    with pytest.raises((Refused, NotFound, BadFile)):
        team.act(transfer, act, **values)


@pytest.mark.parametrize("chosen", [{"column_0": "eaten"}, {"name_0": "999"}, {"name_1": [1]}])
def test_a_forged_choice_takes_nothing_in(team, looked, chosen):
    ask = looked(board())
    with pytest.raises((Refused, NotFound)):
        take(team, ask, **chosen)
    assert here(team) == {}


@pytest.mark.parametrize(
    "headers", [{"title": "nowhere"}, {"price": "谁"}, {"title": "谁", "owner": "谁"}]
)
def test_a_forged_column_is_refused(team, looked, headers):
    ask = looked(listed("要干的活,谁\n拍主图,service\n"))
    with pytest.raises(Refused):
        team.act(transfer, "tasks_match", found=ask["found"], **headers)


def test_nobody_takes_tasks_in_without_a_name(team):
    with pytest.raises(Refused):
        team.act(transfer, "tasks_read", by="stranger", file=board())


def test_an_address_to_subscribe_to_is_shown_where_the_server_told_one(team, monkeypatch):
    monkeypatch.delenv("SHOPKIT_CALENDAR", raising=False)
    assert "subscribe" not in team.work(transfer)
    monkeypatch.setenv("SHOPKIT_CALENDAR", "http://127.0.0.1:1/shopkit/calendar/k.ics")
    lines = [each["text"] for each in team.work(transfer)["subscribe"]["lines"]]
    whole, mine, *_ = lines
    assert f"?shop={team.id}&lang=en" in whole and f"who={team.who['manager']}" in mine
