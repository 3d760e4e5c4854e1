"""Rivals told to the workbook: a table pasted from Excel or a file, looked into, then kept."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from shopkit.competitors import Seen
from shopkit.errors import NotFound, Refused
from shopkit.pages import blocks as draw
from shopkit.pages import uploads
from shopkit.pages.blocks import Block
from shopkit.pages.kept import Kept
from shopkit.pages.operations import goods
from shopkit.pages.shift import Shift
from shopkit.store import rivals
from shopkit.text import message
from shopkit.widgets import Reply

if TYPE_CHECKING:
    from shopkit.intake.lists import ListRead

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FOUND = Kept()
LONGEST = 500_000
TEMPLATE = (
    ("店铺", "text"), ("商品标题", "text"), ("日期", "day"), ("价格", "fen"), ("券后价", "fen"),
    ("销量", "qty"), ("活动", "text"), ("主图", "text"), ("对标商品ID", "text"),
)  # fmt: skip
EXAMPLE_TITLE = message("Their product's title")


def forms(shift: Shift) -> list[Block]:
    """A box to paste into, a file to upload, and an empty table."""
    say = shift.say
    heads = "、".join(label for label, _ in TEMPLATE)
    text = draw.field(
        "text", say("Table"), "area", required=True,
        hint=say("Copy the cells with their header: {heads}", heads=heads),
    )  # fmt: skip
    file = draw.field("file", say("File (xlsx or CSV)"), "file", required=True)
    return [
        draw.form(
            "paste", "rivals_paste", [text], say("Look into it"),
            title=say("Paste what you saw"), half=True,
        ),
        draw.form(
            "upload", "rivals_read", [file], say("Look into it"),
            title=say("Upload what you saw"), half=True,
        ),
        draw.buttons("template", draw.button(say("Empty table as Excel"), "rivals_template")),
    ]  # fmt: skip


def looked(shift: Shift) -> list[Block] | None:
    """The preview of what was pasted or uploaded, while it is open."""
    found = FOUND.get(shift.ask.get("rival", ""))
    if found is None:
        return None
    say, key = shift.say, shift.ask["rival"]
    back = draw.button(say("Back"), "rivals_back")
    if found.faults:
        return [uploads.faults(shift, found), draw.buttons("back", back)]
    rows = _rows(shift, found)
    save = draw.button(
        say("Keep {n} rows", n=len(rows)), "rivals_take", {"found": key}, tone="main"
    )
    known = {row["item_id"] for row in goods.titles(shift)}
    strange = sorted({row.item_id for row in rows if row.item_id} - known)
    told = []
    if strange:
        told.append((say("Not among our items: {items}", items="、".join(strange[:10])), "warn"))
    if bare := sum(not row.item_id for row in rows):
        told.append((say("{n} rows are set against no item of ours.", n=bare), "warn"))
    heads = [
        (say("Rival"), "text"), (say("Product"), "text"), (say("Seen on"), "day"),
        (say("Price"), "fen"), (say("After promotion"), "fen"), (say("Promotion"), "text"),
    ]  # fmt: skip
    listed = [
        [row.rival, row.title, row.seen_on.isoformat(), row.price_fen, row.deal_fen, row.promotion]
        for row in rows[: uploads.SHOWN]
    ]
    return [
        draw.buttons("save", save, back),
        *([draw.lines("notes", *told)] if told else []),
        draw.table("read", heads, listed, title=say("{n} rows were read", n=len(rows))),
    ]


def paste(shift: Shift, *, key: str, text: object) -> Reply:
    """Looks into a pasted table; nothing is saved yet."""
    from shopkit.intake.lists import pasted
    from shopkit.intake.rivals_list import RIVALS

    shift.stamp(key)
    if not isinstance(text, str) or not text.strip():
        raise Refused("Paste a table first.")
    if len(text) > LONGEST:
        raise Refused(
            "The text is longer than {most:,} characters: check it in parts.", most=LONGEST
        )
    return _put(shift, key, pasted(text, RIVALS))


def read(shift: Shift, *, key: str, file: object = None) -> Reply:
    """Looks into an uploaded table; nothing is saved yet."""
    from shopkit.intake.lists import read_list
    from shopkit.intake.rivals_list import RIVALS

    shift.stamp(key)
    return _put(shift, key, uploads.read(file, partial(read_list, columns=RIVALS)))


def take(shift: Shift, *, key: str, found: object) -> Reply:
    """Keeps what was looked into; the same table again adds nothing."""
    say, stamp = shift.say, shift.stamp(key)
    held = FOUND.get(str(found))
    if held is None:
        raise NotFound("The file is no longer at hand: choose it again.")
    if held.faults:
        raise Refused("{n} faults: nothing was saved", n=len(held.faults))
    n = rivals.record_seen(shift.shop.engine, shift.shop.id, _rows(shift, held), stamp)
    return Reply(say("{n} rows are new.", n=n), ask={"rival": ""})


def back(shift: Shift, *, key: str) -> Reply:
    """Leaves the preview; nothing is saved."""
    return Reply("", ask={"rival": ""})


def template(shift: Shift, *, key: str) -> Reply:
    """A table to fill in, with one row as an example."""
    from shopkit.print.workbook import workbook

    row = (
        "示例对手店",
        shift.say(EXAMPLE_TITLE),
        shift.day,
        6900,
        5900,
        300,
        "满99减10",
        "白底图",
        "",
    )
    book = workbook([(shift.say("Rivals"), TEMPLATE, [row])])
    said = shift.say("Replace the example rows, then import it here.")
    return Reply(said, file=("rivals.xlsx", XLSX, book))


def _put(shift: Shift, key: str, found: "ListRead") -> Reply:
    n = len(found.faults)
    said = (
        shift.say("{n} faults: nothing was saved", n=n)
        if n
        else shift.say("{n} rows were read", n=len(found.rows))
    )
    return Reply(said, tone="warn" if n else "good", ask={"rival": FOUND.put(key, found)})


def _rows(shift: Shift, found: "ListRead") -> list[Seen]:
    """A row without a day was seen today."""
    return [
        Seen(
            row["rival"], row["title"], _day(row["seen_on"], shift.day), row["price_fen"],
            row["item_id"] or "", row["deal_fen"], row["sales_qty"], row["promotion"] or "",
            row["picture"] or "",
        )
        for row in found.rows
    ]  # fmt: skip


def _day(day: date | None, today: date) -> date:
    if day is not None and day > today:
        raise Refused("{day} has not come yet: check the day the rival was seen.", day=day)
    return day or today


ACTS = {
    "rivals_paste": paste,
    "rivals_read": read,
    "rivals_take": take,
    "rivals_back": back,
    "rivals_template": template,
}
