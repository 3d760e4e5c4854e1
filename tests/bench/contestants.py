"""The three servers that show the same page, the data they are told of, and what they take."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import platformdirs
import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from shopkit import clock  # noqa: E402
from shopkit.lake.read import QUERIES  # noqa: E402
from shopkit.pages.figures import coverage, last_day, total  # noqa: E402
from shopkit.periods import last_days  # noqa: E402
from shopkit.serve import serving  # noqa: E402
from shopkit.serve.running import ended, free_port, wait_until_answers  # noqa: E402
from shopkit.settings import Settings  # noqa: E402
from shopkit.shop import open_shop  # noqa: E402
from shopkit.text.numbers import shown  # noqa: E402

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # every shop's Python keeps what it has compiled
PEERS = Path(__file__).with_name("peers")
PACKAGES = ["streamlit", "panel", "duckdb", "deltalake", "altair", "pandas"]


@dataclass(frozen=True)
class Page:
    """A page that is being served: its address, its server, how long that took to answer."""

    url: str
    process: psutil.Process
    started: float


@dataclass(frozen=True)
class Known:
    """The data all three pages show, and how its paid amount may be written."""

    data: Path
    env: dict[str, str]
    figures: list[str]


def known(data: Path) -> Known:
    """What the peers must be told of a data folder, and the paid amount to wait for."""
    settings = Settings.from_env({"SHOPKIT_DATA": str(data)})
    shop = open_shop(at=clock.now(), settings=settings)
    lake = shop.lake()
    last: date = last_day(coverage(lake), clock.today())
    paid_fen = total(lake, last_days(30)(last))["paid_fen"]
    env = {
        "BENCH_LAKE": str(lake.folder),
        "BENCH_VERSIONS": json.dumps(dict(lake.versions)),
        "BENCH_QUERIES": str(QUERIES),
        "BENCH_LAST": last.isoformat(),
    }
    return Known(data, env, [f"{paid_fen / 100:,.2f}", shown(paid_fen, "fen", "en")])


def environment(given: Path | None) -> Path:
    """The peers' Python; their environment is made when it is not there."""
    folder = given.absolute() if given else platformdirs.user_cache_path("shopkit") / "bench-peers"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / "ready").exists():
        if not given:
            shutil.rmtree(folder, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
        (folder / "ready").touch()
    return python


@contextmanager
def ours(about: Known, _python: Path) -> Iterator[Page]:
    """The workbook's own dashboard."""
    env = {"SHOPKIT_DATA": str(about.data), "SHOPKIT_DATABASE_URL": "", "SHOPKIT_LANG": "en"}
    start = time.perf_counter()
    log = about.data / "bench.log"
    with serving(
        [ROOT / "notebooks" / "kpi.ipynb"], env=env, warm=("kpi.ipynb",), port=8601, log=log
    ) as served:
        url = served.url("kpi", lang="en")
        yield Page(url, psutil.Process(served.process.pid), time.perf_counter() - start)


@contextmanager
def peer(command: list[str], about: Known, *, port: int, path: str) -> Iterator[Page]:
    """Another tool's server with its page."""
    env = os.environ | about.env | {"PYTHONPATH": str(PEERS), "PYTHONUTF8": "1"}
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=env, cwd=about.data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_answers(process, f"http://127.0.0.1:{port}/{path}")
        took = time.perf_counter() - start
        yield Page(f"http://127.0.0.1:{port}/{path}", psutil.Process(process.pid), took)
    finally:
        ended(process)


@contextmanager
def streamlit(about: Known, python: Path) -> Iterator[Page]:
    """The page in Streamlit, as its command serves it."""
    port = free_port(8701)
    command = [str(python), "-m", "streamlit", "run", str(PEERS / "streamlit_page.py")]
    command += ["--server.headless", "true", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"]
    with peer(command, about, port=port, path="") as page:
        yield page


@contextmanager
def panel(about: Known, python: Path) -> Iterator[Page]:
    """The page in Panel, as its command serves it."""
    port = free_port(8801)
    command = [str(python), "-m", "panel", "serve", str(PEERS / "panel_page.py")]
    command += ["--port", str(port), "--address", "127.0.0.1"]
    # Asked for by its health, as the page's own address would run the page before it is timed.
    command += ["--liveness", "--liveness-endpoint", "liveness"]
    with peer(command, about, port=port, path="liveness") as page:
        yield Page(page.url.replace("liveness", "panel_page"), page.process, page.started)


CONTESTANTS: dict[str, Callable] = {"ours": ours, "Streamlit": streamlit, "Panel": panel}


def tree(process: psutil.Process) -> list[psutil.Process]:
    """A server and everything it started."""
    return [process, *process.children(recursive=True)]


def summed(process: psutil.Process, read: Callable[[psutil.Process], float]) -> float:
    """Something of every process of a server added up; one that just ended counts nothing."""
    found = 0.0
    for each in tree(process):
        try:
            found += read(each)
        except psutil.NoSuchProcess:
            continue
    return found


def processor(process: psutil.Process) -> float:
    """Processor seconds of a process so far."""
    return sum(process.cpu_times()[:2])


def megabytes(process: psutil.Process) -> float:
    """Memory of a process, what it shares counted in proportion where the system tells."""
    told = process.memory_full_info()
    return getattr(told, "pss", told.uss) / 2**20
