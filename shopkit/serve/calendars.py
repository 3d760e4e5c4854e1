"""The tasks' due days at an address of their own: what a calendar subscribes to.

The address holds a key made from the server's token, good for this calendar and nothing else: an
address that a phone keeps opens no page.
"""

import hashlib
import hmac
import os
from base64 import urlsafe_b64encode

from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RequestHandler

from shopkit import clock
from shopkit.errors import ShopkitError
from shopkit.settings import Settings

PATH = r"/shopkit/calendar/([A-Za-z0-9_-]{43})\.ics"
ADDRESS = "SHOPKIT_CALENDAR"
PAGE = "tasks"


def key_of(token: str) -> str:
    """The calendar's key under this token: 43 characters, the same each time."""
    made = hmac.new(token.encode(), b"calendar", hashlib.sha256).digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def tell(token: str, host: str, port: int) -> None:
    """Let the pages' kernels know the address, which they take over with the environment."""
    os.environ[ADDRESS] = f"http://{host}:{port}/shopkit/calendar/{key_of(token)}.ics"


class CalendarHandler(RequestHandler):
    """Answers the right key with the open tasks' due days, of all or of one member (`who`)."""

    def initialize(self, key: str) -> None:
        """Take the key that opens it."""
        self.key = key

    async def get(self, key: str) -> None:
        """The calendar as a file that is never kept."""
        if not hmac.compare_digest(key, self.key):
            raise HTTPError(404)
        asked = {name: self.get_query_argument(name, "") for name in ("shop", "who", "lang")}
        try:
            book = await IOLoop.current().run_in_executor(None, _made, asked)
        except ShopkitError as error:
            raise HTTPError(404) from error
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(book)


def _made(asked: dict[str, str]) -> bytes:
    from shopkit.pages.tasks.giving import feed

    wanted = {name: value for name, value in asked.items() if value}
    return feed(wanted, at=clock.now(), settings=Settings.from_env())
