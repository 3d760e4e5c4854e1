"""Which robots there are, from `chat.toml` in the user's configuration folder or the environment.

    quiet = ["21:30", "08:00"]
    [robot.team]
    kind = "dingtalk"            # or wecom, feishu
    url = "https://…"            # the address that the platform shows when the robot is made
    secret = "SEC…"              # if the robot asks for signatures
    keyword = "小店"             # if it asks for a word in each message
    topics = ["digest", "urgent"]   # what it is told; everything by default

Above the robots may stand `dry_run = true` (write to a file instead of sending),
`hosts = ["chat.example.com"]` (further hosts that may be written to) and `ca = "file.pem"` (their
certificate authority). The environment gives one robot a platform: SHOPKIT_CHAT_DINGTALK_URL,
_SECRET, _KEYWORD and so on; and SHOPKIT_CHAT_QUIET (21:30-08:00), _DRY_RUN, _HOSTS, _CA. Addresses
and secrets are read where they are used and never written to the store, a page or a log.
"""

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from shopkit.chat import robots
from shopkit.chat.letters import KINDS
from shopkit.chat.pace import Quiet
from shopkit.errors import Refused
from shopkit.settings import Settings

FILE = "chat.toml"
ENV = "SHOPKIT_CHAT_"
_NAME = re.compile(r"[\w-]{1,24}")
_HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class Robot:
    """One group robot. What would let others write to the group is not shown by `repr`."""

    name: str
    kind: str
    url: str = field(repr=False)
    secret: str = field(default="", repr=False)
    keyword: str = ""
    topics: frozenset[str] = frozenset(KINDS)
    quiet: Quiet | None = None

    @property
    def host(self) -> str:
        """The host of its address."""
        return urlsplit(self.url).hostname or ""

    def hides(self, words: str) -> str:
        """These words without anything of the address or the secret in them."""
        parts = urlsplit(self.url)
        told = [self.url, self.secret, *(value for _, value in parse_qsl(parts.query))]
        told += parts.path.split("/")
        for each in sorted(filter(lambda part: len(part) >= 8, told), key=len, reverse=True):
            words = words.replace(each, _HIDDEN)
        return words


@dataclass(frozen=True, slots=True)
class Chat:
    """Every robot, whether anything leaves this computer, and which further hosts may be asked."""

    robots: Mapping[str, Robot]
    dry_run: bool = False
    hosts: frozenset[str] = frozenset()
    ca: Path | None = None

    def told(self, kind: str) -> list[str]:
        """The names of the robots that are told messages of a kind."""
        return [robot.name for robot in self.robots.values() if kind in robot.topics]


def chat(settings: Settings, env: Mapping[str, str] | None = None) -> Chat:
    """What is configured now; raises `Refused` with what to correct, never with a secret."""
    env = os.environ if env is None else env
    written = _written(settings.config / FILE) | _top_of(env)
    quiet = _quiet(written.get("quiet"))
    listed = _table(written.get("robot", {}), "robot") | _robots_of(env)
    known = {name: _robot(name, _table(each, name), quiet) for name, each in listed.items()}
    return Chat(
        known,
        dry_run=written.get("dry_run") is True,
        hosts=frozenset(word.casefold() for word in _words(written.get("hosts", ()), "hosts")),
        ca=settings.config / str(written["ca"]) if written.get("ca") else None,
    )


def _written(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        # Only the place: the parser's words could hold a part of a secret.
        place = re.search(r"line \d+", str(error))
        raise Refused(
            "{file} cannot be read ({where}). Correct it: the group chat rests until then.",
            file=path,
            where=place.group() if place else type(error).__name__,
        ) from None


def _top_of(env: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if word := env.get(f"{ENV}QUIET"):
        found["quiet"] = word.split("-")
    if word := env.get(f"{ENV}DRY_RUN"):
        found["dry_run"] = word.casefold() not in ("0", "no", "false")
    if word := env.get(f"{ENV}HOSTS"):
        found["hosts"] = word.replace(",", " ").split()
    if word := env.get(f"{ENV}CA"):
        found["ca"] = word
    return found


def _robots_of(env: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {
        kind: {
            "kind": kind,
            "url": env[f"{ENV}{kind.upper()}_URL"],
            "secret": env.get(f"{ENV}{kind.upper()}_SECRET", ""),
            "keyword": env.get(f"{ENV}{kind.upper()}_KEYWORD", ""),
        }
        for kind in robots.NAMES
        if env.get(f"{ENV}{kind.upper()}_URL")
    }


def _robot(name: str, told: Mapping[str, Any], quiet: Quiet | None) -> Robot:
    kind = told.get("kind")
    if not _NAME.fullmatch(name):
        raise Refused("A robot's name is up to 24 letters and digits, not {name}.", name=name)
    if kind not in robots.NAMES:
        raise Refused(
            "Robot {name} in chat.toml needs a kind: {known}.",
            name=name,
            known=", ".join(robots.NAMES),
        )
    if not told.get("url"):
        raise Refused("Robot {name} in chat.toml needs its url.", name=name)
    topics = _words(told.get("topics", list(KINDS)), "topics")
    if unknown := sorted(set(topics) - KINDS.keys()):
        raise Refused(
            "Robot {name} in chat.toml cannot be told {topic}; there are {known}.",
            name=name,
            topic=unknown[0],
            known=", ".join(KINDS),
        )
    return Robot(
        name, kind, str(told["url"]), str(told.get("secret", "")),
        keyword=str(told.get("keyword", ""))[:40],
        topics=frozenset(topics),
        quiet=_quiet(told["quiet"]) if "quiet" in told else quiet,
    )  # fmt: skip


def _quiet(told: object) -> Quiet | None:
    if not told:
        return None
    hours = _words(told, "quiet")
    if len(hours) != 2:
        raise Refused("Write quiet hours in chat.toml as two times: 21:30 and 08:00.")
    return Quiet.read(*hours)


def _words(told: object, name: str) -> list[str]:
    if not isinstance(told, Sequence) or isinstance(told, str):
        raise Refused("Write {name} in chat.toml as a list.", name=name)
    return [str(each).strip() for each in told]


def _table(told: object, name: str) -> dict[str, Any]:
    if not isinstance(told, Mapping):
        raise Refused("Write {name} in chat.toml as a table with kind and url.", name=name)
    return dict(told)
