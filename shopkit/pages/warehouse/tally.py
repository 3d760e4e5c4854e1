"""One count on the phone, blind: bin by bin, a number and Enter, and nothing of the books."""

from typing import Any

from shopkit.errors import NotFound, Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.shift import Shift
from shopkit.stock.counts import OPEN, RECOUNT, SheetLine
from shopkit.stock.moves import DAMAGED
from shopkit.store import counts, goods
from shopkit.text import message
from shopkit.widgets import Reply

ASKED = frozenset({"count", "tally"})
SHOWN = 30
LEFT = (OPEN, RECOUNT)
BADGES = {OPEN: message("To count"), RECOUNT: message("Count again")}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def opened(shift: Shift) -> int | None:
    """The number of the count that is open on the page, if the shop has it."""
    word = shift.ask.get("count", "")
    if not word.isdecimal() or len(word) > 9:
        return None
    try:
        counts.count_sheet(shift.shop.engine, shift.shop.id, int(word))
    except NotFound:
        return None
    return int(word)


def blocks(shift: Shift, number: int) -> list[Block]:
    """The next line to count, the way through the others, and the sheet on paper."""
    say, sheet = shift.say, _sheet(shift, number)
    left = [line for line in sheet if line.state in LEFT]
    chosen = _chosen(shift, sheet)
    scan = draw.scan(
        "scan",
        "count_scan",
        say("Scan the bin or the product"),
        placeholder=say("Code, then Enter"),
        values={"count": number},
    )
    told = say("{done} of {n} counted", done=len(sheet) - len(left), n=len(sheet))
    done = draw.lines("done", (say("All is counted. Thank you!"), "good"), told, big=True)
    return [
        draw.rows(
            "back",
            [draw.row("all", say("← All counts"), told, ask={"count": "", "tally": ""})],
            "",
            title=say("Count {n}", n=number),
        ),
        *([scan] if left else [done]),
        *([_line_form(shift, chosen)] if chosen else []),
        _listed(shift, sheet),
        _more(shift, number),
        _paper(shift, number),
    ]


def _sheet(shift: Shift, number: int) -> list[SheetLine]:
    return counts.count_sheet(shift.shop.engine, shift.shop.id, number)


def _chosen(shift: Shift, sheet: list[SheetLine]) -> SheetLine | None:
    """The line that was opened, or the next one that this person may count."""
    wanted = shift.ask.get("tally", "")
    for line in sheet:
        if str(line.id) == wanted:
            return line
    return _next(shift, sheet)


def _next(shift: Shift, sheet: list[SheetLine], *, after: int | None = None) -> SheetLine | None:
    """The next line left in walking order, from the line `after` on and round; others' first."""
    ids = [line.id for line in sheet]
    at = ids.index(after) + 1 if after in ids else 0
    way = [line for line in sheet[at:] + sheet[:at] if line.state in LEFT and line.id != after]
    mine = _counted_by(shift)
    return next((line for line in way if line.id not in mine), way[0] if way else None)


def _counted_by(shift: Shift) -> set[int]:
    """Lines this person counted once already: somebody else should count them again."""
    return {
        line.id for line in shift.to_count if any(entry.by_id == shift.by for entry in line.entries)
    }


def _line_form(shift: Shift, line: SheetLine) -> Block:
    say = shift.say
    # Not the number found before: nobody counts towards a number.
    label = say("How many lie there? None is 0.")
    counted = draw.field("counted", label, "number", value=None, min=0, required=True, focus=True)
    note = say("Count again: this differs.") if line.state == RECOUNT else ""
    return draw.form(
        f"tally-{line.id}-{line.state}",
        "count_enter",
        [counted],
        say("Next"),
        title=f"{line.location} · {line.sku} · {line.name}",
        note=note,
        values={"line": line.id},
        tone="warn" if note else None,
    )


def _listed(shift: Shift, sheet: list[SheetLine]) -> Block:
    say = shift.say
    ahead = sorted(sheet, key=lambda line: line.state not in LEFT)
    rows = [_row(shift, line) for line in ahead[:SHOWN]]
    hidden = len(sheet) - len(rows)
    note = say("{n} more: scan to open one.", n=hidden) if hidden else ""
    return draw.rows("sheet", rows, say("There is nothing to count."), note=note)


def _row(shift: Shift, line: SheetLine) -> Block:
    is_left = line.state in LEFT
    return draw.row(
        line.id,
        f"{line.location} · {line.sku}",
        line.name,
        badge=shift.say(BADGES[line.state]) if is_left else "✓",
        tone={OPEN: None, RECOUNT: "warn"}.get(line.state, "good"),
        ask={"tally": str(line.id)},
    )


def _more(shift: Shift, number: int) -> Block:
    say = shift.say
    fields = [
        draw.field("sku", say("Product code"), required=True),
        draw.field("bin", say("Bin"), required=True),
    ]
    form = draw.form(
        "found", "count_more", fields, say("Put on this count"), values={"count": number}
    )
    found = draw.row("found", say("Found where none was expected"), open=[form])
    return draw.rows("more", [found], "")


def _paper(shift: Shift, number: int) -> Block:
    say = shift.say
    return draw.buttons(
        "paper",
        draw.button(say("Print the count sheet"), "count_print", {"count": number}),
        draw.button(say("Count sheet as Excel"), "count_file", {"count": number}),
    )


def scanned(shift: Shift, *, key: str, count: object, text: object) -> Reply:
    """Opens the line of a scanned product, or the first one left in a scanned bin."""
    sheet = _sheet(shift, _number(shift, count))
    word = given.words(text, shift.say("Scan the bin or the product"))
    place = place_of(shift, word)
    sku = None if place else goods.find_sku(shift.shop.engine, shift.shop.id, word).code
    here = next((line for line in sheet if str(line.id) == shift.ask.get("tally")), None)
    found = [line for line in sheet if line.sku == sku or line.location == place]
    if not found:
        raise Refused("{scanned} is not on this count. Put it on below.", scanned=place or sku)
    # The product in the bin one stands at, and what is left before what is done.
    near = here.location if here else None
    found.sort(key=lambda line: (line.location != near, line.state not in LEFT))
    line = found[0]
    return Reply(f"{line.location} · {line.sku}", ask={"tally": str(line.id)})


def entered(shift: Shift, *, key: str, line: object, counted: object) -> Reply:
    """Writes down what lies there and opens the next line."""
    number = given.whole(line, shift.say("Count"))
    many = given.whole(counted, shift.say("How many lie there? None is 0."))
    stamp = shift.stamp(key)
    shop = shift.shop
    mine = next((each for each in shift.to_count if each.id == number), None)
    state = counts.enter(shop.engine, shop.id, number, stamp, counted=many)
    if mine is None:
        return Reply(shift.say("Written down."), ask={"tally": ""})
    following = _next(shift, _sheet(shift, mine.count_id), after=number)
    ask = {"count": str(mine.count_id), "tally": str(following.id) if following else ""}
    facts = {"place": mine.location, "sku": mine.sku, "n": many}
    if state == RECOUNT:
        said = shift.say("{place} · {sku}: {n}. Somebody should count it again.", **facts)
        return Reply(said, tone="warn", ask=ask)
    return Reply(shift.say("{place} · {sku}: {n} written down.", **facts), ask=ask)


def more(shift: Shift, *, key: str, count: object, sku: object, bin: object) -> Reply:
    """Puts a product found in a bin on the count, and opens its line."""
    number = _number(shift, count)
    code = goods.find_sku(shift.shop.engine, shift.shop.id, given.words(sku, "SKU")).code
    place = place_of(shift, given.words(bin, shift.say("Bin")))
    if place is None:
        raise NotFound(
            "The shop has no place {place}. Add it under “Places and labels”.", place=bin or "–"
        )
    line = counts.add_line(
        shift.shop.engine, shift.shop.id, number, shift.stamp(key), sku=code, location=place
    )
    return Reply(f"{place} · {code}", ask={"count": str(number), "tally": str(line)})


def printed(shift: Shift, *, key: str, count: object) -> Reply:
    """The sheet on paper, as blind as the page."""
    from shopkit.print.sheets import count_sheet

    number = _number(shift, count)
    html = count_sheet(
        _rows(shift, number),
        number=number,
        made_on=shift.today,
        scan=f"COUNT:{number}",
        shop=shift.shop.row.name,
        lang=shift.lang,
    )
    return Reply(shift.say("The count sheet is ready to print."), html=html)


def filed(shift: Shift, *, key: str, count: object) -> Reply:
    """The sheet as a workbook with an empty column to fill in."""
    from shopkit.print.workbook import workbook

    say, number = shift.say, _number(shift, count)
    names = [say("Bin"), "SKU", say("Product"), say("Barcode"), say("Counted")]
    heads = [(name, "text") for name in names[:4]] + [(names[4], "qty")]
    rows = [
        [row["location"], row["sku"], row["title"], row["barcode"], None]
        for row in _rows(shift, number)
    ]
    title = say("Count sheet")
    file = (f"{title}-{number}.xlsx", XLSX, workbook([(title, heads, rows)]))
    return Reply(say("The count sheet is saved."), file=file)


def _rows(shift: Shift, number: int) -> list[dict[str, Any]]:
    return [
        {"location": line.location, "sku": line.sku, "title": line.name, "barcode": line.barcode}
        for line in _sheet(shift, number)
    ]


def _number(shift: Shift, count: object) -> int:
    return given.whole(count, shift.say("Count"))


def place_of(shift: Shift, text: str) -> str | None:
    """The place with this code, as scanned from its label, if it is one that is counted."""
    word = text.strip().upper().removeprefix("BIN:")
    known = [place.code for place in shift.places]
    return next((code for code in (*known, DAMAGED) if code.upper() == word), None)


ACTS = {
    "count_scan": scanned,
    "count_enter": entered,
    "count_more": more,
    "count_print": printed,
    "count_file": filed,
}
