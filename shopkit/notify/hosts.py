"""Where a message may go: https, the robot's own host or one the configuration names, no inner net.

A name is looked up once, each of its addresses is judged, and the request goes to an address that
was judged: a name that answers differently the next moment changes nothing.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from urllib.parse import SplitResult, urlsplit

from shopkit.chat.robots import HOSTS
from shopkit.errors import Refused
from shopkit.notify.robots import Chat, Robot

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
Look = Callable[[str, int], Sequence[str]]


class Unknown(Exception):
    """A name that nobody knows at the moment; perhaps later."""


def looked_up(host: str, port: int) -> list[str]:
    """Every address of a host; raises `Unknown`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unknown(host) from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def allowed(chat: Chat, robot: Robot) -> SplitResult:
    """The robot's address in its parts, or `Refused` with what to correct."""
    try:
        parts = urlsplit(robot.url)
        parts.port  # noqa: B018  a port that is no number is said here
    except ValueError:
        parts = urlsplit("")
    is_plain = robot.url.isascii() and robot.url.isprintable() and " " not in robot.url
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or not is_plain:
        raise Refused(
            "The address of robot {name} must begin with https:// and be copied whole.",
            name=robot.name,
        )
    host = parts.hostname.casefold()
    if host not in chat.hosts and (host != HOSTS[robot.kind] or parts.port not in (None, 443)):
        raise Refused(
            "Robot {name} would write to {host}; a {kind} robot lives at {known}. "
            "Name the host under hosts in chat.toml if it is meant.",
            name=robot.name,
            host=host,
            kind=robot.kind,
            known=HOSTS[robot.kind],
        )
    return parts


def addresses(chat: Chat, robot: Robot, *, look: Look = looked_up) -> list[str]:
    """The addresses that may be connected to for this robot; raises `Refused` or `Unknown`."""
    parts = allowed(chat, robot)
    host = str(parts.hostname).casefold()
    found = list(look(host, parts.port or 443))
    if not found:
        raise Unknown(host)
    inner = [address for address in found if not is_public(address)]
    if inner and host not in chat.hosts:
        raise Refused(
            "{host} leads to {address} inside this network, so nothing was sent. "
            "Name the host under hosts in chat.toml if it is meant.",
            host=host,
            address=inner[0],
        )
    return found


def is_public(address: str) -> bool:
    """Whether an address is out on the internet: not private, loopback, link-local or reserved."""
    try:
        one = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    plain = _within(one) or one
    return plain.is_global and not plain.is_multicast and not plain.is_reserved


def _within(one: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(one, ipaddress.IPv4Address):
        return None
    if one in _TRANSLATED:
        return ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
    return one.ipv4_mapped or one.sixtofour
