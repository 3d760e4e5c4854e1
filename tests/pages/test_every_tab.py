"""Every page people work at, on the sample shop: each tab at each size, in a real browser."""

import re
from collections import defaultdict
from statistics import median

import pytest

from shopkit.serve import serving
from shopkit.settings import HOME

WORKED = ("manager", "operations", "meeting", "tasks", "warehouse")
LOOKS = {
    "desk": (1366, 768, {"lang": "zh", "theme": "light"}),
    "phone": (390, 844, {"lang": "en", "theme": "dark"}),
    "wall": (1920, 1080, {"lang": "zh", "theme": "light", "wall": "1"}),
}
LIVE = "document.querySelector('.jp-OutputArea-output .sk') !== null"
TABS = ".sk-tabs [data-value]"
LONGEST_MS, ROUNDS = 1000, 3
# From a click to the frame after the page was drawn anew, charts and all.
WATCH = """() => {
    let from = null;
    window.took = [];
    document.addEventListener('click', () => { from = performance.now(); }, true);
    new MutationObserver(() => requestAnimationFrame(() => {
        if (from !== null) window.took.push(performance.now() - from);
        from = null;
    })).observe(document.querySelector('.sk'), { attributeFilter: ['data-ready'] });
}"""


@pytest.fixture(scope="module")
def served(sample_data):
    """Every page of the sample shop; nothing here writes to it."""
    books = [HOME / "notebooks" / f"{name}.ipynb" for name in WORKED]
    env = {"SHOPKIT_DATA": str(sample_data), "SHOPKIT_DATABASE_URL": ""}
    with serving(books, env=env) as server:
        yield server


def opened(browse, served, name, size):
    width, height, ask = LOOKS[size]
    page = browse(width, height)
    page.set_default_timeout(30_000)
    page.faults = []
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    page.goto(served.url(name, **ask))
    page.wait_for_function(LIVE)
    page.evaluate(WATCH)
    return page


def pressed(page, key):
    """Opens a tab; how many milliseconds until it was drawn."""
    before = page.evaluate("window.took.length")
    page.locator(f".sk-tabs [data-value='{key}']").click()
    page.wait_for_function(f"window.took.length > {before}")
    return page.evaluate("window.took[window.took.length - 1]")


def keys(page):
    return page.eval_on_selector_all(TABS, "tabs => tabs.map(tab => tab.dataset.value)")


@pytest.mark.parametrize("size", LOOKS)
@pytest.mark.parametrize("name", WORKED)
def test_every_tab_is_drawn_whole(browse, served, picture, name, size):
    page = opened(browse, served, name, size)
    for key in keys(page):
        pressed(page, key)
        page.wait_for_timeout(300)
        picture(page, key)
        said = page.locator(".sk").first.inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= LOOKS[size][0], key
        assert not re.search(r"Something went wrong|出错了|Traceback|undefined|\bNaN\b", said), key
    assert not page.faults


@pytest.mark.timed
@pytest.mark.parametrize("name", WORKED)
def test_every_section_is_there_within_a_second_of_its_click(browse, served, name):
    page = opened(browse, served, name, "desk")
    took = defaultdict(list)
    for _ in range(ROUNDS):
        for key in [*keys(page)[1:], keys(page)[0]]:
            took[key].append(pressed(page, key))
    told = "\n".join(
        f"{median(ms):6.0f} ms, at first {ms[0]:.0f} ms  {key}" for key, ms in took.items()
    )
    print(told)
    assert not [key for key, ms in took.items() if median(ms) > LONGEST_MS], told
