"""A frozen month made again: the same bytes anywhere, at any time; else the reason has a name."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from shopkit.errors import NotFound, Refused
from shopkit.review import inputs, run_notebook
from shopkit.review.freezing import freeze
from shopkit.review.proving import verify
from shopkit.review.running import NOTEBOOKS
from shopkit.store import reviews
from shopkit.store.ledger import Stamp

HOME = Path(__file__).parent.parent.parent
NOW = datetime(2026, 12, 5, 1, tzinfo=UTC)
TODAY = date(2026, 12, 5)


@pytest.fixture
def made(shop):
    return freeze(shop, "2026-10", Stamp(None, NOW), today=TODAY, with_pdf=False)


def test_two_runs_in_other_folders_zones_and_locales_with_an_import_between_are_the_same_bytes(
    shop, made, take, tmp_path
):
    take("3 bob 120 70 2026-10-11 浙江省\n7 fay 10 0 2026-12-01 上海")
    moved = tmp_path / "elsewhere" / "another name"
    shutil.copytree(shop.settings.data, moved)
    shutil.rmtree(made.folder)
    env = os.environ | {"SHOPKIT_DATA": str(moved), "SHOPKIT_LANG": "en", "LC_ALL": "C",
                        "LANG": "C", "TZ": "America/New_York", "PYTHONHASHSEED": "7"}  # fmt: skip
    command = [sys.executable, "-m", "shopkit", "review", "verify", "2026-10", "--json"]
    done = subprocess.run(command, env=env, cwd=HOME, capture_output=True, check=False)
    proof = json.loads(done.stdout)
    assert (done.returncode, proof["is_same"]) == (0, True)
    assert not [name for name, _ in proof["changed"] if name != "code"]


def test_a_changed_code_lock_or_package_is_named(shop, made, tmp_path, monkeypatch):
    home = tmp_path / "home"
    (home / "shopkit").mkdir(parents=True)
    (home / "notebooks").mkdir()
    (home / "shopkit" / "kpis.py").write_text("one = 1\n", "utf-8")
    (home / "notebooks" / "monthly_review.ipynb").write_text("{}", "utf-8")
    (home / "requirements.lock").write_text("a==1\n", "utf-8")
    kept = reviews.frozen(shop.engine, shop.id, "2026-10")
    then = inputs.inputs(shop, kept, home=home)
    (home / "shopkit" / "kpis.py").write_text("one = 1\r\n", "utf-8", newline="")
    assert list(inputs.changed(then, inputs.inputs(shop, kept, home=home))) == []
    (home / "shopkit" / "kpis.py").write_text("one = 2\n", "utf-8")
    (home / "requirements.lock").write_text("a==2\n", "utf-8")
    monkeypatch.setattr(inputs, "version", lambda name: "0")
    changed = dict(inputs.changed(then, inputs.inputs(shop, kept, home=home)))
    assert changed == {"code": "shopkit/kpis", "lock": "",
                       "tools": "duckdb, nbformat, vl-convert-python"}  # fmt: skip


def test_verify_says_which_input_changed_and_what_came_out_otherwise(shop, made, monkeypatch):
    from shopkit.review import files

    honest = files.made

    def other(*given):
        found, page = honest(*given)
        return found | {"review.html": b"other"}, page

    monkeypatch.setattr(files, "made", other)
    monkeypatch.setattr(inputs, "code", lambda home=HOME: {"shopkit/kpis": "other"})
    proof = verify(shop, "2026-10")
    assert not proof.is_same
    assert (proof.differing, proof.changed[0][0]) == (("review.html",), "code")
    said = " ".join(proof.told(lambda words, **facts: words.format(**facts)))
    assert "shopkit/kpis" in said


def test_a_file_changed_on_disk_or_gone_is_named(shop, made):
    (made.folder / "figures.csv").write_text("250 was too little", "utf-8")
    (made.folder / "review.html").unlink()
    proof = verify(shop, "2026-10")
    assert (proof.damaged, proof.missing) == (("figures.csv",), ("review.html",))
    assert (proof.is_same, proof.differing) == (False, ())


def test_another_buyer_in_place_of_an_erased_one_changes_no_byte(shop, made):
    for path in (shop.folder / "orders").rglob("*.parquet"):
        with duckdb.connect() as db:
            part = path.with_suffix(".part")
            db.execute(f"""copy (select * replace (case when order_id = '3' then 'erased'
                else buyer end as buyer) from read_parquet('{path.as_posix()}',
                hive_partitioning=false)) to '{part.as_posix()}' (format parquet)""")
        part.replace(path)
    proof = verify(shop, "2026-10")
    assert (proof.is_same, [name for name, _ in proof.changed]) == (True, ["data"])


def test_a_month_never_frozen_cannot_be_proved(shop):
    with pytest.raises(NotFound):
        verify(shop, "2026-10")


def test_an_unknown_parameter_is_refused_with_those_there_are(folder):
    with pytest.raises(Refused) as caught:
        run_notebook(NOTEBOOKS / "monthly_review.ipynb", data=folder, mnoth="2026-10")
    assert caught.value.facts["unknown"] == "mnoth"
    assert caught.value.facts["known"] == "month, shop, version"
