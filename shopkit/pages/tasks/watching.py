"""Who watches an opened task besides its owner."""

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.pages.tasks.numbered import number
from shopkit.store import tasks
from shopkit.tasks.task import Task


def blocks(shift: Shift, task: Task) -> list[Block]:
    """Those who watch, and one to add."""
    say = shift.say
    listed = [
        draw.row(
            each.id, each.name,
            buttons=[
                draw.button(say("Take off"), "task_unwatch", {"card": task.id, "who": each.id})
            ],
        )
        for each in task.watchers
    ]  # fmt: skip
    known = {each.id for each in task.watchers} | {task.owner_id}
    others = [[str(each.id), each.name] for each in shift.members if each.id not in known]
    if others:
        fields = [draw.field("who", say("Who"), "choice", options=others, required=True)]
        add = draw.form("watch", "task_watch", fields, say("Add"), values={"card": task.id})
        listed.append(draw.row("more", say("Somebody else watches it"), open=[add]))
    return [draw.rows("watchers", listed, "", title=say("Watchers"))]


def watched(shift: Shift, *, key: str, card: object, who: object) -> str:
    """One more who watches."""
    who_id = _who(shift, who)
    tasks.attach(
        shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key), watchers=[who_id]
    )
    return shift.say("{who} watches it.", who=shift.named(who_id))


def unwatched(shift: Shift, *, key: str, card: object, who: object) -> None:
    """One less."""
    tasks.detach(
        shift.shop.engine, shift.shop.id, number(shift, card), shift.stamp(key),
        watchers=[given.whole(who, shift.say("Who"), most=10**12)],
    )  # fmt: skip


def _who(shift: Shift, who: object) -> int:
    known = {str(each.id): each.name for each in shift.members}
    return int(given.one_of(who, known, shift.say("Who")))


ACTS = {"task_watch": watched, "task_unwatch": unwatched}
