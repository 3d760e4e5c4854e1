"""A frozen review opened from a disk: every chart is drawn, its rows lie behind it, nothing is fetched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent.parent
DRAW = """
import sys
from datetime import date
from pathlib import Path
from shopkit import clock
from shopkit.pages.review.month import Month
from shopkit.pages.review.page import asked, drawn, horizon
from shopkit.review import html
from shopkit.settings import Settings
from shopkit.shop import open_shop
settings = Settings.from_env()
shop = open_shop(at=clock.now(), settings=settings)
lake = shop.lake()
period = asked("2026-10", lake, today=horizon(shop, lake, date(2026, 12, 1)))
page = drawn(Month(shop, period, lake, settings.lang))
page["sections"][0]["parts"].append({"kind": "words", "said": ["</script><img src=x onerror='hurt=1'>"]})
Path(sys.argv[1]).write_text(html.document(page, cache=settings.cache), encoding="utf-8")
"""


@pytest.fixture(scope="module")
def page(sample_data, tmp_path_factory):
    """The file, as it would lie on a stick."""
    path = tmp_path_factory.mktemp("stick") / "review.html"
    env = os.environ | {"SHOPKIT_DATA": str(sample_data), "SHOPKIT_LANG": "zh"}
    env |= {"SHOPKIT_DATABASE_URL": "", "PYTHONPATH": str(HOME)}
    subprocess.run([sys.executable, "-c", DRAW, str(path)], env=env, check=True)
    return path


@pytest.mark.parametrize("width", [1366, 390])
def test_it_opens_from_a_stick_with_every_chart_drawn(page, browse, width):
    tab = browse(width, 800)
    faults = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda each: faults.append(each.text) if each.type == "error" else None)
    tab.goto(page.as_uri())
    tab.wait_for_function("document.querySelectorAll('.plot svg').length > 5")
    assert tab.locator(".plot").count() == tab.locator(".plot svg").count()
    assert tab.locator("figure details table tbody tr").count() > 100
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not faults
    assert tab.evaluate("typeof hurt") == "undefined"
    assert tab.request is not None and page.stat().st_size < 3 * 2**20


def test_a_chart_answers_the_pointer_and_shows_its_rows(page, browse):
    tab = browse(1366, 800)
    tab.goto(page.as_uri())
    bar = tab.locator(
        '.plot[data-chart="overview/paid_trend"] svg path[aria-roledescription="bar"]'
    ).first
    bar.hover(force=True)
    tab.locator(".sk-tip").wait_for()
    tab.locator("figure summary").first.click()
    assert tab.locator("figure details[open] table").first.is_visible()
