"""The compiled charts are the written ones, and carry no look or language of their own."""

import json

import pytest

from shopkit.charts import compile as compiling
from shopkit.charts import specs

each = pytest.mark.parametrize("name", sorted(compiling.CHARTS))


@pytest.fixture(scope="module")
def fresh():
    return compiling.compiled()


def test_the_cache_is_what_the_charts_compile_to(fresh):
    assert specs() == json.loads(json.dumps(fresh))


def test_the_cache_on_disk_is_written_the_one_way(fresh, tmp_path):
    path = compiling.written(fresh, tmp_path / "specs.json")
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(json.dumps(fresh))


@each
def test_a_chart_draws_the_rows_it_is_given_by_name(name):
    assert "rows" in {data["name"] for data in specs()[name]["spec"]["data"]}


@each
def test_a_chart_loads_nothing_from_anywhere(name):
    written = json.dumps({**specs()[name]["spec"], "$schema": ""})
    assert "http" not in written and '"url"' not in written


@each
def test_a_chart_fits_its_frame(name):
    signals = {signal["name"] for signal in specs()[name]["spec"]["signals"]}
    assert {"width", "height"} <= signals


@each
def test_a_chart_has_a_legend_in_known_colours(name):
    colours = {"ink", "muted", "main", "pale", "second", "before", "warn", "none"}
    assert {entry[1] for entry in specs()[name]["legend"]} <= colours


def test_a_dashboard_kernel_needs_neither_altair_nor_pandas(fresh_modules):
    loaded = fresh_modules("shopkit.charts", "shopkit.widgets")
    assert not loaded & {"altair", "pandas", "pyarrow", "vl_convert"}
