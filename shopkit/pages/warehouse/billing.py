"""A carrier's bill against our parcels and our price sheet: what to claim back."""

from datetime import date, timedelta
from functools import lru_cache

from shopkit import clock
from shopkit.errors import Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given, uploads
from shopkit.pages.blocks import Block
from shopkit.pages.kept import Kept
from shopkit.pages.warehouse import months
from shopkit.pages.warehouse.shift import Shift
from shopkit.shipping.bills import BillLine, Reconciliation, reconciled
from shopkit.shipping.freight import Sheet
from shopkit.shipping.names import carrier as short_carrier
from shopkit.shipping.parcels import Parcel
from shopkit.store import freight
from shopkit.text import message
from shopkit.text.numbers import count, money
from shopkit.widgets import Reply

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BILLS = Kept()
SHOWN = 30
# A parcel of a month's last days may be billed in the next, and the other way round.
AROUND_DAYS = 20
VERDICTS = {
    "not ours": message("Not our parcel"),
    "billed twice": message("Billed twice"),
    "weight over": message("Weight too high"),
    "fee over": message("Fee too high"),
    "unchecked": message("Cannot be checked"),
    "credit": message("Credit"),
    "right": message("Right"),
}


def blocks(shift: Shift) -> list[Block]:
    """A file at fault, or the month's bill line by line, and what uploads another."""
    found = BILLS.get(shift.ask.get("bill", ""))
    if found is not None and found.faults:
        back = draw.button(shift.say("Back"), "freight_cut", {"cut": "bills"})
        return [uploads.faults(shift, found), draw.buttons("back", back)]
    first, _ = months.month(shift)
    judged = reconciliation(shift)
    if not judged.rows:
        none = shift.say("No bill of {month} yet: upload it below.", month=clock.month_of(first))
        return [months.chooser(shift), draw.lines("none", none), _upload(shift)]
    return [
        months.chooser(shift),
        _tiles(shift, judged),
        _file_button(shift, judged),
        _verdicts(shift, judged),
        _claims(shift, judged),
        _upload(shift),
    ]


def reconciliation(shift: Shift) -> Reconciliation:
    """The bill of the chosen month against everything that left around it."""
    first, last = months.month(shift)
    lines = freight.bill(shift.shop.engine, shift.shop.id, clock.month_of(first))
    if not lines:
        return reconciled([], [], Sheet(()))
    around = timedelta(days=AROUND_DAYS)
    ours = {each.tracking_no: each for each in months.sent(shift, first - around, last + around)}
    ours |= {each.tracking_no: each for each in months.own(shift, first - around, last + around)}
    return _judged(tuple(lines), tuple(ours.values()), months.sheet(shift), (first, last))


@lru_cache(maxsize=4)
def _judged(
    lines: tuple[BillLine, ...],
    ours: tuple[Parcel, ...],
    sheet: Sheet,
    days: tuple[date, date],
) -> Reconciliation:
    billed = {line.tracking_no for line in lines}
    # Only the month's own parcels can be missing from its bill.
    mine = [
        parcel
        for parcel in ours
        if parcel.tracking_no in billed
        or (parcel.shipped_at and days[0] <= clock.day_of(parcel.shipped_at) <= days[1])
    ]
    return reconciled(lines, mine, sheet)


def _tiles(shift: Shift, judged: Reconciliation) -> Block:
    say, lang = shift.say, shift.lang
    return draw.tiles(
        "sums",
        draw.tile("claim", say("To claim back"), money(judged.claim_fen, lang)),
        draw.tile("billed", say("Billed"), money(judged.billed_fen, lang)),
        draw.tile("pay", say("To pay"), money(judged.to_pay_fen, lang)),
        draw.tile("unbilled", say("Ours, not billed"), count(len(judged.unbilled), lang)),
    )


def _file_button(shift: Shift, judged: Reconciliation) -> Block:
    first, _ = months.month(shift)
    values = {"month": clock.month_of(first)}
    label = shift.say("Claims as Excel, to send to the carrier")
    return draw.buttons("file", draw.button(label, "bill_file", values, tone="main"))


def _verdicts(shift: Shift, judged: Reconciliation) -> Block:
    say = shift.say
    heads = [(say("Verdict"), "text"), (say("Lines"), "qty"), (say("Billed"), "fen"),
             (say("To claim back"), "fen")]  # fmt: skip
    listed = [
        [say(VERDICTS[name]), sums["lines"], sums["billed_fen"], sums["claim_fen"]]
        for name, sums in judged.verdicts.items()
    ]
    return draw.table("verdicts", heads, listed, title=say("The bill in short"))


def _claims(shift: Shift, judged: Reconciliation) -> Block:
    say = shift.say
    claims = [row for row in judged.rows if row["claim_fen"] > 0]
    heads, _ = _heads(shift)
    more = len(claims) - SHOWN
    return draw.table(
        "claims",
        heads,
        [_cells(shift, row) for row in claims[:SHOWN]],
        title=say("What to claim back"),
        empty=say("Every line is right: nothing to claim."),
        note=say("{n} more are in the Excel file.", n=more) if more > 0 else "",
    )


def _heads(shift: Shift) -> tuple[list[tuple[str, str]], str]:
    say = shift.say
    heads = [
        (say("Tracking number"), "text"), (say("Carrier"), "text"), (say("Province"), "text"),
        (say("Billed, g"), "qty"), (say("Ours, g"), "qty"), (say("Billed"), "fen"),
        (say("Expected"), "fen"), (say("To claim back"), "fen"), (say("Why"), "text"),
    ]  # fmt: skip
    return heads, say("Claims")


def _cells(shift: Shift, row: dict[str, object]) -> list[object]:
    names = ("tracking_no", "carrier", "province", "billed_g", "our_g", "billed_fen",
             "expected_fen", "claim_fen")  # fmt: skip
    return [*(row[name] for name in names), shift.say(row["template"], **row["facts"])]


def _upload(shift: Shift) -> Block:
    say = shift.say
    first, _ = months.month(shift)
    fields = [
        draw.field("file", say("Bill (xlsx or CSV)"), "file", required=True),
        draw.field("carrier", say("Carrier"), hint=say("Only where the file does not say")),
    ]
    return draw.form(
        "upload", "bill_read", fields, say("Check the bill"),
        title=say("Upload the bill of {month}", month=clock.month_of(first)),
        values={"month": clock.month_of(first)},
    )  # fmt: skip


def uploaded(
    shift: Shift, *, key: str, month: object, file: object = None, carrier: object = ""
) -> Reply:
    """Reads a bill and keeps it; one with faults is told line by line and not kept."""
    from shopkit.intake.lists import CARRIER_BILL, read_list

    say, stamp, day = shift.say, shift.stamp(key), _month(month)
    name = short_carrier(given.words(carrier, say("Carrier"), most=60))
    found = uploads.read(file, lambda path, name: read_list(path, CARRIER_BILL, name=name))
    if found.faults:
        said = say("{n} faults: nothing was saved", n=len(found.faults))
        return Reply(said, tone="warn", ask={"bill": BILLS.put(key, found), "month": day})
    lines = [_line(row, name) for row in found.rows]
    if any(not line.carrier for line in lines):
        raise Refused("The bill names no carrier: write it beside the file.")
    new = freight.record_bill(shift.shop.engine, shift.shop.id, lines, stamp, month=day)
    said = say("{n} lines read, {new} of them new.", n=len(lines), new=new)
    return Reply(said, ask={"month": day, "bill": ""})


def _line(row: dict[str, object], carrier: str) -> BillLine:
    return BillLine(
        tracking_no=row["tracking_no"],
        fee_fen=row["fee_fen"],
        weight_g=row["weight_g"],
        carrier=short_carrier(row["carrier"]) or carrier,
        province=row["province"] or "",
    )


def filed(shift: Shift, *, key: str, month: object) -> Reply:
    """Every claim of the month, and the whole bill, as a workbook for the carrier."""
    from shopkit.print.workbook import workbook

    day = _month(month)
    look = Shift(shift.shop, {**shift.ask, "month": day}, shift.lang, shift.at)
    judged = reconciliation(look)
    heads, name = _heads(shift)
    claims = [_cells(shift, row) for row in judged.rows if row["claim_fen"] > 0]
    everything = [_cells(shift, row) for row in judged.rows]
    book = workbook([(name, heads, claims), (shift.say("The whole bill"), heads, everything)])
    said = shift.say("{n} claims are in the file.", n=len(claims))
    return Reply(said, file=(f"claims-{day}.xlsx", XLSX, book))


def _month(month: object) -> str:
    word = str(month)
    if not months.MONTH.fullmatch(word):
        raise Refused("“{month}” is no month: write it as 2026-10.", month=word[:20])
    return word


ACTS = {"bill_read": uploaded, "bill_file": filed}
