"""PDF pages have the size that was asked for, nothing is fetched, and no browser is an answer too."""

import os
import re
import stat
import sys
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from shopkit.errors import Refused
from shopkit.print.labels import labels
from shopkit.print.pdf import browsers, pdf
from shopkit.print.sheets import pick_sheet

ROW = {"location": "A-01-2", "sku": "MUG", "title": "Mug", "qty": 2}
not_windows = pytest.mark.skipif(
    sys.platform == "win32", reason="a script stands in for the browser"
)


def pages(printed: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    return [(float(wide) / 72 * 25.4, float(high) / 72 * 25.4) for wide, high in boxes]


@pytest.mark.parametrize(("size", "wanted"), [("60x40", (60, 40)), ("a4-2x7", (210, 297))])
def test_pages_have_the_size_of_the_paper_and_none_is_blank(size, wanted, program):
    per_page = 1 if size == "60x40" else 14
    html = labels([{"code": "A-01-2"}], kind="bin", size=size, copies=2 * per_page)
    printed = pages(pdf(html, browser=program))
    assert len(printed) == 2
    assert all(page == pytest.approx(wanted, abs=0.2) for page in printed)


def test_a_long_sheet_goes_on_over_pages_of_a4(program):
    printed = pages(
        pdf(pick_sheet([ROW] * 40, number=7, made_on=date(2026, 10, 1)), browser=program)
    )
    assert len(printed) >= 3
    assert all(page == pytest.approx((210, 297), abs=0.2) for page in printed)


def test_nothing_is_fetched_for_a_pdf(program):
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *words):
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        printed = pdf(
            f'<p>here</p><img src="{address}/a.png"><iframe src="{address}/b">', browser=program
        )
        server.shutdown()
    assert printed.startswith(b"%PDF-") and asked == []


def test_without_a_browser_the_next_step_is_said(monkeypatch):
    monkeypatch.setattr("shopkit.print.pdf.browsers", lambda: iter(()))
    with pytest.raises(Refused, match="print from the browser"):
        pdf("<p>here")


def test_a_browser_that_is_none_is_refused(tmp_path):
    with pytest.raises(Refused) as caught:
        pdf("<p>here", browser=tmp_path / "chrome")
    assert caught.value.facts["browser"] == "chrome"


def script(folder: Path, body: str) -> Path:
    """A stand-in for a browser that does `body`; `$paper` is where the PDF is wanted."""
    path = folder / "chrome"
    find = 'for one in "$@"; do case "$one" in --print-to-pdf=*) paper="${one#*=}";; esac; done'
    path.write_text(f"#!/bin/sh\n{find}\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


@not_windows
def test_a_browser_that_prints_and_never_ends_is_not_waited_for(tmp_path):
    body = f'printf "%%PDF-1.4\\n%%%%EOF\\n" > "$paper"; echo $$ > {tmp_path}/pid; exec sleep 600'
    assert pdf("<p>here", browser=script(tmp_path, body)).startswith(b"%PDF-")
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@not_windows
@pytest.mark.parametrize("body", ["exec sleep 600", "exit 1", 'printf "%%PDF-1.4 half" > "$paper"'])
def test_a_browser_that_makes_nothing_whole_is_stopped_and_refused(tmp_path, body):
    with pytest.raises(Refused) as caught:
        pdf("<p>here", browser=script(tmp_path, body), seconds=0.3)
    assert caught.value.facts == {"browser": "chrome", "seconds": "0.3"}


@not_windows
def test_nothing_stays_in_the_folder_for_passing_files(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "passing"))
    (tmp_path / "passing").mkdir()
    pdf("<p>here", browser=script(tmp_path, 'printf "%%PDF-1.4\\n%%%%EOF" > "$paper"'))
    assert list((tmp_path / "passing").iterdir()) == []


@pytest.mark.parametrize(
    ("platform", "environ", "there"),
    [
        ("win32", {"PROGRAMFILES(X86)": "C:\\Program Files (x86)"}, "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"),
        ("win32", {"LOCALAPPDATA": "C:\\Users\\a\\AppData\\Local"}, "C:\\Users\\a\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe"),
        ("darwin", {"HOME": "/Users/a"}, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("darwin", {"HOME": "/Users/a"}, "/Users/a/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
        ("linux", {}, "/opt/google/chrome/chrome"),
    ],
)  # fmt: skip
def test_a_browser_is_found_where_installers_put_it(platform, environ, there):
    found = browsers(
        platform, environ, which=lambda command: None, exists=lambda path: str(path) == there
    )
    assert [str(one) for one in found] == [there]


def test_a_browser_on_the_path_comes_first():
    found = browsers(
        "linux", {}, which={"chromium": "/usr/bin/chromium"}.get, exists=lambda path: True
    )
    assert next(found) == Path("/usr/bin/chromium")
