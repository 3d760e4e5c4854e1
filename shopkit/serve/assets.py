"""What the dashboard server hands every browser: script, style, chart library; each once."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from tornado.web import RequestHandler

YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Asset:
    """A file held ready: its name in the address, its kind, its bytes, and those packed."""

    name: str
    kind: str
    body: bytes
    packed: bytes

    @property
    def address(self) -> str:
        """Its address under the server's root; it changes when the content does."""
        return f"shopkit/{self.name}?v={hashlib.sha256(self.body).hexdigest()[:16]}"


def asset(name: str, kind: str, body: bytes) -> Asset:
    """An asset with its packed bytes."""
    return Asset(name, kind, body, gzip.compress(body, 6, mtime=0))


def assets(cache: Path) -> dict[str, Asset]:
    """Script, style and chart library by their names; the library is made in `cache` if missing.

    Lab asks for a formula library wherever the page names one; ours is empty.
    """
    from shopkit.charts.bundle import bundle
    from shopkit.widgets import front

    held = (
        asset("board.js", "text/javascript", front.source().encode()),
        asset("board.css", "text/css", front.sheet().encode()),
        asset("vega.js", "text/javascript", bundle(cache).read_bytes()),
        asset("mathjax.js", "text/javascript", b""),
    )
    return {each.name: each for each in held}


class AssetHandler(RequestHandler):
    """Answers with an asset that the browser may keep for a year."""

    def initialize(self, held: dict[str, Asset]) -> None:
        """Take the assets that may be asked for."""
        self.held = held

    def get(self, name: str) -> None:
        """The asset `name`, packed where the browser can unpack."""
        if name not in self.held:
            self.send_error(404)
            return
        found = self.held[name]
        self.set_header("Content-Type", f"{found.kind}; charset=utf-8")
        self.set_header("Cache-Control", f"public, max-age={YEAR}, immutable")
        self.set_header("Vary", "Accept-Encoding")
        packs = "gzip" in self.request.headers.get("Accept-Encoding", "")
        if packs:
            self.set_header("Content-Encoding", "gzip")
        self.finish(found.packed if packs else found.body)


class AliveHandler(RequestHandler):
    """Tells a waiting page which run of the server answers."""

    def initialize(self, boot: str) -> None:
        """Take the name of this run."""
        self.boot = boot

    def get(self) -> None:
        """The name of this run."""
        self.set_header("Cache-Control", "no-store")
        self.finish(self.boot)
