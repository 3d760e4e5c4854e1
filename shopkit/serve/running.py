"""Starting a server as a process of its own, and ending it with all it started."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

from shopkit.errors import Busy
from shopkit.settings import HOME

SHARE = Path(__file__).with_name("share")
PATIENCE = 60.0


@dataclass(frozen=True)
class Served:
    """A running server: its process, its port, its token."""

    process: subprocess.Popen
    port: int
    token: str

    def url(self, page: str, **asked: object) -> str:
        """The address of `page`, token included, with what is asked of it."""
        pairs = urlencode({"token": self.token, **asked})
        return f"http://127.0.0.1:{self.port}/{page}?{pairs}"


def free_port(first: int, *, host: str = "127.0.0.1", taken: frozenset[int] = frozenset()) -> int:
    """The first port from `first` on that nobody listens on."""
    for port in range(first, min(first + 200, 65536)):
        if port not in taken and _is_free(host, port):
            return port
    raise Busy(
        "No free port from {first} to {last}: close a program, or give --port.",
        first=first,
        last=first + 199,
    )


def any_port() -> int:
    """A port that the system gives to nobody else for now: two who ask at once get two."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # on Windows this option would allow a port that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """This process's environment for a server: UTF-8, our package, our template, and `extra`."""
    return {
        **os.environ,
        "OPENBLAS_NUM_THREADS": "1",  # small sums: a second thread only waits for the first
        "PYTHONUTF8": "1",
        # Kernels start in the notebooks' folder: a checkout that is not installed is found so.
        "PYTHONPATH": _before("PYTHONPATH", HOME),
        "JUPYTER_PATH": _before("JUPYTER_PATH", SHARE),
        # Lab would ask at its first start to fetch news from the network.
        "JUPYTER_CONFIG_PATH": _before("JUPYTER_CONFIG_PATH", SHARE / "config"),
        **extra,
    }


def _before(name: str, path: Path) -> str:
    known = os.environ.get(name, "")
    return os.pathsep.join([str(path), known] if known else [str(path)])


def started(command: Sequence[str], env: Mapping[str, str], log: Path | None) -> subprocess.Popen:
    """A server process that writes to `log`; `ended` ends it, not the Ctrl-C that ends this one."""
    own = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    group = own if os.name == "nt" else {"start_new_session": True}
    quiet = {"stdin": subprocess.DEVNULL, "env": dict(env), **group}
    if log is None:
        return subprocess.Popen(list(command), **quiet)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as written:
        return subprocess.Popen(list(command), stdout=written, stderr=written, **quiet)


def ended(process: subprocess.Popen, patience: float = 10.0) -> None:
    """End a server and its kernels: asked first, forced after `patience` seconds."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until_answers(process: subprocess.Popen, url: str, patience: float = PATIENCE) -> None:
    """Return when `url` answers, whatever it says; Busy when the server ended or stays silent."""
    # A proxy set for this machine must not be asked for this machine's own address.
    opener, until = build_opener(ProxyHandler({})), time.monotonic() + patience
    while time.monotonic() < until and process.poll() is None:
        try:
            opener.open(url, timeout=2).close()
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise Busy(
        "The server on {url} did not start: run `shopkit start --port` with another port.",
        url=url.split("?")[0],
    )


@contextmanager
def serving(
    pages: Sequence[Path],
    *,
    env: Mapping[str, str] | None = None,
    warm: Sequence[str] = (),
    port: int | None = None,
    token: str | None = None,
    lan: bool = False,
    log: Path | None = None,
) -> Iterator[Served]:
    """Dashboards for `pages` (notebooks of one folder) while the block runs, on a port of its own.

    The first page is home; `warm` names the notebooks whose kernel waits for its viewer;
    `env` is added for server and kernels (`SHOPKIT_DATA` names the data folder).
    """
    found = port or any_port()
    served = dashboards(pages, env=env or {}, warm=warm, port=found, token=token, lan=lan, log=log)
    try:
        wait_until_answers(served.process, f"http://127.0.0.1:{served.port}/shopkit/alive")
        yield served
    finally:
        ended(served.process)


def dashboards(
    pages: Sequence[Path],
    *,
    env: Mapping[str, str],
    warm: Sequence[str],
    port: int,
    token: str | None,
    lan: bool,
    log: Path | None = None,
) -> Served:
    """A dashboard server just started; it answers some moments later."""
    key = token or secrets.token_urlsafe(32)
    free = free_port(port, host="0.0.0.0" if lan else "127.0.0.1")
    paths = [Path(page).resolve() for page in pages]
    plan = {
        "pages": [str(path) for path in paths],
        "home": paths[0].stem,
        "port": free,
        "token": key,
        "lan": lan,
        "warm": list(warm),
    }
    told = {"SHOPKIT_FRONT": "1", "SHOPKIT_DASHBOARDS": json.dumps(plan), **env}
    command = [sys.executable, "-m", "shopkit.serve", "dashboards"]
    return Served(started(command, environment(told), log), free, key)
