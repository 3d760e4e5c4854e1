"""The board in a browser: it paints, follows, answers, and runs nothing that came as text."""

import json

import pytest

from shopkit.serve import serving

EVIL = "</script><img src=x onerror='window.hurt=1'>{{7*7}}${7*7}"
DRAW = """
from pathlib import Path
from shopkit.errors import Refused
from shopkit.widgets import Board, asked

EVIL, VERSION = {evil!r}, Path({version!r})


def draw(ask):
    if ask.get("period") == "never":
        raise Refused("There is no period {{period}}.", period=EVIL)
    days = [f"2026-10-{{day:02d}}" for day in range(1, 31)]
    trend = [{{"day": day, "paid": 100.0 + place, "before": 90.0, "event": EVIL if place == 9 else None}}
             for place, day in enumerate(days)]
    products = [{{"title": EVIL, "paid": 30.0, "share": 0.5, "refund_rate": 0.1}}]
    return {{
        "lang": ask.get("lang", "en"), "title": "Board " + EVIL, "shop": EVIL, "sample": EVIL,
        "asof": VERSION.read_text(), "freshness": EVIL, "missing": [EVIL],
        "controls": {{"shops": [["1", EVIL], ["2", "two"]], "shop": "1", "period": ask.get("period", "d30"),
                     "periods": [["d7", "7 days"], ["d30", "30 days"], ["never", EVIL]]}},
        "tiles": [{{"key": "paid", "label": EVIL, "value": "45.13", "unit": EVIL, "term": EVIL, "note": EVIL,
                   "changes": [{{"label": EVIL, "text": "+1%" + EVIL, "tone": "good"}}]}}],
        "charts": [
            {{"key": "paid_trend", "title": EVIL, "note": EVIL, "rows": trend,
              "more": {{"columns": [["day", EVIL, "text"], ["paid", "Paid", "money"], ["event", "Event", "text"]]}}}},
            {{"key": "top_products", "title": EVIL, "note": EVIL, "rows": products,
              "more": {{"columns": [["title", EVIL, "text"], ["paid", "Paid", "money"]]}}}},
            {{"key": "refunds", "title": "nothing", "note": "", "rows": []}},
        ],
    }}


Board(draw, ask=asked(), token=VERSION.read_text, every=0.2)
"""
READY = "document.querySelectorAll('.sk-plot svg').length === 2"
LIVE = "document.querySelector('.jp-OutputArea-output .sk') !== null"


@pytest.fixture(scope="module")
def version(tmp_path_factory):
    path = tmp_path_factory.mktemp("data") / "version"
    path.write_text("first", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory, version):
    """A notebook whose every text is hostile."""
    folder = tmp_path_factory.mktemp("notebooks")
    source = DRAW.format(evil=EVIL, version=str(version))
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}}
    text = json.dumps({**book, "cells": [{**cell, "source": source}]})
    path = folder / "board.ipynb"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def served(tmp_path_factory, book):
    cache = str(tmp_path_factory.mktemp("cache"))
    with serving([book], env={"SHOPKIT_CACHE": cache}, log=book.with_name("log")) as server:
        yield server


def opened(page, served, **asked):
    page.goto(served.url("board", **asked))
    page.wait_for_function(READY)
    return page


def test_text_from_outside_is_shown_and_never_run(browse, served, picture):
    page = opened(browse(), served)
    page.wait_for_function(LIVE)
    for toggle in page.locator(".sk-toggle").all():
        toggle.click()
    page.locator(".sk-ask").click()
    picture(page)
    assert page.evaluate("window.hurt") is None and page.locator(".sk img").count() == 0
    assert page.locator("h1").inner_text() == f"Board {EVIL}"


def test_a_chart_without_rows_is_a_sentence(browse, served):
    page = opened(browse(), served)
    assert page.locator("[data-chart=refunds] .sk-empty").inner_text() == "No data for this period."


def test_the_page_follows_the_data_and_the_viewer(browse, served, version):
    page = opened(browse(), served)
    page.wait_for_function(LIVE)
    version.write_text("second", encoding="utf-8")
    page.wait_for_function("document.querySelector('.sk-asof b').textContent === 'second'")
    page.locator("[data-value=d7]").click()
    page.wait_for_function("document.querySelector('[data-value=d7]').ariaChecked === 'true'")
    page.locator("[data-value=never]").click()
    page.wait_for_selector(".sk-alert:visible")
    assert page.locator("[data-value=d7]").get_attribute("aria-checked") == "true"
    assert page.locator(".sk-value b").inner_text() == "45.13"


def test_a_page_whose_server_is_gone_says_so_and_returns_with_it(browse, book, tmp_path):
    env, page = {"SHOPKIT_CACHE": str(tmp_path / "cache")}, browse()
    with serving([book], env=env, port=9710) as first:
        opened(page, first)
        page.wait_for_function(LIVE)
        page.evaluate("window.before = true")
    page.wait_for_selector(".sk-stale:visible", timeout=60_000)
    assert page.locator(".sk-value b").inner_text() == "45.13"
    with serving([book], env=env, port=first.port, token=first.token):
        page.wait_for_function("window.before === undefined", timeout=60_000)
        page.wait_for_function(READY)


def test_the_language_is_switched_in_place_and_kept_in_the_address(browse, served):
    page = opened(browse(), served, lang="en")
    page.wait_for_function(LIVE)
    page.locator("[data-value=lang]").click()
    page.wait_for_function("document.querySelector('.sk').lang === 'zh-CN'")
    assert "lang=zh" in page.url and page.locator(".sk-toggle").first.inner_text() == "表格"


def test_a_phone_scrolls_one_way_only(browse, served):
    page = opened(browse(390, 844, is_mobile=True), served)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_wall_fits_its_screen_with_figures_to_be_read_from_afar(browse, served):
    page = opened(browse(1920, 1080), served, wall=1, theme="dark")
    size = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.sk-value b')).fontSize)"
    )
    assert size >= 28
    page.wait_for_function("document.documentElement.scrollHeight <= 1080")  # once it has settled
    assert page.locator(".sk").get_attribute("data-theme") == "dark"
