"""The dashboard server: Voila for a given list of notebooks and nothing else.

Run by `serve` as `python -m shopkit.serve dashboards`, told by the environment (an argument
would show the token to every user of the machine).
"""

import hashlib
import json
import os
import re
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from jupyter_server.utils import url_path_join
from tornado.web import Application, HTTPError, RedirectHandler
from traitlets import Dict, Unicode
from traitlets.config import Config
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.handler import TornadoVoilaHandler

from shopkit.serve import calendars
from shopkit.serve.assets import AliveHandler, AssetHandler, assets
from shopkit.settings import Settings

PLAN = "SHOPKIT_DASHBOARDS"
HERE = "127.0.0.1"
# Nothing a page shows may fetch from, or send to, anywhere but this server.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src blob:; form-action 'self'; base-uri 'self'; "
    "frame-ancestors 'self'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
IDLE_SECONDS, CULL_EVERY = 600, 60
UPLOAD_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class Plan:
    """What one dashboard server serves, where, and to whom."""

    pages: tuple[str, ...]
    home: str
    port: int
    token: str
    lan: bool = False
    warm: tuple[str, ...] = ()

    def told(self) -> str:
        """The plan as the environment carries it."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, told: str) -> "Plan":
        """The plan that `told` carries."""
        facts = json.loads(told)
        return cls(**facts | {"pages": tuple(facts["pages"]), "warm": tuple(facts["warm"])})


def hosts(lan: bool) -> str:
    """A pattern of the names by which this machine may be addressed; any other is a rebinding."""
    names = {"127.0.0.1", "localhost", "::1", "[::1]"}
    if lan:
        names |= {socket.gethostname().casefold(), f"{socket.gethostname().casefold()}.local"}
        names |= set(addresses())
    return f"^(?:{'|'.join(re.escape(name) for name in sorted(names))})$"


def addresses() -> list[str]:
    """This machine's own addresses on the network, the one it would go out by first."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent
            first = [probe.getsockname()[0]]
        except OSError:
            first = []
    try:
        known = socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        known = []
    others = [each for each in known if each not in first]
    return [each for each in [*first, *others] if not each.startswith("127.")]


class PageHandler(TornadoVoilaHandler):
    """One notebook as a page; `theme` and `template` in its address are the page's own words."""

    def get_argument(self, name: str, *args: object, **kwargs: object) -> str | None:
        """An argument of the address, those that would change Voila's template left out."""
        return (
            None if name in ("theme", "template") else super().get_argument(name, *args, **kwargs)
        )

    def should_use_rendered_notebook(self, *args: object) -> bool:
        """Whether a warm kernel stands ready, or the server's first one is on its way.

        A later one may not have been begun: its start waits until the page before it has settled.
        """
        pool = getattr(self.kernel_manager, "_pools", {}).get(self.notebook_path) or []
        opened = self.settings.setdefault("shopkit_opened", set())
        is_first = self.notebook_path not in opened
        opened.add(self.notebook_path)
        if pool and is_first:
            return True
        return bool(pool) and pool[0].done() and super().should_use_rendered_notebook(*args)


class LeaveHandler(VoilaShutdownKernelHandler):
    """Ends the kernel of a page that was closed.

    A closing page can send no XSRF header, so Voila's own handler refuses it and the kernel
    stays; here the same origin, the cookie and the kernel's unguessable name are proof enough.
    """

    def check_xsrf_cookie(self) -> None:
        """Pass what this server's own pages send."""
        if not self.check_origin():
            raise HTTPError(403)


class Dashboards(Voila):
    """Voila that knows its pages by name, and answers only to this machine's names."""

    pages = Dict(help="notebook path by page name")
    home = Unicode()

    def init_handlers(self) -> list:
        """Voila's own handlers without its tree, its files and its folder; then our pages."""
        kept = [each for each in super().init_handlers() if not self._opens_folder(each[0])]
        return [*self._ours(), *kept]

    def _opens_folder(self, pattern: str) -> bool:
        rooms = ("/voila/tree", "/voila/render", "/voila/api/contents", "/voila/files")
        return pattern == self.server_url or any(room in pattern for room in rooms)

    def _ours(self) -> list:
        root, boot = self.server_url, secrets.token_hex(8)
        held = assets(Settings.from_env().cache)
        self._tell(held, boot)
        given = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        pages = [
            (url_path_join(root, name), PageHandler, {"notebook_path": path, **given})
            for name, path in self.pages.items()
        ]
        calendar = {"key": calendars.key_of(self.token)}
        feed = [(url_path_join(root, calendars.PATH), calendars.CalendarHandler, calendar)]
        return [
            *(feed if calendars.PAGE in self.pages else []),
            (root, RedirectHandler, {"url": url_path_join(root, self.home), "permanent": False}),
            (url_path_join(root, "/shopkit/alive"), AliveHandler, {"boot": boot}),
            (url_path_join(root, r"/shopkit/([a-z.]+)"), AssetHandler, {"held": held}),
            (url_path_join(root, "/voila/api/shutdown/(.*)"), LeaveHandler),
            *pages,
        ]

    def _tell(self, held: dict, boot: str) -> None:
        address = {name: url_path_join(self.base_url, each.address) for name, each in held.items()}
        told = {"alive": url_path_join(self.base_url, "shopkit/alive"), "boot": boot}
        self.voila_configuration.config.VoilaConfiguration.resources = {
            "front": {
                "script": address["board.js"],
                "style": address["board.css"],
                "bundle": address["vega.js"],
                "told": told,
            }
        }

    def start(self) -> None:
        """Serve until told to stop; a request by another host's name finds nothing."""
        own, allowed = Application.add_handlers, hosts(self.ip not in ("127.0.0.1", "localhost"))

        def only_ours(app: Application, _pattern: str, handlers: list) -> None:
            own(app, allowed, handlers)

        Application.add_handlers = only_ours
        try:
            super().start()
        finally:
            Application.add_handlers = own


def config(plan: Plan, root: Path) -> Config:
    """What Voila is told for `plan`."""
    asked = Config()
    asked.Voila.ip = "0.0.0.0" if plan.lan else "127.0.0.1"
    asked.Voila.port, asked.Voila.port_retries = plan.port, 0
    asked.Voila.root_dir, asked.Voila.open_browser = str(root), False
    asked.Voila.token = plan.token
    asked.Voila.cookie_secret = hashlib.sha256(f"cookie {plan.token}".encode()).digest()
    asked.Voila.log_level = "WARN"
    asked.Voila.tornado_settings = {
        "headers": HEADERS,
        "websocket_max_message_size": UPLOAD_BYTES,
    }
    voila = asked.VoilaConfiguration
    voila.template, voila.theme, voila.strip_sources = "shopkit", "light", True
    voila.allow_template_override = voila.allow_theme_override = "NO"
    voila.page_config_hook = without_mathjax
    voila.show_tracebacks, voila.file_allowlist = False, []
    voila.extension_allowlist = [
        "@voila-dashboards/widgets-manager8",
        "@jupyter-widgets/jupyterlab-manager",
        "anywidget",
    ]
    voila.preheat_kernel = bool(plan.warm)
    warm = "|".join(re.escape(name) for name in plan.warm)
    asked.VoilaKernelManager.preheat_denylist = [rf"^(?!.*[\\/](?:{warm})$)"]
    asked.VoilaKernelManager.fill_delay = 3.0  # the browser that took one needs the processor first
    kernels = asked.MappingKernelManager
    kernels.cull_idle_timeout, kernels.cull_interval = IDLE_SECONDS, CULL_EVERY
    kernels.cull_connected = False
    asked.KernelManager.autorestart = False  # a kernel that ended itself stays ended
    return asked


def without_mathjax(told: dict, *, base_url: str, **_given: object) -> dict:
    """The page's settings without the library that Voila would fetch from elsewhere.

    Lab refuses an empty address, so one of this server's stands there, with nothing in it.
    """
    return {**told, "fullMathjaxUrl": url_path_join(base_url, "shopkit/mathjax.js")}


def main() -> None:
    """Serve the plan the environment tells."""
    plan = Plan.read(os.environ.pop(PLAN))
    paths = [Path(page) for page in plan.pages]
    root = paths[0].parent
    calendars.tell(plan.token, (addresses() or [HERE])[0] if plan.lan else HERE, plan.port)
    app = Dashboards(
        config=config(plan, root),
        pages={path.stem: path.relative_to(root).as_posix() for path in paths},
        home=plan.home,
    )
    app.initialize([])
    app.start()
