"""The shop's own price sheets: a table to edit, a file to import, a template to fill in."""

from dataclasses import asdict, replace
from functools import partial

from shopkit.errors import NotFound, Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given, uploads
from shopkit.pages.blocks import Block
from shopkit.pages.kept import Kept
from shopkit.pages.warehouse import months
from shopkit.pages.warehouse.shift import Shift
from shopkit.shipping.freight import Rate, Sheet, faults
from shopkit.shipping.names import carrier as short_carrier
from shopkit.shipping.names import zones
from shopkit.store import freight
from shopkit.widgets import Reply

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_G, MOST_DIVISOR, MOST_DAYS = 100_000, 20_000, 60
SHEETS = Kept()
# The columns of the template, as the import reads them and carriers write them.
TEMPLATE = (
    ("快递", "text"), ("省份", "text"), ("首重(g)", "qty"), ("首费", "fen"), ("续重(g)", "qty"),
    ("续费", "fen"), ("抛比", "qty"), ("偏远附加", "fen"), ("不发", "text"), ("时效", "qty"),
)  # fmt: skip
EXAMPLE = (
    ("示例快递", "全国", 1000, 480, 1000, 260, 8000, None, None, 4),
    ("示例快递", "江苏 浙江 上海", 1000, 280, 1000, 80, 8000, None, None, 2),
    ("示例快递", "新疆 西藏", 1000, 1200, 1000, 1000, 8000, 500, None, 7),
    ("示例快递", "台湾", None, None, None, None, None, None, "不发", None),
)


def blocks(shift: Shift) -> list[Block]:
    """A file looked into, or the sheet that holds today and what imports another."""
    found = SHEETS.get(shift.ask.get("sheet", ""))
    if found is not None:
        return _looked_into(shift, found)
    return [_grid(shift), _import(shift), _template(shift)]


def _grid(shift: Shift) -> Block:
    say, sheet = shift.say, months.sheet(shift)
    money = {"type": "number", "step": 0.01, "min": 0}
    grams = {"type": "number", "min": 1, "max": MOST_G}
    columns = [
        {"name": "carrier", "label": say("Carrier"), "type": "text", "required": True},
        {"name": "zone", "label": say("Province"), "type": "text", "required": True},
        {"name": "first_g", "label": say("First weight, g"), **grams},
        {"name": "first_fee", "label": say("First fee, yuan"), **money},
        {"name": "step_g", "label": say("Step, g"), **grams},
        {"name": "step_fee", "label": say("Step fee, yuan"), **money},
        {"name": "divisor", "label": say("Volume divisor"), "type": "number"},
        {"name": "surcharge", "label": say("Surcharge, yuan"), **money},
        {"name": "is_excluded", "label": say("Not sent there"), "type": "check"},
        {"name": "days", "label": say("Days"), "type": "number", "step": 0.1},
    ]
    began = sheet.valid_from.isoformat() if sheet.valid_from else ""
    return {
        "kind": "grid",
        "id": "rates",
        "title": say("Price sheet since {day}", day=began) if began else say("Price sheets"),
        "note": say("A change holds from today. 全国 prices every province without its own row."),
        "columns": columns,
        "rows": [_row(rate) for rate in sheet.rates],
        "act": "prices_save",
    }


def _row(rate: Rate) -> dict[str, object]:
    kept = {
        name: asdict(rate)[name]
        for name in ("carrier", "zone", "first_g", "step_g", "divisor", "is_excluded", "days")
    }
    fees = {
        name: f"{getattr(rate, f'{name}_fen') / 100:.2f}"
        for name in ("first_fee", "step_fee", "surcharge")
    }
    return {"key": _key(rate)} | kept | fees


def _key(rate: Rate) -> str:
    return f"{rate.carrier}|{rate.zone}"


def _import(shift: Shift) -> Block:
    say = shift.say
    fields = [
        draw.field("file", say("Price sheet (xlsx or CSV)"), "file", required=True),
        draw.field("carrier", say("Carrier"), hint=say("Only where the file does not say")),
    ]
    return draw.form(
        "import", "prices_read", fields, say("Look into it"), title=say("Import a price sheet")
    )


def _template(shift: Shift) -> Block:
    say = shift.say
    return draw.buttons(
        "template",
        draw.button(say("Empty price sheet as Excel"), "prices_template"),
        draw.button(say("Our price sheet as Excel"), "prices_file"),
    )


def _looked_into(shift: Shift, found: object) -> list[Block]:
    """The preview: faults in words and nothing to save, or all rows and one button."""
    say = shift.say
    key = shift.ask.get("sheet", "")
    back = draw.button(say("Back"), "freight_cut", {"cut": "prices"})
    if found.faults:
        return [uploads.faults(shift, found), draw.buttons("back", back)]
    rates = _rates(found)
    told = [(say(template, **facts), "warn") for template, facts in found.notes]
    told += [(say(template, **facts), "warn") for template, facts in faults(Sheet(rates))]
    save = draw.button(
        say("Save {n} prices", n=len(rates)), "prices_take", {"sheet": key}, tone="main"
    )
    heads = [
        (say("Carrier"), "text"), (say("Province"), "text"), (say("First weight, g"), "qty"),
        (say("First fee, yuan"), "fen"), (say("Step, g"), "qty"), (say("Step fee, yuan"), "fen"),
    ]  # fmt: skip
    listed = [
        [rate.carrier, rate.zone, rate.first_g, rate.first_fee_fen, rate.step_g, rate.step_fee_fen]
        for rate in rates[: uploads.SHOWN]
    ]
    return [
        draw.buttons("save", save, back),
        *([draw.lines("notes", *told[:8])] if told else []),
        draw.table("read", heads, listed, title=say("{n} prices were read", n=len(rates))),
    ]


def _rates(found: object) -> tuple[Rate, ...]:
    from shopkit.intake.price_sheets import rates

    return tuple(replace(rate, carrier=short_carrier(rate.carrier)) for rate in rates(found))


def looked(shift: Shift, *, key: str, file: object = None, carrier: object = "") -> Reply:
    """Reads an uploaded price sheet and shows what is in it; nothing is saved yet."""
    from shopkit.intake.price_sheets import price_sheet

    shift.stamp(key)
    name = given.words(carrier, shift.say("Carrier"), most=60)
    found = uploads.read(file, partial(price_sheet, carrier=name))
    n = len(found.faults)
    said = (
        shift.say("{n} faults: nothing was saved", n=n)
        if n
        else shift.say("{n} prices were read", n=len(found.rows))
    )
    return Reply(said, tone="warn" if n else "good", ask={"sheet": SHEETS.put(key, found)})


def taken(shift: Shift, *, key: str, sheet: object) -> Reply:
    """Saves what was looked into: its carriers' prices are new from today, others stay."""
    say, stamp = shift.say, shift.stamp(key)
    found = SHEETS.get(str(sheet))
    if found is None:
        raise NotFound("The file is no longer at hand: choose it again.")
    if found.faults:
        raise Refused("{n} faults: nothing was saved", n=len(found.faults))
    new = _rates(found)
    theirs = {rate.carrier for rate in new}
    stay = [rate for rate in months.sheet(shift).rates if short_carrier(rate.carrier) not in theirs]
    freight.save_rates(
        shift.shop.engine, shift.shop.id, [*stay, *new], stamp, valid_from=shift.today
    )
    return Reply(say("{n} prices hold from today.", n=len(new)), ask={"sheet": ""})


def saved(shift: Shift, *, key: str, rows: object) -> str:
    """Keeps the changed rows of the table; a sheet at fault is refused whole."""
    stamp = shift.stamp(key)
    held = {_key(rate): rate for rate in months.sheet(shift).rates}
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused("This table and its page do not fit together: reload the page.")
    for row in rows:
        if row.get("key") is not None:
            held.pop(str(row["key"]), None)
    for row in rows:
        if row.get("change") != "removed":
            held |= {_key(rate): rate for rate in _typed(shift, row)}
    rates = tuple(held.values())
    if wrong := faults(Sheet(rates)) if rates else []:
        template, facts = wrong[0]
        raise Refused(template, **facts)
    freight.save_rates(shift.shop.engine, shift.shop.id, rates, stamp, valid_from=shift.today)
    return shift.say("{n} prices hold from today.", n=len(rates))


def _typed(shift: Shift, row: dict[str, object]) -> list[Rate]:
    """A row of the table as rates, one a province."""
    say = shift.say
    is_excluded = row.get("is_excluded") is True

    def grams(name: str, label: str) -> int:
        return given.maybe(row.get(name), label, least=1, most=MOST_G) or 1000

    def fee(name: str, label: str) -> int:
        return given.fen(row.get(name), label) or 0

    rate = Rate(
        carrier=short_carrier(given.words(row.get("carrier"), say("Carrier"), most=40)),
        zone="",
        first_g=grams("first_g", say("First weight, g")),
        first_fee_fen=fee("first_fee", say("First fee, yuan")),
        step_g=grams("step_g", say("Step, g")),
        step_fee_fen=fee("step_fee", say("Step fee, yuan")),
        divisor=given.maybe(row.get("divisor"), say("Volume divisor"), most=MOST_DIVISOR),
        surcharge_fen=fee("surcharge", say("Surcharge, yuan")),
        is_excluded=is_excluded,
        days=_days(row.get("days"), say("Days")),
    )
    named = zones(given.words(row.get("zone"), say("Province"), most=200))
    return [replace(rate, zone=zone) for zone in named or [""]]


def _days(value: object, label: str) -> float | None:
    if value in (None, ""):
        return None
    if isinstance(value, int | float) and 0 <= value <= MOST_DAYS:
        return float(value)
    raise Refused("“{field}” goes from {least} to {most}.", field=label, least=0, most=MOST_DAYS)


def template(shift: Shift, *, key: str) -> Reply:
    """A price sheet to fill in, with a few rows as an example."""
    from shopkit.print.workbook import workbook

    book = workbook([(shift.say("Price sheets"), TEMPLATE, EXAMPLE)])
    said = shift.say("Replace the example rows, then import it here.")
    return Reply(said, file=("price-sheet.xlsx", XLSX, book))


def filed(shift: Shift, *, key: str) -> Reply:
    """The sheet that holds today, as the import reads it."""
    from shopkit.print.workbook import workbook

    lines = [
        (rate.carrier, rate.zone, rate.first_g, rate.first_fee_fen, rate.step_g, rate.step_fee_fen,
         rate.divisor, rate.surcharge_fen, "不发" if rate.is_excluded else None, rate.days)
        for rate in months.sheet(shift).rates
    ]  # fmt: skip
    book = workbook([(shift.say("Price sheets"), TEMPLATE, lines)])
    return Reply(
        shift.say("{n} prices are in the file.", n=len(lines)),
        file=("price-sheet.xlsx", XLSX, book),
    )


ACTS = {
    "prices_read": looked,
    "prices_take": taken,
    "prices_save": saved,
    "prices_template": template,
    "prices_file": filed,
}
