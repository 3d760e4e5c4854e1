"""Opening the workbook: dashboards for the team, JupyterLab for the manager."""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shopkit.serve import running
from shopkit.serve.keeping import Kept
from shopkit.settings import HOME, Settings
from shopkit.text import Say, speaker

NOTEBOOKS = HOME / "notebooks"
# The first is home. Only what is named here is served; a folder would let anyone run all of it.
PAGES = ("start_here", "kpi", "manager", "operations", "meeting", "tasks", "warehouse")
SHARED = ("kpi",)
ON_PHONES = ("warehouse", "tasks", "meeting")
WARM = ("kpi.ipynb",)


@dataclass(frozen=True)
class Opened:
    """The servers that run: dashboards, Lab unless the screen is shared, phones if asked."""

    boards: running.Served
    lab: running.Served | None
    phones: running.Served | None = None
    chat: Kept | None = None

    @property
    def all(self) -> list[running.Served]:
        """Each server that runs."""
        return [each for each in (self.boards, self.lab, self.phones) if each]

    @property
    def beside(self) -> list[subprocess.Popen]:
        """What runs besides and may end without the workbook ending."""
        return [self.chat.process] if self.chat else []


def workbook(
    settings: Settings,
    *,
    port: int = 8866,
    browser: bool = True,
    lan: bool = False,
    phones: bool = False,
    tell: Callable[[str], None] = print,
) -> int:
    """Serve the workbook until Ctrl-C and say where it is; the exit code.

    On this machine: every page, and JupyterLab on the next free port. With `lan`: the wall's
    dashboard only, to everyone on the network who has the address with its token. With
    `phones`: besides, the warehouse's page for the network, under a token of its own.
    """
    say = speaker(settings.lang)
    for name in ("SIGTERM", "SIGHUP"):  # a closed window ends the servers too
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _as_ctrl_c)
    opened = _opened(settings, port=port, lan=lan, phones=phones)
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
        for process in (*(served.process for served in opened.all), *opened.beside):
            running.ended(process)


def _opened(settings: Settings, *, port: int, lan: bool, phones: bool) -> Opened:
    token, log = kept_token(settings), settings.cache / "logs"
    own = {"SHOPKIT_CACHE": str(settings.cache), "SHOPKIT_DATA": str(settings.data)}
    free = running.free_port(port, host="0.0.0.0" if lan else "127.0.0.1")
    lab = None if lan else running.free_port(free + 1)
    phone = _phones(settings, own, after=lab or free) if phones else None
    env = own | _links(lab, token) | ({"SHOPKIT_PHONE": _on_network(phone)[0]} if phone else {})
    boards = running.dashboards(
        _present(SHARED if lan else PAGES),
        env=env, warm=WARM, port=free, token=token, lan=lan, log=log / "dashboards.log",
    )  # fmt: skip
    jupyter = _lab(lab, token, env, log / "lab.log") if lab else None
    return Opened(boards, jupyter, phone, None if lan else _sender(own, log))


def _sender(env: dict[str, str], logs: Path) -> Kept:
    """What brings messages to the group chat; it ends by itself where another one runs already."""
    command = [sys.executable, "-m", "shopkit", "chat", "run"]

    def start(times: int) -> subprocess.Popen:
        name = f"chat-{times}.log" if times else "chat.log"
        return running.started(command, running.environment(env), logs / name)

    return Kept(start)


def _phones(settings: Settings, env: dict[str, str], *, after: int) -> running.Served:
    """A server of its own: who holds its token can work in the warehouse and reach nothing else."""
    return running.dashboards(
        _present(ON_PHONES),
        env=env, warm=(), port=running.free_port(after + 1, host="0.0.0.0"), lan=True,
        token=kept_token(settings, name="token-phones"), log=settings.cache / "logs" / "phones.log",
    )  # fmt: skip


def _present(pages: tuple[str, ...]) -> list[Path]:
    found = [NOTEBOOKS / f"{page}.ipynb" for page in pages]
    return [page for page in found if page.exists()]


def _links(lab: int | None, token: str) -> dict[str, str]:
    # Relative, so that they also hold behind another name of this machine.
    links = {page: page for page in PAGES}
    if lab:
        links["explore"] = f"http://127.0.0.1:{lab}/lab/tree/explore.ipynb?token={token}"
    return {"SHOPKIT_LINKS": " ".join(f"{name}={address}" for name, address in links.items())}


def _lab(port: int, token: str, env: dict[str, str], log: Path) -> running.Served:
    settings = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": False,
        "ServerApp.root_dir": NOTEBOOKS,
        "ServerApp.default_url": "/lab/tree/explore.ipynb",
        "ServerApp.jpserver_extensions": "{'voila.server_extension': False}",
        "LabApp.news_url": "None",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        # In a container the only user is often root; Jupyter refuses that unless told.
        "ServerApp.allow_root": getattr(os, "geteuid", lambda: 1)() == 0,
    }
    told = [f"--{k}={v}" for k, v in settings.items()]
    command = [sys.executable, "-m", "shopkit.serve", "lab", *told]
    # In the environment: an argument would show the token to every user of this machine.
    told_env = running.environment({**env, "JUPYTER_TOKEN": token})
    return running.Served(running.started(command, told_env, log), port, token)


def kept_token(settings: Settings, *, name: str = "token") -> str:
    """The workbook's token: long, random, the same each time so that a wall's bookmark lasts."""
    path = settings.config / name
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
        rows = [(say("The wall"), each) for each in _on_network(opened.boards, "kpi", wall=1)]
    else:
        rows.insert(0, (say("Start here"), opened.boards.url("start_here")))
        rows.insert(1, (say("The shop's figures"), opened.boards.url("kpi")))
        rows += [
            (say("Stand-up and meetings"), opened.boards.url("meeting")),
            (say("Tasks"), opened.boards.url("tasks")),
            (say("Warehouse"), opened.boards.url("warehouse")),
        ]
    if opened.phones:
        rows += [(say("The warehouse on a phone"), each) for each in _on_network(opened.phones)]
    if opened.lab:
        rows.append((say("The manager's notebooks"), opened.lab.url("lab")))
    lines = [f"  {name}\n    {address}" for name, address in rows]
    ends = [say("Whoever has an address can open it: pass it on to your team only."),
            say("Keep this window open; Ctrl-C ends the workbook.")]  # fmt: skip
    return "\n".join(["", *lines, "", *ends, ""])


def _on_network(served: running.Served, page: str = "warehouse", **asked: object) -> list[str]:
    """A page's addresses as others on the network reach it."""
    from shopkit.serve.dashboards import addresses

    here = served.url(page, **asked)
    return [here.replace("127.0.0.1", host, 1) for host in addresses() or ["127.0.0.1"]]


def _home(opened: Opened, lan: bool) -> str:
    return opened.boards.url("kpi" if lan else "start_here")


def _until_stopped(opened: Opened) -> int:
    while all(served.process.poll() is None for served in opened.all):
        if opened.chat:
            opened.chat.look()
        time.sleep(0.5)  # short, for Windows tells a sleeping program of Ctrl-C only after it
    return 1


def _as_ctrl_c(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
