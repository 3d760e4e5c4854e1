"""A browser that prints at a label printer's dots, and a reader of what it printed."""

import os
import sys
from io import BytesIO
from pathlib import Path

import pytest

from shopkit.print.pdf import browsers

DOTS_A_MM = 8  # 203 dpi
PIXELS_A_MM = 96 / 25.4
QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync".split()


@pytest.fixture(scope="session")
def program() -> Path:
    """The browser of this computer; without one the reason, on CI a failure."""
    found = next(browsers(), None)
    if found is None and os.environ.get("CI") != "true":
        pytest.skip("no browser to print with")
    assert found, "no browser to print with"
    return found


@pytest.fixture(scope="module")
def chromium(program):
    """A running browser, for a module: while it is open its thread has an event loop."""
    from playwright.sync_api import sync_playwright

    chosen = {"channel": "msedge"} if sys.platform == "win32" else {"executable_path": str(program)}
    with sync_playwright() as driver:
        running = driver.chromium.launch(args=QUIET, **chosen)
        yield running
        running.close()


@pytest.fixture(scope="module")
def printer(chromium):
    """A browser window as wide as A4, one pixel for each dot of a label printer, no network."""
    size = {"width": 794, "height": 1123}
    return chromium.new_context(
        viewport=size, device_scale_factor=DOTS_A_MM / PIXELS_A_MM, offline=True
    )


@pytest.fixture
def paper(printer):
    """A function: a new page with an HTML document in it, laid out as it is printed."""

    def laid(html: str):
        page = printer.new_page()
        page.emulate_media(media="print", color_scheme="dark")
        page.set_content(html)
        return page

    yield laid
    for page in printer.pages:
        page.close()


@pytest.fixture(scope="session")
def scanned():
    """A function: the texts of all codes in an element of a page, sorted."""
    import zxingcpp
    from PIL import Image

    def read(place) -> list[str]:
        with Image.open(BytesIO(place.screenshot())) as picture:
            grey = picture.convert("L")
        # a label printer burns a dot or does not
        dots = grey.point(lambda light: 255 if light > 127 else 0)
        found = zxingcpp.read_barcodes(dots, try_rotate=False, try_downscale=False)
        return sorted(one.text for one in found)

    return read
