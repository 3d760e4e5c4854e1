"""One message taken to its robot: what is not in the group yet, part by part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shopkit.chat import letters, pace, robots
from shopkit.chat.robots import Verdict
from shopkit.errors import Refused
from shopkit.notify import dry, wire
from shopkit.notify.robots import Chat, Robot
from shopkit.settings import Settings
from shopkit.store.outbox import Message, lanes
from shopkit.text import Say, message, speaker

if TYPE_CHECKING:
    from sqlalchemy import Engine

_AGAIN = message("(Sent again: it was unclear whether this arrived.) ")
_GONE = message("There is no robot of this name in chat.toml any more.")
_OTHER = message("The robot in chat.toml became another kind between two parts of this message.")


@dataclass(frozen=True)
class Post:
    """What a delivery needs: the store, the robots, a way to send, a clock."""

    settings: Settings
    engine: "Engine"
    known: Chat
    send: wire.Send
    now: Callable[[], datetime]

    @property
    def say(self) -> Say:
        """How messages speak: in the workbook's own language."""
        return speaker(self.settings.lang)

    def held_until(self, robot: Robot, now: datetime, *, is_urgent: bool) -> datetime | None:
        """When this robot takes another part, or None if it does at `now`."""
        longest = max(seconds for seconds, _ in pace.WINDOWS[robot.kind])
        tried = lanes.begun(self.engine, robot.name, since=now - timedelta(seconds=longest))
        free = pace.free_at(robot.kind, tried, now, is_urgent=is_urgent)
        return free if free > now else None


def deliver(post: Post, found: Message) -> None:
    """Send what is left of a claimed message, as far as its robot takes it now."""
    robot = post.known.robots.get(found.robot)
    if robot is None:
        return lanes.fail(post.engine, found.id, _GONE, post.now())
    room = f"{_keyword(robot, '')}{post.say(_AGAIN)}"
    parts = robots.parts(robot.kind, found.letter.whole, room=room)
    marks = {number: letters.digest(part) for number, part in enumerate(parts, 1)}
    if any(mark not in (None, marks.get(part)) for part, mark in found.there.items()):
        return lanes.fail(post.engine, found.id, _OTHER, post.now())
    for number in [each for each in marks if each not in found.there]:
        if free := post.held_until(robot, post.now(), is_urgent=found.letter.is_urgent):
            return lanes.put_back(post.engine, found.id, state=pace.WAITING, next_at=free)
        said = _said(post.say, robot, found, (number, parts[number - 1]))
        if not _arrived(post, robot, found, (number, said, marks[number])):
            return None
    return lanes.put_back(post.engine, found.id, state=pace.DELIVERED, next_at=post.now())


def _arrived(post: Post, robot: Robot, found: Message, part: tuple[int, str, str]) -> bool:
    """Whether one part arrived; the try is written down before its request leaves."""
    number, said, mark = part
    attempt = lanes.begin(post.engine, found.id, number, post.now())
    verdict = _sent(post, robot, found, said)
    now = post.now()
    if verdict.result == robots.SENT:
        lanes.end(
            post.engine, attempt, Verdict(robots.SENT, mark), at=now, then=(pace.SENDING, now)
        )
        return True
    then = pace.after(verdict, before=found.results, since=found.since, now=now)
    lanes.end(post.engine, attempt, verdict, at=now, then=then)
    return False


def _sent(post: Post, robot: Robot, found: Message, said: str) -> Verdict:
    is_dry = post.known.dry_run or found.is_sample
    send = dry.send(post.settings) if is_dry else post.send
    try:
        verdict = send(post.known, robot, said, post.now())
    except Refused as error:
        verdict = Verdict(robots.REFUSED, error.told(post.say), is_final=True)
    return Verdict(
        verdict.result, robot.hides(verdict.detail), verdict.wait, is_final=verdict.is_final
    )


def _said(say: Say, robot: Robot, found: Message, part: tuple[int, str]) -> str:
    number, piece = part
    words = f"{say(_AGAIN)}{piece}" if found.is_repeated(number) else piece
    return f"{_keyword(robot, words)}{words}"


def _keyword(robot: Robot, words: str) -> str:
    """The word a robot asks for, unless these words have it."""
    return "" if not robot.keyword or robot.keyword in words else f"{robot.keyword} "
