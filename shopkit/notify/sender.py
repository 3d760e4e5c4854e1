"""The sender: takes what waits in the outbox to its robots, one process at a time.

Nothing is sent twice in silence. A try is written down before its request leaves; what has no
answer stays unclear until somebody says whether it arrived, and a repetition says that it is one.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from shopkit import clock, store
from shopkit.errors import ShopkitError
from shopkit.notify import wire
from shopkit.notify.delivery import Post, deliver
from shopkit.notify.posting import told_urgent
from shopkit.notify.robots import chat
from shopkit.settings import Settings
from shopkit.store.outbox import lanes, urgent

if TYPE_CHECKING:
    from sqlalchemy import Engine

EVERY_SECONDS = 1.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sender:
    """One sender of one store; `send` and `now` are given so that tests own network and clock."""

    settings: Settings
    engine: "Engine"
    send: wire.Send = wire.send
    now: Callable[[], datetime] = clock.now

    def step(self) -> int:
        """Do all that is due now; how many messages were taken up. Only under `lanes.sole`."""
        lanes.settle(self.engine, self.now())
        known = chat(self.settings)
        tell = told_urgent(self.settings)
        urgent.advance(self.engine, self.now(), tell=tell, robots=known.told("urgent"))
        post = Post(self.settings, self.engine, known, self.send, self.now)
        return sum(_lane(post, lane) for lane in lanes.lanes(self.engine, self.now()))


def run(
    settings: Settings, stop: threading.Event, *, beside: Callable[[datetime], object] | None = None
) -> None:
    """Send what waits until `stop` is set; `Busy` when another sender is at work.

    `beside` is called at each step with the instant, to write what is due by itself.
    """
    engine = store.open_store(settings.url)
    sender, said = Sender(settings, engine), ""
    with lanes.sole(engine):
        while not stop.is_set():
            try:
                _looked(beside, sender.now())
                sender.step()
                said = ""
            except ShopkitError as error:
                if str(error) != said:  # once, not each second
                    _log.warning("%s", error)
                said = str(error)
            stop.wait(EVERY_SECONDS)
    engine.dispose()


def _looked(beside: Callable[[datetime], object] | None, now: datetime) -> None:
    try:
        if beside is not None:
            beside(now)
    except ShopkitError:
        raise
    except Exception:
        # what waits in the outbox is sent all the same
        logging.getLogger(__name__).exception("what is told by itself could not be written")


def _lane(post: Post, lane: lanes.Lane) -> int:
    taken = 0
    while not _is_held(post, lane) and (found := lanes.claim(post.engine, lane, post.now())):
        taken += 1
        deliver(post, found)
    return taken


def _is_held(post: Post, lane: lanes.Lane) -> bool:
    """Whether this lane must wait: quiet hours, or the robot's limit."""
    robot, now = post.known.robots.get(lane.robot), post.now()
    if robot is None:
        return False
    if not lane.is_urgent and robot.quiet and robot.quiet.until(now) > now:
        return True
    return post.held_until(robot, now, is_urgent=lane.is_urgent) is not None
