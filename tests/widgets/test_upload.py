"""The upload form: look, then take in; nothing is lost by a refusal."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from shopkit.errors import Busy
from shopkit.text import speaker
from shopkit.widgets import ImportForm

SAY = speaker("en")


@dataclass(frozen=True)
class Unknown:
    headers: list[str]
    sample: list[list[str]]


@dataclass(frozen=True)
class Fault:
    line: int
    column: str

    def told(self, say):
        return say("is empty <b>")


@dataclass(frozen=True)
class Seen:
    title: str = "Orders"
    encoding: str = "gb18030"
    container: str = "csv"
    rows: int = 3
    totals: dict = field(default_factory=lambda: {"paid_fen": 12345})
    taken: dict = field(default_factory=lambda: {"买家实际支付金额": "paid_fen"})
    first_day: date = date(2026, 10, 1)
    last_day: date = date(2026, 10, 2)
    repeated: int = 0
    left_out: int = 0
    faults: tuple = ()
    fault_count: int = 0
    staged: str | None = "rows.parquet"
    unknown: Unknown | None = None
    asks: tuple = ()


@pytest.fixture
def shop():
    return {"looked": [], "taken": [], "dropped": [], "seen": Seen()}


@pytest.fixture
def form(shop):
    def preview(name, content, *, progress, **told):
        progress("reading", 0.5)
        shop["looked"].append((name, content, told))
        return shop["seen"]

    def commit(seen):
        shop["taken"].append(seen)
        return "3 new rows."

    kinds = [
        {
            "kind": "orders",
            "title": "Orders",
            "columns": [("order_id", "Order"), ("paid_fen", "Paid")],
        }
    ]
    return ImportForm(
        preview=preview, commit=commit, drop=shop["dropped"].append, kinds=kinds, say=SAY
    )


def test_a_chosen_file_is_looked_at_and_not_yet_taken_in(form, shop):
    card = form.add("orders.csv", b"x")
    assert shop["looked"] == [("orders.csv", b"x", {})] and shop["taken"] == []
    assert not card.take.disabled


def test_the_control_totals_are_shown_before_anything_is_taken_in(form):
    shown = form.add("orders.csv", b"x").shown.value
    for words in ("3", "¥123.45", "2026-10-01", "2026-10-02", "gb18030", "买家实际支付金额"):
        assert words in shown


def test_one_press_takes_it_in_once(form, shop):
    card = form.add("orders.csv", b"x")
    card.take.click()
    card.take.click()
    assert len(shop["taken"]) == 1 and "3 new rows." in card.result.value


def test_a_forged_press_on_a_faulty_file_takes_nothing_in(form, shop):
    shop["seen"] = replace(shop["seen"], staged=None, faults=(Fault(2, "qty"),), fault_count=1)
    card = form.add("orders.csv", b"x")
    card.take.click()
    assert card.take.disabled and shop["taken"] == []


def test_faults_are_told_and_never_run(form, shop):
    shop["seen"] = replace(shop["seen"], staged=None, faults=(Fault(2, "<i>"),), fault_count=1)
    shown = form.add("<img src=x>.csv", b"x").shown.value
    assert "<img" not in shown and "<b>" not in shown and "&lt;i&gt;" in shown


def test_a_refused_commit_keeps_the_file_for_another_try(form, shop, monkeypatch):
    card = form.add("orders.csv", b"x")

    def busy(_seen):
        raise Busy("Another import is running: try again.")

    monkeypatch.setattr(form, "_commit", busy)
    card.take.click()
    assert "try again" in card.result.value and not card.take.disabled and card.seen is not None


def test_a_file_of_unknown_kind_is_mapped_by_hand(form, shop):
    shop["seen"] = replace(shop["seen"], staged=None, unknown=Unknown(["A", "B"], [["1", "2"]]))
    card = form.add("odd.csv", b"x")
    mapper = card.mapper.children[0]
    mapper.columns["paid_fen"].value = "B"
    shop["seen"] = Seen()
    mapper.read.click()
    told = {"kind": "orders", "mapping": {"paid_fen": "B"}}
    assert shop["looked"][-1] == ("odd.csv", b"x", told)
    assert not card.take.disabled and card.mapper.children == ()


def test_a_file_left_out_is_forgotten(form, shop):
    card = form.add("orders.csv", b"x")
    card.leave.click()
    assert form.cards.children == () and len(shop["dropped"]) == 1


def test_files_arrive_through_the_upload_button(form, shop):
    file = {
        "name": "a.csv",
        "type": "",
        "size": 1,
        "content": memoryview(b"a"),
        "last_modified": None,
    }
    form._on_files({"new": (file,)})
    assert shop["looked"] == [("a.csv", b"a", {})]


def test_a_file_that_names_no_days_asks_for_them(form, shop):
    shop["seen"] = replace(shop["seen"], staged=None, asks=("period",))
    card = form.add("traffic.csv", b"x")
    question = card.mapper.children[0]
    question.read.click()
    assert len(shop["looked"]) == 1  # no day was chosen yet
    question.first.value = date(2026, 10, 31)
    question.read.click()
    day = date(2026, 10, 31)
    assert shop["looked"][-1] == ("traffic.csv", b"x", {"period": (day, day)})


def test_rows_without_faults_are_taken_alone_only_when_asked(form, shop):
    shop["seen"] = replace(shop["seen"], staged=None, faults=(Fault(2, "qty"),), fault_count=1)
    card = form.add("orders.csv", b"x")
    assert card.spare.layout.display == ""
    card.spare.click()
    assert shop["looked"][-1] == ("orders.csv", b"x", {"leave_out_faulty": True})


def test_a_first_guess_fills_the_mapper(form, shop):
    form._kinds[0]["suggest"] = lambda headers: {"paid_fen": headers[1]}
    shop["seen"] = replace(shop["seen"], staged=None, unknown=Unknown(["A", "B"], [["1", "2"]]))
    mapper = form.add("odd.csv", b"x").mapper.children[0]
    assert (mapper.columns["order_id"].value, mapper.columns["paid_fen"].value) == ("", "B")
