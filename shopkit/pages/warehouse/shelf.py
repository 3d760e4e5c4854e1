"""What lies where: search, scan, what is oversold or below nothing, places, the last moves."""

from collections.abc import Mapping

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse import item, places, selling, worth
from shopkit.pages.warehouse.shift import Shift
from shopkit.stock import reasons
from shopkit.stock.moves import TITLES, Level
from shopkit.store import books, goods, ledger
from shopkit.store.books import MoveRow
from shopkit.text import Say, message
from shopkit.text.numbers import count
from shopkit.widgets import Reply

KEY, TITLE = "stock", message("Stock")
ASKED = frozenset({"item", "find", "view"})
SHOWN, LAST = 30, 10


def badge(shift: Shift) -> int | None:
    """How many SKUs are oversold or below nothing."""
    return sum(_is_bad(shift, level) for level in shift.levels.values()) or None


def blocks(shift: Shift) -> list[Block]:
    """One SKU opened, the places, or the list of all."""
    if shift.ask.get("item") in shift.skus:
        return item.blocks(shift, shift.skus[shift.ask["item"]])
    view = {"places": places, "worth": worth}.get(shift.ask.get("view", ""))
    if view is not None:
        return view.blocks(shift)
    say = shift.say
    scan = draw.scan(
        "look", "stock_look", say("Scan a product"), placeholder=say("Code, then Enter")
    )
    views = draw.buttons(
        "views",
        draw.button(say("Places and labels"), "stock_view", {"view": "places"}),
        draw.button(say("What is the stock worth?"), "stock_view", {"view": "worth"}),
        draw.button(say("Add a product"), "stock_new"),
        draw.button(say("Stock list as Excel"), "stock_file"),
    )
    return [scan, _tiles(shift), _list(shift), views, last_moves(shift, books.moves(
        shift.shop.engine, shift.shop.id, last=LAST))]  # fmt: skip


def _tiles(shift: Shift) -> Block:
    say, lang = shift.say, shift.lang
    levels = shift.levels.values()
    held = [level for level in levels if level.on_hand > 0]
    return draw.tiles(
        "figures",
        draw.tile("skus", say("Products on the shelf"), count(len(held), lang)),
        draw.tile("units", say("Pieces on hand"), count(sum(each.on_hand for each in held), lang)),
        draw.tile("coming", say("Coming"), count(sum(each.on_order for each in levels), lang)),
        draw.tile("broken", say("Damaged"), count(sum(each.damaged for each in levels), lang)),
    )


def _list(shift: Shift) -> Block:
    say, wanted = shift.say, shift.ask.get("find", "").casefold()
    found = [
        code
        for code, sku in shift.skus.items()
        if wanted in f"{code} {sku.title} {sku.props} {sku.barcode}".casefold()
    ]
    found.sort(key=lambda code: (not _is_bad(shift, shift.level(code)), code))
    more = len(found) - SHOWN
    return draw.rows(
        "goods",
        [_row(shift, code) for code in found[:SHOWN]],
        say("No product is called that.") if wanted else say(
            "No products yet. Import the goods or order report under “Start here”, or add one."
        ),
        title=say("Products"),
        search="find",
        note=say("{more} more: search for them.", more=more) if more > 0 else "",
    )  # fmt: skip


def _row(shift: Shift, code: str) -> Block:
    say, level = shift.say, shift.level(code)
    lying = " · ".join(
        f"{_place(say, each.location)} {each.qty}" for each in shift.bins.get(code, ())
    )
    bad = _bad_words(level, shift.bins.get(code, ()), say)
    rate = selling.demand(shift).get(code)
    cover = level.available / rate.per_day if rate and rate.per_day > 0 else None
    told = say(
        "available {available} · reserved {reserved} · coming {coming}",
        available=level.available,
        reserved=level.reserved,
        coming=level.on_order,
    )
    lasts = say("lasts {days} days", days=round(cover)) if cover and cover > 0 else ""
    return draw.row(
        code,
        f"{code} · {shift.name(code)}",
        *([(bad, "bad")] if bad else []),
        " · ".join(word for word in (told, lasts) if word),
        *([lying] if lying else []),
        badge=level.on_hand,
        tone="bad" if bad else None,
        ask={"item": code},
    )


def _is_bad(shift: Shift, level: Level) -> bool:
    return bool(_bad_words(level, shift.bins.get(level.sku, ()), shift.say))


def _bad_words(level: Level, lying: object, say: Say) -> str:
    if any(each.qty < 0 for each in lying):
        return say("Below zero: a move was never recorded. Count it.")
    if level.available < 0:
        return say("Oversold by {n}: order more or tell the buyers.", n=-level.available)
    return ""


def last_moves(shift: Shift, listed: list[MoveRow]) -> Block:
    """Moves as rows, each with what takes it back."""
    say = shift.say
    return draw.rows(
        "moves",
        [_move(shift, each) for each in listed],
        say("Nothing has moved yet."),
        title=say("Last moves"),
        kind="undo",
    )


def _move(shift: Shift, move: MoveRow) -> Block:
    say = shift.say
    undo = draw.button(say("Undo"), "stock_undo", {"id": move.id}, confirm=say("Take it back?"))
    can = not (move.undoes or move.undone_by or move.target_id)
    when = f"{move.moved_at.astimezone(shift.zone):%m-%d %H:%M}"
    why = " · ".join(word for word in (when, move.by, move.document, _reason(say, move)) if word)
    return draw.row(
        move.id,
        f"{move.qty} × {move.sku}",
        f"{_place(say, move.source)} → {_place(say, move.destination)}",
        why,
        badge=say("undone") if move.undone_by else None,
        buttons=[undo] if can else [],
    )


def _reason(say: Say, move: MoveRow) -> str:
    return " · ".join(word for word in (reasons.said(move.reason, say), move.remark) if word)


def _place(say: Say, code: str) -> str:
    return say(TITLES[code]) if code in TITLES else code


def look(shift: Shift, *, key: str, text: str) -> Reply:
    """Opens the product that was scanned."""
    sku = goods.find_sku(shift.shop.engine, shift.shop.id, text)
    return Reply(sku.name, ask={"item": sku.code})


def view(shift: Shift, *, key: str, view: str = "") -> Reply:
    """Opens the places, or goes back to the list."""
    return Reply("", ask={"view": view, "item": ""})


def undone(shift: Shift, *, key: str, id: object) -> str:
    """Takes a move back by its counter-move."""
    number = given.whole(id, shift.say("Move"), most=10**12)
    ledger.undo(shift.shop.engine, shift.shop.id, number, shift.stamp(key))
    return shift.say("Move {id} is taken back.", id=number)


def as_file(shift: Shift, *, key: str) -> Reply:
    """The whole stock list as an xlsx."""
    from shopkit.print.workbook import workbook

    say = shift.say
    heads = [
        (say("SKU"), "text"), (say("Product"), "text"), (say("On hand"), "qty"),
        (say("Reserved"), "qty"), (say("Available"), "qty"), (say("Damaged"), "qty"),
        (say("Coming"), "qty"), (say("Bins"), "text"),
    ]  # fmt: skip
    listed = [_cells(shift, code) for code in shift.skus]
    content = workbook([(say("Stock"), heads, listed)])
    name = f"{say('Stock')}-{shift.today}.xlsx"
    return Reply(say("{n} products.", n=len(listed)), file=(name, XLSX, content))


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _cells(shift: Shift, code: str) -> list[object]:
    level = shift.level(code)
    lying = ", ".join(f"{each.location} {each.qty}" for each in shift.bins.get(code, ()))
    return [
        code, shift.name(code), level.on_hand, level.reserved, level.available, level.damaged,
        level.on_order, lying,
    ]  # fmt: skip


ACTS: Mapping[str, object] = {
    "stock_look": look,
    "stock_view": view,
    "stock_undo": undone,
    "stock_file": as_file,
    **item.ACTS,
    **places.ACTS,
}
