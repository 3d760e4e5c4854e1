"""A group chat of our own: an https server that answers as the three robots do, well and badly."""

import json
import shutil
import ssl
import threading
import time
from collections import deque
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from shopkit import store
from shopkit.chat.letters import Letter
from shopkit.notify import wire
from shopkit.notify.sender import Sender
from shopkit.roles import Role
from shopkit.settings import Settings
from shopkit.store import Member, outbox
from shopkit.store.ledger import Stamp

PEM = Path(__file__).with_name("chat_test.pem")
NOW = datetime(2026, 10, 1, 2, 10, tzinfo=UTC)
KINDS = ("dingtalk", "wecom", "feishu")
YES = {"dingtalk": {"errcode": 0}, "wecom": {"errcode": 0}, "feishu": {"code": 0, "msg": "success"}}
NO = {
    "dingtalk": {"errcode": 310000, "errmsg": "sign not match"},
    "wecom": {"errcode": 93000, "errmsg": "invalid webhook url"},
    "feishu": {"code": 19021, "msg": "sign match fail"},
}
TOO_FAST = {
    "dingtalk": {"errcode": 130101, "errmsg": "send too fast"},
    "wecom": {"errcode": 45009, "errmsg": "api freq out of limit"},
    "feishu": {"code": 11232, "msg": "frequency limited"},
}
# What a server may do: the robot took the message only in the first three, and says so in one.
TAKEN = ("ok", "slow", "close", "garbage")
REFUSED = ("code", "limit", "redirect", "forbidden")


class Robots(ThreadingHTTPServer):
    """Three robots on one port; `plan` says how the next requests are answered, then all well."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answer)
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trust.load_cert_chain(PEM)
        self.socket = trust.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )
        self.plan, self.asked, self.group = deque(), [], []
        self.pause, self.over = 0.0, threading.Event()
        self.noticed = threading.Semaphore(0)

    @property
    def port(self):
        return self.server_address[1]

    def texts(self):
        """What stands in the group."""
        return [text for _, text in self.group]

    def handle_error(self, request, client_address):
        pass  # a client that was killed is what these tests are about


class _Answer(BaseHTTPRequestHandler):
    timeout = 20

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind = next(kind for kind in KINDS if f"/{kind}" in self.path)
        self.server.asked.append((kind, self.path, dict(self.headers), body))
        self.server.noticed.release()
        how = self.server.plan.popleft() if self.server.plan else "ok"
        time.sleep(self.server.pause)
        if how in TAKEN:
            text = body["content"]["text"] if kind == "feishu" else body["text"]["content"]
            self.server.group.append((self.path.split("?")[0], text))
        getattr(self, f"_{how}")(kind)

    def _ok(self, kind):
        self._told(YES[kind])

    def _code(self, kind):
        self._told(NO[kind])

    def _limit(self, kind):
        self._told(TOO_FAST[kind])

    def _forbidden(self, kind):
        self._sent(403, b"no")

    def _garbage(self, kind):
        self._sent(200, b"<html>\xff not json")

    def _redirect(self, kind):
        self.send_response(302)
        self.send_header("Location", f"https://127.0.0.1:{self.server.port}/elsewhere/{kind}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _slow(self, kind):
        self.server.over.wait(20)

    def _drip(self, kind):
        """One byte of a header at a time: each read comes in time, the whole never does."""
        while not self.server.over.wait(0.05):
            self.wfile.write(b"H")

    def _flood(self, kind):
        """An answer without an end."""
        self.send_response(200)
        self.end_headers()
        while not self.server.over.is_set():
            self.wfile.write(b" " * 65536)

    def _close(self, kind):
        self.close_connection = True

    def _told(self, told):
        self._sent(200, json.dumps(told).encode())

    def _sent(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


@pytest.fixture
def robots():
    """The server, running."""
    server = Robots()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


class Office:
    """A shop with people, its outbox, its robots' configuration, and a sender whose clock we own."""

    def __init__(self, folder):
        self.settings = Settings(folder / "data", folder / "cache", folder / "config")
        self.engine = store.open_store(self.settings.url)
        known = store.shops(self.engine)
        self.row = known[0] if known else store.create_shop(self.engine, "Mugs", at=NOW)
        self.id, self.shift = self.row.id, timedelta()
        people = {each.name: each.id for each in store.members(self.engine, self.id)}
        self.ann = people.get("ann") or self.member("ann", Role.MANAGER)
        self.bob = people.get("bob") or self.member("bob", Role.OPERATIONS)

    def member(self, name, role):
        return store.save_member(self.engine, self.id, Member(name, frozenset({role}))).id

    def now(self):
        """The sender's clock; like any, it is never the same twice."""
        self.shift += timedelta(microseconds=1)
        return NOW + self.shift

    def wait(self, **time):
        """Let time pass on the sender's clock."""
        self.shift += timedelta(**time)

    def configure(self, text):
        """What stands in chat.toml."""
        self.settings.config.mkdir(parents=True, exist_ok=True)
        (self.settings.config / "chat.toml").write_text(text, encoding="utf-8")

    def connect(self, server, *names, kinds=KINDS, top="", secret="", host="127.0.0.1"):
        """A robot a kind at our server, which the configuration names and trusts."""
        rows = [top, f'hosts = ["{host}"]', f'ca = "{PEM.as_posix()}"']
        for name, kind in zip(names or kinds, kinds * len(names or [1]), strict=False):
            url = f"https://{host}:{server.port}/{kind}/{name}?access_token=tokentoken"
            rows += [
                f"[robot.{name}]",
                f'kind = "{kind}"',
                f'url = "{url}"',
                f'secret = "{secret}"',
            ]
        self.configure("\n".join(rows))

    def put(self, *texts, robots=("dingtalk",), **more):
        for text in texts:
            letter = Letter("note", text, **more)
            outbox.write(self.engine, self.id, letter, self.stamp(), robots=robots)

    def stamp(self, key=None):
        return Stamp(self.ann, self.now(), key)

    def step(self, send=wire.send):
        return Sender(self.settings, self.engine, send, self.now).step()

    def messages(self):
        """Oldest first."""
        return outbox.messages(self.engine, self.id, last=500)[::-1]

    def states(self):
        return [each.state for each in self.messages()]


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """The folder of a shop with two people, made once."""
    folder = tmp_path_factory.mktemp("office")
    Office(folder).engine.dispose()
    return folder


@pytest.fixture
def office(founded, tmp_path):
    """An office of this test's own."""
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    found = Office(tmp_path)
    yield found
    found.engine.dispose()
