"""Places and papers: bins and their labels, new products, opening stock from another system."""

from collections.abc import Sequence

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.shift import Shift
from shopkit.print.paper import SIZES
from shopkit.stock.moves import ADJUSTMENT, KINDS, RECEIVING, StockMove
from shopkit.store import books, goods, ledger
from shopkit.store.goods import Location
from shopkit.text import message
from shopkit.widgets import Reply

PAPER = message("Label paper")


def blocks(shift: Shift) -> list[Block]:
    """The bins as a table to edit, their labels, a new product, opening stock."""
    say = shift.say
    back = draw.buttons(
        "back",
        draw.button(say("All products"), "stock_view"),
        draw.button(say("Print all bin labels"), "places_labels", tone="main"),
        draw.button(say("Print all product labels"), "goods_labels"),
    )
    return [
        back,
        _grid(shift),
        _many(shift),
        _paper(shift),
        _new(shift),
        _opening(shift),
        _rules(shift),
    ]


def _grid(shift: Shift) -> Block:
    say = shift.say
    columns = [
        {"name": "code", "label": say("Bin"), "type": "text"},
        {"name": "walk", "label": say("Turn on the walk"), "type": "number"},
        {"name": "is_bin", "label": say("Goods are kept here"), "type": "check"},
    ]
    listed = [
        {"key": place.code, "code": place.code, "walk": place.walk, "is_bin": place.is_bin}
        for place in shift.places
    ]
    return {
        "kind": "grid",
        "id": "places",
        "title": say("Places, in walking order"),
        "note": say("Paste a list from Excel, or type. A place that was used stays in the books."),
        "columns": columns,
        "rows": listed,
        "act": "places_save",
    }


def _many(shift: Shift) -> Block:
    say = shift.say
    fields = [
        draw.field("aisles", say("Aisles"), value="A-C", hint=say("A-C makes A, B and C")),
        draw.field("racks", say("Racks in an aisle"), "number", value=4, min=1, max=99),
        draw.field("levels", say("Levels of a rack"), "number", value=3, min=1, max=20),
    ]
    return draw.form(
        "many", "places_make", fields, say("Make the bins"), title=say("Many bins at once")
    )


def _paper(shift: Shift) -> Block:
    say = shift.say
    chosen = str(shift.setting("label_paper", "60x40"))
    options = [[name, name.replace("x", " × ")] for name in SIZES]
    fields = [draw.field("paper", say(PAPER), "choice", value=chosen, options=options)]
    return draw.form("paper", "places_paper", fields, say("Save"))


def _new(shift: Shift) -> Block:
    say = shift.say
    fields = [
        draw.field("code", say("SKU"), required=True, hint=say("The 商家编码 of the platform")),
        draw.field("title", say("Product"), required=True),
        draw.field("barcode", say("Barcode")),
        draw.field("cost", say("Cost of a piece, yuan")),
        draw.field("weight_g", say("Weight, g"), "number"),
    ]
    return draw.form("new", "item_save", fields, say("Add"), title=say("Add a product"))


def _opening(shift: Shift) -> Block:
    say = shift.say
    found = _stock_file(shift)
    if not found:
        return draw.lines(
            "opening",
            say(
                "Import a stock file of 聚水潭, 旺店通 or 千牛 under “Start here” to begin with it."
            ),
            title=say("Opening stock"),
        )
    told = say(
        "{system}, {day}: {n} products, {units} pieces",
        system=found[0]["system"] or "–",
        day=found[0]["seen_on"],
        n=len(found),
        units=sum(row["on_hand"] or 0 for row in found),
    )
    has_begun = bool(shift.held)
    act = (
        draw.button(say("Plan a count of the differences"), "places_compare", tone="main")
        if has_begun
        else draw.button(say("Begin the books with it"), "places_begin", tone="main", confirm=True)
    )
    return {**draw.buttons("opening", act), "title": say("Opening stock"), "note": told}


def _rules(shift: Shift) -> Block:
    say = shift.say
    fields = [
        draw.field("oversell", say("Allow selling below zero; it is then shown in red"), "check",
                   value=bool(shift.setting(ledger.OVERSELLING))),
        draw.field("closed", say("Books are closed until"), "day",
                   value=shift.setting(ledger.CLOSED_UNTIL) or ""),
    ]  # fmt: skip
    return draw.form("rules", "places_rules", fields, say("Save"), title=say("Rules of the books"))


def _stock_file(shift: Shift) -> list[dict]:
    return shift.shop.lake().rows("stock_file", to=shift.today)


def saved(shift: Shift, *, key: str, rows: Sequence[dict]) -> str:
    """Keeps changed and new places; one that was removed is closed."""
    kept = [_place(shift, row) for row in rows if isinstance(row, dict)]
    if not kept:
        raise Refused("Nothing was changed.")
    by = shift.stamp(key).by
    goods.save_locations(shift.shop.engine, shift.shop.id, kept, by=by)
    return shift.say("{n} places are saved.", n=len(kept))


def _place(shift: Shift, row: dict) -> Location:
    code = given.words(row.get("code") or row.get("key"), shift.say("Bin"), most=32).upper()
    if code in KINDS and code != RECEIVING:
        raise Refused("{place} is a place every shop has: choose another code.", place=code)
    is_gone = row.get("change") == "removed"
    walk = given.maybe(row.get("walk"), shift.say("Turn on the walk"))
    is_bin = bool(row.get("is_bin", True)) and code != RECEIVING
    return Location(code, "storage", walk, is_bin, shift.today if is_gone else None)


def made(shift: Shift, *, key: str, aisles: object, racks: object, levels: object) -> str:
    """Makes the bins of a plain warehouse: aisles, racks, levels."""
    say = shift.say
    letters = _letters(given.words(aisles, say("Aisles"), most=20).upper())
    wide = given.whole(racks, say("Racks in an aisle"), least=1, most=99)
    high = given.whole(levels, say("Levels of a rack"), least=1, most=20)
    codes = [
        f"{a}-{r:02d}-{n}" for a in letters for r in range(1, wide + 1) for n in range(1, high + 1)
    ]
    new = [Location(code, walk=turn) for turn, code in enumerate(codes, 1)]
    goods.save_locations(shift.shop.engine, shift.shop.id, new, by=shift.stamp(key).by)
    return say("{n} places are saved.", n=len(new))


def _letters(words: str) -> list[str]:
    first, _, last = words.partition("-")
    if len(first) == len(last) == 1 and "A" <= first <= last <= "Z":
        return [chr(each) for each in range(ord(first), ord(last) + 1)]
    found = [each for each in words.replace("，", ",").replace(" ", ",").split(",") if each]
    if not found or any(len(each) > 6 for each in found):
        raise Refused("Write aisles as A-C, or A, B, C.")
    return found


def bin_labels(shift: Shift, *, key: str) -> Reply:
    """The labels of every bin as a document to print."""
    from shopkit.pages.warehouse.item import label_paper
    from shopkit.print.labels import labels

    items = [{"code": place.code} for place in shift.places if place.is_bin]
    html = labels(items, kind="bin", size=label_paper(shift), lang=shift.lang)
    return Reply(shift.say("{n} labels are ready to print.", n=len(items)), html=html)


def goods_labels(shift: Shift, *, key: str) -> Reply:
    """The labels of every product that lies on a shelf."""
    from shopkit.pages.warehouse.item import label_paper
    from shopkit.print.labels import labels

    items = [
        {
            "sku": code,
            "title": shift.name(code),
            "bin": lying[0].location,
            "barcode": shift.skus[code].barcode,
            "scan": shift.skus[code].barcode or code,
        }
        for code, lying in shift.bins.items()
        if code in shift.skus
    ]
    html = labels(items, kind="sku", size=label_paper(shift), lang=shift.lang)
    return Reply(shift.say("{n} labels are ready to print.", n=len(items)), html=html)


def paper(shift: Shift, *, key: str, paper: object) -> str:
    """Keeps the paper of the label printer."""
    from shopkit.store import set_setting

    name = given.one_of(paper, SIZES, shift.say(PAPER))
    shift.stamp(key)
    set_setting(shift.shop.engine, shift.shop.id, "label_paper", name)
    return shift.say("Saved.")


def rules(shift: Shift, *, key: str, oversell: object, closed: object) -> str:
    """Keeps whether the shop may oversell and until when its books are closed: the manager's."""
    from shopkit.store import keep_rule

    until = given.day(closed, shift.say("Books are closed until"))
    stamp = shift.stamp(key)
    keep_rule(shift.shop.engine, shift.shop.id, ledger.OVERSELLING, bool(oversell), by=stamp.by)
    keep_rule(
        shift.shop.engine, shift.shop.id, ledger.CLOSED_UNTIL,
        until.isoformat() if until else None, by=stamp.by,
    )  # fmt: skip
    return shift.say("Saved.")


def begun(shift: Shift, *, key: str) -> str:
    """Books the newest stock file as opening stock, into receiving until each is put away."""
    stamp, found = shift.stamp(key), _stock_file(shift)
    history = [move for row in found for move in _opening_moves(shift, row)]
    if not history:
        raise Refused("The stock file holds no pieces. Count the shelves instead.")
    books.begin(shift.shop.engine, shift.shop.id, history, stamp)
    return shift.say("The books begin with {n} products.", n=len({move.sku for move in history}))


def _opening_moves(shift: Shift, row: dict) -> list[StockMove]:
    qty, sku = row["on_hand"] or 0, shift.skus.get(row["sku"])
    if not qty or sku is None:
        return []
    way = (ADJUSTMENT, RECEIVING) if qty > 0 else (RECEIVING, ADJUSTMENT)
    return [StockMove(shift.at, sku.code, *way, abs(qty), sku.cost_fen, "opening", "opening")]


def compared(shift: Shift, *, key: str) -> Reply:
    """Plans a count of every product whose file and books disagree."""
    from shopkit.stock.counts import FREE
    from shopkit.store import counts

    stamp = shift.stamp(key)
    pairs = [
        (row["sku"], shift.bins[row["sku"]][0].location if row["sku"] in shift.bins else RECEIVING)
        for row in _stock_file(shift)
        if row["sku"] in shift.skus and (row["on_hand"] or 0) != shift.level(row["sku"]).on_hand
    ]
    if not pairs:
        raise Refused("File and books agree: there is nothing to count.")
    planned = counts.plan_count(shift.shop.engine, shift.shop.id, FREE, stamp, places=pairs)
    said = shift.say("{n} products differ and are on a new count.", n=len(pairs))
    return Reply(said, ask={"tab": "count", "count": planned})


ACTS = {
    "places_save": saved,
    "places_make": made,
    "places_labels": bin_labels,
    "goods_labels": goods_labels,
    "places_paper": paper,
    "places_rules": rules,
    "places_begin": begun,
    "places_compare": compared,
}
