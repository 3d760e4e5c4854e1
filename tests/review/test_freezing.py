"""A month frozen: once, in versions, whole or not at all, and only one that can be reviewed."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest

from shopkit import store
from shopkit.errors import Refused
from shopkit.review import files, freezing
from shopkit.review.freezing import freeze
from shopkit.store import reviews
from shopkit.store.ledger import Stamp

NOW = datetime(2026, 12, 5, 1, tzinfo=UTC)
TODAY = date(2026, 12, 5)
BY_PROGRAM = Stamp(None, NOW)


def frozen(shop, month="2026-10", **asked):
    return freeze(shop, month, BY_PROGRAM, today=TODAY, with_pdf=False, **asked)


def figures(folder):
    rows = csv.reader(io.StringIO((folder / "figures.csv").read_text("utf-8-sig")))
    return {row[0]: row[-1] for row in rows}


def test_a_frozen_month_has_its_figures_and_says_what_they_stand_on(shop):
    made = frozen(shop)
    found = figures(made.folder)
    assert found["overview/kpis/paid_fen/now"] == "250.00"
    assert found["overview/kpis/paid_fen/before"] == "100.00"
    assert found["overview/kpis/buyers/now"] == "3"
    assert found["overview/kpis/cohort_refund_fen/now"] == "20.00"
    assert made.version == 1
    manifest = json.loads((made.folder / "manifest.json").read_text("utf-8"))
    assert manifest["lake"] == dict(store.current_version(shop.engine, shop.id).tables)
    assert set(manifest["files"]) >= {"monthly_review.ipynb", "review.html", "figures.csv"}
    assert manifest["inputs"]["lock"] and manifest["inputs"]["code"]
    assert len(manifest["figures"]) == len(found) - 1


def test_its_data_are_pinned(shop):
    frozen(shop)
    version = store.current_version(shop.engine, shop.id).tables["orders"]
    assert store.pinned_versions(shop.engine, shop.id, "orders") == [version]


def test_freezing_again_makes_a_second_version_and_leaves_the_first(shop, take):
    first = frozen(shop)
    kept = {path: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()}
    with pytest.raises(Refused):
        frozen(shop)
    take("7 fay 10 0 2026-10-13 上海")
    second = frozen(shop, again=True)
    assert (second.version, second.folder.name) == (2, "2026-10.v2")
    assert figures(second.folder)["overview/kpis/paid_fen/now"] == "260.00"
    assert {path: path.read_bytes() for path in kept} == kept
    assert [each.version for each in reviews.reviews(shop.engine, shop.id)] == [2, 1]


def test_a_freezing_that_fails_leaves_nothing_behind(shop, monkeypatch):
    def broken(*_given):
        raise OSError("the disk is full")

    monkeypatch.setattr(files, "made", broken)
    with pytest.raises(OSError, match="disk"):
        frozen(shop)
    monkeypatch.undo()
    assert reviews.reviews(shop.engine, shop.id) == []
    assert store.pinned_versions(shop.engine, shop.id, "orders") == []
    assert [path.name for path in freezing.place(shop).iterdir()] == ["freezing.lock"]


def test_a_month_that_a_killed_program_began_is_frozen_anew(shop):
    data = store.current_version(shop.engine, shop.id)
    begun = reviews.begin(shop.engine, shop.id, "2026-10", BY_PROGRAM, lake_version_id=data.id,
                          lang="zh", answers={})  # fmt: skip
    (freezing.place(shop) / "2026-10").mkdir(parents=True)
    made = frozen(shop)
    assert (begun.version, made.version) == (1, 1)
    assert (made.folder / "review.html").is_file()


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2026-13", "no month"),
        ("October", "no month"),
        ("２０２６-10", "no month"),
        ("2026-10-01", "no month"),
        ("2027-01", "not begun"),
        ("2026-12", "not over"),
        ("2024-02", "no data"),
        ("0001-01", "no month"),
    ],
)
def test_a_month_that_cannot_be_reviewed_is_refused(shop, month, said):
    with pytest.raises(Refused, match=said):
        frozen(shop, month)


def test_half_a_month_of_data_is_refused(shop, take):
    take("9 gil 10 0 2026-12-20 上海")
    with pytest.raises(Refused, match="rest of the month"):
        freeze(shop, "2026-12", BY_PROGRAM, today=date(2027, 2, 1), with_pdf=False)


def test_no_file_names_a_buyer(shop):
    made = frozen(shop)
    names = {
        row[0] for row in shop.lake()._db.execute("select distinct buyer from orders").fetchall()
    }
    texts = [path.read_text("utf-8") for path in made.folder.rglob("*") if path.is_file()]
    assert len(names) == 4
    assert not [name for name in names for text in texts if name in text]
