"""How long the KPI page takes to its figures and charts, against Streamlit and Panel.

    python tests/bench/dashboard.py [--data FOLDER] [--rounds 5]

The same tiles and charts from the same files by the same SQL, each page in its own usual way; in
turns, in a headless browser that reaches this machine alone. Cold is the first page of a server
just started; warm a later one. The peers live in an environment of their own in the cache
folder, made on first use. Exit code 1 when our page is slower than Streamlit's.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from contestants import (
    CONTESTANTS,
    ROOT,
    Known,
    Page,
    environment,
    known,
    megabytes,
    processor,
    summed,
)
from playwright.sync_api import Browser, BrowserContext, sync_playwright

CHARTS, VIEWERS = 6, 3
# Our next warm kernel starts some seconds after one was taken: nobody is timed meanwhile.
SETTLE_SECONDS, SETTLE_MOST = 7.0, 40.0
BROWSER = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-proxy-server"
).split()
BROWSER.append("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
# Milliseconds since the navigation began, once a known figure stands in the page and enough
# charts have ink; also inside shadow roots.
DRAWN = """
([figures, charts]) => {
    const words = [], marks = [];
    const walk = (root) => {
        words.push((root.body ? root.body.innerText : root.textContent) || "");
        for (const node of root.querySelectorAll("*")) {
            if (node.matches("canvas, svg.marks")) marks.push(node);
            if (node.shadowRoot) walk(node.shadowRoot);
        }
    };
    walk(document);
    if (!figures.some((figure) => words.some((text) => text.includes(figure)))) return false;
    const inked = (node) => {
        const box = node.getBoundingClientRect();
        if (box.width < 50 || box.height < 50) return false;
        if (node.tagName !== "CANVAS") return node.querySelectorAll("path, rect, text").length > 5;
        const ink = node.getContext("2d").getImageData(0, 0, node.width, node.height).data;
        return ink.some((part) => part !== 0);
    };
    return marks.filter(inked).length >= charts ? performance.now() : false;
}
"""


def settled(page: Page) -> None:
    """Return when a server has nothing to do any more."""
    time.sleep(SETTLE_SECONDS)
    until, before = time.monotonic() + SETTLE_MOST, summed(page.process, processor)
    while time.monotonic() < until:
        time.sleep(1.0)
        now = summed(page.process, processor)
        if now - before < 0.1:
            return
        before = now


def seconds(context: BrowserContext, page: Page, about: Known, *, stay: bool = False) -> float:
    """From the start of the navigation to the right figures and drawn charts."""
    tab = context.new_page()
    tab.goto(page.url, wait_until="commit")
    drawn = tab.wait_for_function(DRAWN, arg=[about.figures, CHARTS], polling=50, timeout=60_000)
    took = drawn.json_value() / 1000
    print(f"{page.url.split('?')[0]} {took:.2f} s", file=sys.stderr, flush=True)
    if not stay:
        tab.close()
    return took


def cold(browser: Browser, about: Known, python: Path, *, rounds: int) -> dict[str, list[float]]:
    """First pages of servers just started, in turns, for a browser that keeps nothing."""
    timed: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    for place in range(rounds + 1):
        for name, serve in CONTESTANTS.items():
            with serve(about, python) as page, browser.new_context(**SCREEN) as context:
                took = seconds(context, page, about)
            if place:  # the first start of all may have to write Python's bytecode
                timed[name].append(took)
    return timed


def warm(browser: Browser, about: Known, python: Path, *, rounds: int) -> tuple[dict, dict]:
    """Later pages of running servers, in turns; then the memory each further viewer takes."""
    timed: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    with ExitStack() as open_now:
        pages = {
            name: open_now.enter_context(serve(about, python))
            for name, serve in CONTESTANTS.items()
        }
        contexts = {name: open_now.enter_context(browser.new_context(**SCREEN)) for name in pages}
        for place in range(rounds + 1):
            for name, page in pages.items():
                settled(page)
                took = seconds(contexts[name], page, about)
                if place:  # the first page of a server is a cold one
                    timed[name].append(took)
        held = {name: viewers(contexts[name], page, about) for name, page in pages.items()}
    return timed, held


def viewers(context: BrowserContext, page: Page, about: Known) -> list[float]:
    """Megabytes of a server with no viewer, one, two, three."""
    settled(page)
    held = [summed(page.process, megabytes)]
    for _ in range(VIEWERS):
        seconds(context, page, about, stay=True)
        settled(page)
        held.append(summed(page.process, megabytes))
    return held


SCREEN = {"viewport": {"width": 1600, "height": 1200}}


def told(cold_times: dict, warm_times: dict, held: dict) -> list[str]:
    """Print the table; what missed the bar."""
    missed = []
    print(
        f"\n{'':10} {'cold s':>8} {'ratio':>6} {'warm s':>8} {'ratio':>6} {'MB, 0-1-2-3 viewers':>26} {'a viewer':>9}"
    )
    medians = {
        name: [statistics.median(times[name]) for times in (cold_times, warm_times)]
        for name in CONTESTANTS
    }
    for name, (first, later) in medians.items():
        mine = medians["ours"]
        memory = "  ".join(f"{amount:.0f}" for amount in held[name])
        each = (held[name][-1] - held[name][1]) / (VIEWERS - 1)
        print(
            f"{name:10} {first:8.2f} {first / mine[0]:6.2f} {later:8.2f} {later / mine[1]:6.2f} "
            f"{memory:>26} {each:9.0f}"
        )
    for place, what in enumerate(("cold", "warm")):
        if medians["ours"][place] > medians["Streamlit"][place]:
            missed.append(f"{what}: slower than Streamlit")
    print("Ratios: their time over ours. Bar: ours at most Streamlit's, cold and warm.")
    return missed


def sample(folder: Path) -> Path:
    """A data folder with the sample shop."""
    env = os.environ | {"SHOPKIT_DATA": str(folder), "SHOPKIT_DATABASE_URL": ""}
    subprocess.run(
        [sys.executable, "-m", "shopkit", "sample", "load"], env=env, cwd=ROOT, check=True
    )
    return folder


def main() -> int:
    """Serve, time, print, judge."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--data", type=Path, help="a data folder; the sample shop otherwise")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--peers", type=Path, help="an environment that holds the peers")
    asked.add_argument("--chromium", default=shutil.which("chromium"), help="the browser to use")
    given = asked.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    python = environment(given.peers)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary,
        sync_playwright() as driver,
    ):
        about = known((given.data or sample(Path(temporary) / "data")).resolve())
        browser = driver.chromium.launch(args=BROWSER, executable_path=given.chromium)
        first = cold(browser, about, python, rounds=given.rounds)
        later, held = warm(browser, about, python, rounds=given.rounds)
        browser.close()
    missed = told(first, later, held)
    if hasattr(os, "getloadavg"):
        print("Load of the machine: " + " ".join(f"{each:.1f}" for each in os.getloadavg()))
    print("\n".join(missed) or "All held.")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
