"""One request to a robot: to a judged address, no redirect, no proxy, an end to waiting."""

import asyncio
import logging
import ssl
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import httpx

from shopkit.chat import robots
from shopkit.chat.robots import Verdict
from shopkit.errors import Refused
from shopkit.notify import hosts
from shopkit.notify.robots import Chat, Robot
from shopkit.text import message

CONNECT_SECONDS, ALL_SECONDS = 5.0, 15.0
ANSWER_BYTES = 64 * 1024
_UNKNOWN = message("Its host was not found. Is there a network?")
_NO_WAY = message("No connection to its host.")
_SILENT = message("No answer came.")
_UNTRUSTED = message("Its host has no certificate that is trusted here: nothing was sent.")
_MISWRITTEN = message("The robot's address is not written as an address: correct url in chat.toml.")

Send = Callable[[Chat, Robot, str, datetime], Verdict]


def send(chat: Chat, robot: Robot, text: str, at: datetime) -> Verdict:
    """Send one part and say what came of it.

    Raises `Refused` for an address that may not be written to. `unreachable` only while nothing
    of the message can have left, `unclear` from then on.
    """
    for name in ("httpx", "httpcore"):  # both would write the address, token included, to a log
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        found = hosts.addresses(chat, robot)
    except hosts.Unknown:
        return Verdict(robots.UNREACHABLE, _UNKNOWN)
    url = robots.address(robot.kind, robot.url, secret=robot.secret, at=at)
    body = robots.body(robot.kind, text, secret=robot.secret, at=at)
    answer = asyncio.run(_asked(url, body, found, _trust(chat)))
    if isinstance(answer, Verdict):
        return answer
    return robots.verdict(robot.kind, *answer)


async def _asked(
    url: str, body: bytes, found: Sequence[str], trust: ssl.SSLContext
) -> tuple[int, bytes] | Verdict:
    """The status and body of the answer of the first address that can be connected to."""
    parts, why = urlsplit(url), _NO_WAY
    for address in found:
        # Nothing left while connecting, so the next address may be tried; later it may not.
        try:
            async with asyncio.timeout(ALL_SECONDS):
                return await _posted(parts, body, address, trust)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            why = _UNTRUSTED if "CERTIFICATE" in str(error) else _NO_WAY
        except httpx.InvalidURL:
            return Verdict(robots.REFUSED, _MISWRITTEN, is_final=True)
        except (httpx.TransportError, TimeoutError):
            return Verdict(robots.UNCLEAR, _SILENT)
    return Verdict(robots.UNREACHABLE, why)


async def _posted(
    parts: SplitResult, body: bytes, address: str, trust: ssl.SSLContext
) -> tuple[int, bytes]:
    place = f"[{address}]" if ":" in address else address
    pinned = parts._replace(netloc=f"{place}:{parts.port or 443}").geturl()
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/json; charset=utf-8",
        "Accept-Encoding": "identity",  # a packed answer could unfold to any size
    }
    client = httpx.AsyncClient(
        verify=trust, trust_env=False, follow_redirects=False,
        timeout=httpx.Timeout(ALL_SECONDS, connect=CONNECT_SECONDS),
    )  # fmt: skip
    # The certificate is held to the host's name, not to the address that was judged.
    named = {"sni_hostname": parts.hostname}
    async with (
        client,
        client.stream("POST", pinned, content=body, headers=headers, extensions=named) as answer,
    ):
        told = b""
        async for some in answer.aiter_raw():
            told += some
            if len(told) > ANSWER_BYTES:
                break
        return answer.status_code, told[:ANSWER_BYTES]


def _trust(chat: Chat) -> ssl.SSLContext:
    try:
        changed = chat.ca.stat().st_mtime if chat.ca else 0.0
        return _read(chat.ca, changed)
    except (OSError, ssl.SSLError) as error:
        raise Refused(
            "The certificates in {file} cannot be read: correct ca in chat.toml.", file=chat.ca
        ) from error


@lru_cache(maxsize=2)
def _read(ca: Path | None, _changed: float) -> ssl.SSLContext:
    # Reading every authority there is takes longer than the request itself.
    trust = httpx.create_ssl_context()
    if ca:
        trust.load_verify_locations(ca)
    return trust
