"""`shopkit chat`: words to the group, the sender that takes them there, and how it stands."""

import signal
import threading
from typing import Annotated, Any

import typer

from shopkit import clock, notify
from shopkit.chat import robots
from shopkit.chat.letters import Letter
from shopkit.chat.pace import STATES
from shopkit.cli.show import as_json, as_table, refusals
from shopkit.errors import Refused
from shopkit.settings import Settings
from shopkit.shop import Shop, open_shop
from shopkit.store import outbox
from shopkit.store.ledger import Stamp
from shopkit.store.outbox import lanes
from shopkit.text import Say, speaker

EXAMPLE = """
    quiet = ["21:30", "08:00"]

    [robot.team]
    kind = "dingtalk"  # wecom, feishu
    url = "https://oapi.dingtalk.com/robot/send?access_token=…"
    secret = "SEC…"
"""

chat_app = typer.Typer(help="The group chat: DingTalk, WeCom, Feishu.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Which = Annotated[str | None, typer.Option("--shop", help="The shop's id or name.")]


@chat_app.command("send")
def chat_send(
    text: str,
    robot: Annotated[str | None, typer.Option(help="The robot's name; all if not given.")] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help="Do not wait for quiet hours.")] = False,
    shop: Which = None,
    json: Json = False,
) -> None:
    """Put words into the outbox for the group chat."""
    settings, say = _here()
    with refusals(say, is_json=json):
        opened = open_shop(shop, at=clock.now(), settings=settings)
        letter = Letter("note", text, is_urgent=urgent)
        named = [robot] if robot else None
        numbers = notify.post(opened, letter, Stamp(None, clock.now()), robots=named)
        if not numbers:
            raise Refused("No robot is set up. Describe one in {file}.", file=_file(settings))
        is_running = lanes.is_running(opened.engine)
    if json:
        as_json({"messages": numbers, "is_running": is_running})
        return
    print(say("{n} messages wait for their robots.", n=len(numbers)))
    if not is_running:
        print(say("Nothing is sent at the moment: “shopkit start” or “shopkit chat run” does it."))


@chat_app.command("run")
def chat_run() -> None:
    """Send what waits in the outbox, until Ctrl-C."""
    from shopkit.notify.sender import run
    from shopkit.pages.meeting.telling import Morning

    settings, say = _here()
    stop = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stop.set())
    with refusals(say, is_json=False):
        run(settings, stop, beside=Morning(settings))


@chat_app.command("status")
def chat_status(shop: Which = None, json: Json = False) -> None:
    """Show the robots, what waits, and what did not arrive."""
    settings, say = _here()
    with refusals(say, is_json=json):
        opened = open_shop(shop, at=clock.now(), settings=settings)
        answer = _status(opened)
    if json:
        as_json(answer)
    else:
        _shown(answer, say, settings)


def _status(opened: Shop) -> dict[str, Any]:
    known = notify.chat(opened.settings)
    return {
        "shop": opened.id,
        "robots": [{"name": each.name, "kind": each.kind} for each in known.robots.values()],
        "dry_run": known.dry_run or opened.row.is_sample,
        "is_running": lanes.is_running(opened.engine),
        "waiting": outbox.waiting(opened.engine, opened.id),
        "troubled": [_trouble(each) for each in outbox.troubled(opened.engine, opened.id)],
    }


def _trouble(found: outbox.Message) -> dict[str, Any]:
    last = found.attempts[-1] if found.attempts else None
    return {
        "id": found.id,
        "robot": found.robot,
        "state": found.state,
        "why": last.detail if last else "",
        "text": found.letter.whole[:40],
    }


def _shown(answer: dict[str, Any], say: Say, settings: Settings) -> None:
    if not answer["robots"]:
        print(say("No robot is set up. Describe one in {file}.", file=_file(settings)))
        print(EXAMPLE)
    for each in answer["robots"]:
        print(f"{each['name']}  {say(robots.NAMES[each['kind']])}")
    if answer["dry_run"]:
        print(say("Messages go to a file only; nothing leaves this computer."))
    if not answer["is_running"]:
        print(say("Nothing is sent at the moment: “shopkit start” or “shopkit chat run” does it."))
    print(say("{n} messages wait for their robots.", n=answer["waiting"]))
    if troubled := answer["troubled"]:
        rows = [
            [each["id"], each["robot"], say(STATES[each["state"]]), say(each["why"]), each["text"]]
            for each in troubled
        ]
        as_table(["id", say("robot"), say("state"), say("why"), say("text")], rows)


def _file(settings: Settings) -> str:
    from shopkit.notify.robots import FILE

    return str(settings.config / FILE)


def _here() -> tuple[Settings, Say]:
    settings = Settings.from_env()
    return settings, speaker(settings.lang)
