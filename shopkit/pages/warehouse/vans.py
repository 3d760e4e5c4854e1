"""When the carriers' vans leave, and what else the packing table goes by."""

from shopkit import store
from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.deadlines import SHIP_WITHIN, within
from shopkit.pages.warehouse.dispatch import (
    CUTOFFS,
    PACKAGING,
    packaging_g,
    times,
)
from shopkit.pages.warehouse.shift import Shift


def rules(shift: Shift) -> list[Block]:
    """When the vans leave, and what else the packing table goes by."""
    say, kept = shift.say, shift.setting(CUTOFFS)
    listed = kept.items() if isinstance(kept, dict) else ()
    grid = {
        "kind": "grid",
        "id": "cutoffs",
        "title": say("When the vans leave"),
        "note": say("One or more times a day, such as 11:00 17:30. No carrier: for all others."),
        "columns": [
            {"name": "carrier", "label": say("Carrier"), "type": "text"},
            {"name": "at", "label": say("Leaves at"), "type": "text"},
        ],
        "rows": [{"key": name or "–", "carrier": name, "at": at} for name, at in listed],
        "act": "cutoffs_save",
    }
    fields = [
        draw.field("hours", say("Hours from payment to shipping"), "number",
                   value=round(within(shift)), min=1, max=720, required=True),
        draw.field("grams", say("A box and its padding weigh, g"), "number",
                   value=packaging_g(shift), min=0, max=20000, required=True),
    ]  # fmt: skip
    form = draw.form("shiprules", "ship_rules", fields, say("Save"), title=say("Packing rules"))
    return [draw.buttons("home", draw.button(say("Back"), "ship_home")), grid, form]


def cutoffs_saved(shift: Shift, *, key: str, rows: object) -> str:
    """Keeps when the vans leave."""
    stamp, kept = shift.stamp(key), shift.setting(CUTOFFS)
    held = dict(kept) if isinstance(kept, dict) else {}
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused("This table and its page do not fit together: reload the page.")
    for row in rows:
        _changed(shift, held, row)
    store.keep_rule(shift.shop.engine, shift.shop.id, CUTOFFS, held, by=stamp.by)
    return shift.say("Saved.")


def _changed(shift: Shift, held: dict[str, object], row: dict[str, object]) -> None:
    before = row.get("key")
    if before is not None:
        held.pop("" if before == "–" else str(before), None)
    if row.get("change") == "removed":
        return
    said = given.words(row.get("at"), shift.say("Leaves at"), most=60)
    if not times(said):
        raise Refused("“{time}” is no time of day: write 17:30, or 11:00 17:30.", time=said)
    held[given.words(row.get("carrier"), shift.say("Carrier"), most=60)] = said


def rules_saved(shift: Shift, *, key: str, hours: object, grams: object) -> str:
    """Keeps the packing rules."""
    say, stamp = shift.say, shift.stamp(key)
    label = say("Hours from payment to shipping")
    kept = {
        SHIP_WITHIN: given.whole(hours, label, least=1, most=720),
        PACKAGING: given.whole(grams, say("A box and its padding weigh, g"), most=20_000),
    }
    for name, value in kept.items():
        store.keep_rule(shift.shop.engine, shift.shop.id, name, value, by=stamp.by)
    return say("Saved.")


ACTS = {"cutoffs_save": cutoffs_saved, "ship_rules": rules_saved}
