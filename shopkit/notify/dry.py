"""The dry run: what would be sent goes to a file instead, and nothing leaves this computer."""

import json
import os
from datetime import datetime
from pathlib import Path

from shopkit import clock
from shopkit.chat import robots
from shopkit.chat.robots import Verdict
from shopkit.notify.robots import Chat, Robot
from shopkit.notify.wire import Send
from shopkit.settings import Settings
from shopkit.text import message

_FULL = message("The file of the dry run cannot be written.")


def file_of(settings: Settings) -> Path:
    """Where messages of a dry run and of the sample shop are written, one JSON line each."""
    return settings.data / "chat_dry_run.jsonl"


def send(settings: Settings) -> Send:
    """A function that sends to the file."""

    def written(_chat: Chat, robot: Robot, text: str, at: datetime) -> Verdict:
        here = f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M:%S}"
        line = {"at": here, "robot": robot.name, "kind": robot.kind, "text": text}
        try:
            _appended(file_of(settings), json.dumps(line, ensure_ascii=False))
        except OSError:
            return Verdict(robots.UNREACHABLE, _FULL)
        return Verdict(robots.SENT)

    return written


def _appended(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
