"""Who delivers: what their deliveries took, new suppliers, and products that have none."""

from collections.abc import Mapping
from dataclasses import replace

from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.warehouse.shift import Shift
from shopkit.stock.lead_times import lead_times
from shopkit.store import goods
from shopkit.store.goods import Sku, Supplier

SHOWN = 30


def blocks(shift: Shift) -> list[Block]:
    """Products without a supplier first; then the lead times, and a form for a new supplier."""
    say = shift.say
    back = draw.row("back", say("← What to order"), ask={"reorder": ""})
    title = say("Suppliers and lead times")
    return [
        draw.rows("back", [back], "", title=title),
        *_bare(shift),
        _took(shift),
        _new(shift),
    ]


def without(shift: Shift) -> list[Sku]:
    """Products in use that nobody delivers."""
    known = shift.suppliers
    return [
        each
        for each in shift.skus.values()
        if each.closed_on is None and each.supplier_id not in known
    ]


def _bare(shift: Shift) -> list[Block]:
    say, bare = shift.say, without(shift)
    if not bare or not shift.suppliers:
        return []
    options = [[each.id, each.name] for each in shift.suppliers.values()]
    columns = [
        draw.field("sku", say("Product code"), fixed=True),
        draw.field("name", say("Product"), fixed=True),
        draw.field("supplier", say("Supplier"), "choice", options=options),
    ]
    rows = [
        {"key": each.code, "sku": each.code, "name": each.name, "supplier": None}
        for each in bare[:SHOWN]
    ]
    title = say("{n} products have no supplier", n=len(bare))
    chosen = draw.field("supplier", say("Supplier"), "choice", options=options, required=True)
    submit = say("Give all {n} this supplier", n=len(bare))
    whole = draw.form("all", "supplier_all", [chosen], submit)
    return [
        draw.grid("bare", "supplier_assign", columns, rows, title=title, fixed=True, tone="warn"),
        draw.rows("every", [draw.row("every", say("All from one supplier"), open=[whole])], ""),
    ]


def _took(shift: Shift) -> Block:
    say = shift.say
    measured = {each.supplier_id: each for each in lead_times(shift.purchases)}
    heads = [
        (say("Supplier"), "text"),
        (say("Stated days"), "qty"),
        (say("Deliveries"), "qty"),
        (say("Took, days"), "text"),
        (say("To the last piece"), "text"),
    ]
    rows = []
    for each in shift.suppliers.values():
        took = measured.get(each.id or 0)
        rows.append(
            [
                each.name,
                each.lead_time_days,
                took.n if took else 0,
                _spread(took.mean_days, took.sd_days) if took else None,
                _spread(took.full_mean_days, took.full_sd_days) if took else None,
            ]
        )
    return draw.table(
        "took",
        heads,
        rows,
        title=say("How long deliveries took"),
        empty=say("No supplier yet. Add the first one below."),
        note=say(
            "Mean ± spread, from sent to the first receipt; from three deliveries on it counts."
        ),
    )


def _spread(mean: float, sd: float | None) -> str:
    return f"{mean:.1f}" if sd is None else f"{mean:.1f} ± {sd:.1f}"


def _new(shift: Shift) -> Block:
    say = shift.say
    fields = [
        draw.field("name", say("Name"), required=True),
        draw.field("lead", say("Lead time"), "number", value=7, min=0, unit=say("days")),
        draw.field("least", say("Least order, yuan")),
        draw.field("remark", say("Remark")),
    ]
    return draw.form(
        "supplier", "supplier_new", fields, say("Save"), title=say("New supplier, or change one")
    )


def added(
    shift: Shift,
    *,
    key: str,
    name: object,
    lead: object = None,
    least: object = None,
    remark: object = "",
) -> str:
    """Adds a supplier, or changes the one with this name."""
    say = shift.say
    row = Supplier(
        given.words(name, say("Name"), most=80),
        given.maybe(lead, say("Lead time"), most=365),
        given.fen(least, say("Least order, yuan")),
        given.words(remark, say("Remark")),
    )
    saved = goods.save_supplier(shift.shop.engine, shift.shop.id, row, by=shift.stamp(key).by)
    return say("{name} is saved.", name=saved.name)


def assigned(shift: Shift, *, key: str, rows: object) -> str:
    """Gives each product of the grid its supplier."""
    say = shift.say
    asked = [each for each in rows if isinstance(each, Mapping)] if isinstance(rows, list) else []
    chosen = {
        str(each.get("key")): _supplier(shift, each.get("supplier"))
        for each in asked
        if each.get("supplier") not in (None, "")
    }
    unknown = next((code for code in chosen if code not in shift.skus), None)
    if unknown is not None or not chosen:
        raise Refused("Choose a supplier for at least one product of the list.")
    _save(shift, key, [replace(shift.skus[code], supplier_id=at) for code, at in chosen.items()])
    return say("{n} products have a supplier now.", n=len(chosen))


def assigned_all(shift: Shift, *, key: str, supplier: object) -> str:
    """Gives every product without a supplier this one."""
    at = _supplier(shift, supplier)
    rows = [replace(each, supplier_id=at) for each in without(shift)]
    _save(shift, key, rows)
    return shift.say("{n} products have a supplier now.", n=len(rows))


def _supplier(shift: Shift, value: object) -> int:
    known = {str(number): None for number in shift.suppliers}
    return int(given.one_of(value, known, shift.say("Supplier")))


def _save(shift: Shift, key: str, rows: list[Sku]) -> None:
    goods.save_skus(shift.shop.engine, shift.shop.id, rows, by=shift.stamp(key).by)


ACTS = {
    "supplier_new": added,
    "supplier_assign": assigned,
    "supplier_all": assigned_all,
}
