"""A page as PDF, printed by the browser that is on the computer; nothing is fetched for it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from shopkit.errors import Refused

SECONDS = 60
TICK = 0.1
# A snap's own /tmp is not ours: with it the browser would print where nobody finds it.
COMMANDS = (
    "google-chrome-stable google-chrome microsoft-edge-stable microsoft-edge chromium "
    "chromium-browser"
).split()
MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
FLAGS = (
    "--headless --no-pdf-header-footer --disable-gpu --disable-quic --disable-sync "
    "--disable-extensions --disable-component-update --disable-background-networking "
    "--disable-default-apps --disable-dev-shm-usage --disable-breakpad "
    "--no-first-run --no-default-browser-check --password-store=basic --use-mock-keychain "
    # every address, this computer's too, leads to a port where nobody listens
    "--proxy-server=http://127.0.0.1:9 --proxy-bypass-list=<-loopback> --dns-prefetch-disable"
).split()


def pdf(html: str, *, browser: Path | None = None, seconds: float = SECONDS) -> bytes:
    """The page as PDF, on paper of the size that it asks for itself.

    `browser` is the program to print with, else the first that `browsers` finds. Raises `Refused`
    when there is none, or when it made no PDF within `seconds`.
    """
    known = browser or next(browsers(), None)
    if known is None:
        raise Refused(
            "There is no Chrome, Edge or Chromium on this computer to make a PDF with. "
            "Open the page and print from the browser."
        )
    program = Path(known)
    # a browser that was stopped may still be writing its profile; the system clears what stays
    with tempfile.TemporaryDirectory(
        prefix="shopkit-", dir=_room(program), ignore_cleanup_errors=True
    ) as folder:
        page, paper = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        _print(program, page, paper, seconds=seconds)
        if not _is_whole(paper):
            raise Refused(
                "{browser} made no PDF in {seconds} seconds. "
                "Open the page and print from the browser.",
                browser=program.stem,
                seconds=f"{seconds:g}",
            )
        return paper.read_bytes()


def browsers(
    platform: str = sys.platform,
    environ: Mapping[str, str] = os.environ,
    *,
    which: Callable[[str], str | None] = shutil.which,
    exists: Callable[[PurePath], bool] = lambda path: Path(path).is_file(),
) -> Iterator[PurePath]:
    """Each browser of this computer that can print, the likeliest first."""
    for command in COMMANDS:
        if found := which(command):
            yield Path(found)
    yield from (place for place in _places(platform, environ) if exists(place))


def _places(platform: str, environ: Mapping[str, str]) -> Iterator[PurePath]:
    """Where installers put browsers that no command names."""
    if platform == "win32":
        for folder in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if environ.get(folder):
                yield from (PureWindowsPath(environ[folder]) / name for name in WINDOWS)
    elif platform == "darwin":
        for folder in ("/Applications", f"{environ.get('HOME', '')}/Applications"):
            yield from (PurePosixPath(folder) / name for name in MAC)
    else:
        yield from map(PurePosixPath, ("/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge"))


def _room(program: Path) -> str | None:
    """The folder that both this process and the browser may write in; None for the usual one."""
    if "snap" not in program.parts:
        return None
    shared = Path.home() / "snap" / program.name / "common"
    return str(shared) if shared.is_dir() else str(Path.home())


def _print(program: Path, page: Path, paper: Path, *, seconds: float) -> None:
    """Run the browser until it ends, until the PDF is whole, or until the time is up."""
    command = [str(program), *FLAGS, f"--user-data-dir={page.parent / 'profile'}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--no-sandbox")  # the browser does not start for root with it
    command += [f"--print-to-pdf={paper}", page.as_uri()]
    quiet = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    try:
        running = subprocess.Popen(command, **quiet, start_new_session=True)
    except OSError as error:
        raise Refused(
            "{browser} does not start: {reason}. Open the page and print from the browser.",
            browser=program.name,
            reason=error.strerror or error,
        ) from error
    try:
        _wait(running, paper, ticks=int(seconds / TICK))
    finally:
        _stop(running)


def _wait(running: subprocess.Popen, paper: Path, *, ticks: int) -> None:
    # Some browsers write the file and never end, while another window of theirs is open.
    for _ in range(ticks):
        with suppress(subprocess.TimeoutExpired):
            running.wait(TICK)
            return
        if _is_whole(paper):
            return


def _is_whole(paper: Path) -> bool:
    """Whether the PDF is there to its last line."""
    try:
        with paper.open("rb") as file:
            file.seek(max(paper.stat().st_size - 1024, 0))
            return file.read().rstrip().endswith(b"%%EOF")
    except OSError:  # not yet there, or Windows still has it in hand
        return False


def _stop(running: subprocess.Popen) -> None:
    """End the browser and every process it started."""
    if sys.platform == "win32":
        if running.poll() is None:
            command = ["taskkill", "/T", "/F", "/PID", str(running.pid)]
            subprocess.run(command, capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()
