"""Opening the workbook: dashboards for the team, JupyterLab for the manager."""

import os
import secrets
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shopkit.serve import running
from shopkit.settings import HOME, Settings
from shopkit.text import Say, speaker

NOTEBOOKS = HOME / "notebooks"
# The first is home. Only what is named here is served; a folder would let anyone run all of it.
PAGES = ("start_here", "kpi")
SHARED = ("kpi",)
WARM = ("kpi.ipynb",)


@dataclass(frozen=True)
class Opened:
    """The servers that were started: dashboards, and Lab unless the screen is shared."""

    boards: running.Served
    lab: running.Served | None

    @property
    def all(self) -> list[running.Served]:
        """Each server that runs."""
        return [self.boards, *([self.lab] if self.lab else [])]


def workbook(
    settings: Settings,
    *,
    port: int = 8866,
    browser: bool = True,
    lan: bool = False,
    tell: Callable[[str], None] = print,
) -> int:
    """Serve the workbook until Ctrl-C and say where it is; the exit code.

    On this machine: every page, and JupyterLab on the next free port. With `lan`: the wall's
    dashboard only, to everyone on the network who has the address with its token.
    """
    say = speaker(settings.lang)
    for name in ("SIGTERM", "SIGHUP"):  # a closed window ends the servers too
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _as_ctrl_c)
    opened = _opened(settings, port=port, lan=lan)
    try:
        for served in opened.all:
            running.wait_until_answers(served.process, f"http://127.0.0.1:{served.port}/")
        tell(told(opened, say, lan=lan))
        if browser:
            threading.Thread(target=webbrowser.open, args=[_home(opened, lan)], daemon=True).start()
        return _until_stopped(opened)
    except KeyboardInterrupt:
        return 0
    finally:
        for served in opened.all:
            running.ended(served.process)


def _opened(settings: Settings, *, port: int, lan: bool) -> Opened:
    token, log = kept_token(settings), settings.cache / "logs"
    own = {"SHOPKIT_CACHE": str(settings.cache), "SHOPKIT_DATA": str(settings.data)}
    free = running.free_port(port, host="0.0.0.0" if lan else "127.0.0.1")
    lab = None if lan else running.free_port(free + 1)
    env = own | _links(lab, token)
    present = [NOTEBOOKS / f"{page}.ipynb" for page in (SHARED if lan else PAGES)]
    boards = running.dashboards(
        [page for page in present if page.exists()],
        env=env, warm=WARM, port=free, token=token, lan=lan, log=log / "dashboards.log",
    )  # fmt: skip
    return Opened(boards, _lab(lab, token, env, log / "lab.log") if lab else None)


def _links(lab: int | None, token: str) -> dict[str, str]:
    # Relative, so that they also hold behind another name of this machine.
    links = {"kpi": "kpi", "start_here": "start_here"}
    if lab:
        links["manager"] = f"http://127.0.0.1:{lab}/lab/tree/manager.ipynb?token={token}"
    return {"SHOPKIT_LINKS": " ".join(f"{name}={address}" for name, address in links.items())}


def _lab(port: int, token: str, env: dict[str, str], log: Path) -> running.Served:
    settings = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": False,
        "ServerApp.root_dir": NOTEBOOKS,
        "ServerApp.default_url": "/lab/tree/manager.ipynb",
        "ServerApp.jpserver_extensions": "{'voila.server_extension': False}",
        "LabApp.news_url": "None",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        # In a container the only user is often root; Jupyter refuses that unless told.
        "ServerApp.allow_root": getattr(os, "geteuid", lambda: 1)() == 0,
    }
    command = [sys.executable, "-m", "jupyterlab", *(f"--{k}={v}" for k, v in settings.items())]
    # In the environment: an argument would show the token to every user of this machine.
    told_env = running.environment({**env, "JUPYTER_TOKEN": token})
    return running.Served(running.started(command, told_env, log), port, token)


def kept_token(settings: Settings) -> str:
    """The workbook's token: long, random, the same each time so that a wall's bookmark lasts."""
    path = settings.config / "token"
    if path.exists() and len(held := path.read_text(encoding="utf-8").strip()) >= 32:
        return held
    path.parent.mkdir(parents=True, exist_ok=True)
    token = secrets.token_urlsafe(32)
    # Made with its mode: between writing and chmod another user could read it.
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(token)
    return token


def told(opened: Opened, say: Say, *, lan: bool) -> str:
    """The addresses, and how to stop, in the reader's language."""
    rows = [(say("The wall"), opened.boards.url("kpi", wall=1))]
    if lan:
        from shopkit.serve.dashboards import addresses

        hosts = addresses() or ["127.0.0.1"]
        rows = [(say("The wall"), address.replace("127.0.0.1", host, 1))
                for host in hosts for address in [rows[0][1]]]  # fmt: skip
    else:
        rows.insert(0, (say("Start here"), opened.boards.url("start_here")))
        rows.insert(1, (say("The shop's figures"), opened.boards.url("kpi")))
    if opened.lab:
        rows.append((say("The manager's notebooks"), opened.lab.url("lab")))
    lines = [f"  {name}\n    {address}" for name, address in rows]
    ends = [say("Whoever has an address can open it: pass it on to your team only."),
            say("Keep this window open; Ctrl-C ends the workbook.")]  # fmt: skip
    return "\n".join(["", *lines, "", *ends, ""])


def _home(opened: Opened, lan: bool) -> str:
    return opened.boards.url("kpi" if lan else "start_here")


def _until_stopped(opened: Opened) -> int:
    while all(served.process.poll() is None for served in opened.all):
        time.sleep(0.5)  # short, for Windows tells a sleeping program of Ctrl-C only after it
    return 1


def _as_ctrl_c(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
