"""A browser that reaches this machine only, and fails a test that tries further."""

import os
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

OUTPUT = Path(__file__).parent.parent / "output"
CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
LOCAL = {"127.0.0.1", "localhost", "::1", ""}


# For a module, not the session: while Playwright is open its thread has a running event loop,
# and no other test could start one.
@pytest.fixture(scope="module")
def chromium():
    """A running browser: Chromium here, Edge on Windows; without one the reason, on CI a failure."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as driver:
        try:
            running = driver.chromium.launch(args=QUIET, **_which())
        except Error as error:
            if os.environ.get("CI") == "true":
                raise
            # somebody's own machine may have none; there the rest can still be tested
            pytest.skip(f"no browser: {str(error).splitlines()[0]}")
        yield running
        running.close()


def _which() -> dict[str, str]:
    if sys.platform == "win32":
        return {"channel": "msedge"}
    return {"executable_path": str(CHROMIUM)} if CHROMIUM.exists() else {}


@pytest.fixture
def browse(chromium):
    """A function: a new page of a given size; other machines are out of its reach."""
    strayed, contexts = [], []

    def guard(route):
        if (urlsplit(route.request.url).hostname or "") in LOCAL:
            route.continue_()
        else:
            strayed.append(route.request.url)
            route.abort()

    def opened(width: int = 1366, height: int = 768, **options: object):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.route("**/*", guard)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert not strayed, f"requests to other machines: {strayed}"


@pytest.fixture
def picture(request):
    """A function: the page as a PNG in tests/output, named after the test."""

    def taken(page, name: str = "") -> Path:
        OUTPUT.mkdir(exist_ok=True)
        words = re.findall(r"[a-zA-Z0-9]+", f"{request.node.name} {name}")
        path = OUTPUT / f"{'-'.join(words)}.png"
        page.screenshot(path=path)
        return path

    return taken
