"""The packing table: scan every piece, weigh, choose the carrier, scan the waybill, gone."""

from collections import Counter
from urllib.parse import parse_qsl, urlencode

from shopkit.money import yuan
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.deadlines import clock_time, hold_form, release
from shopkit.pages.warehouse.dispatch import Dispatch
from shopkit.pages.warehouse.shift import Shift
from shopkit.shipping.freight import Quote, quotes
from shopkit.shipping.names import carrier as short_carrier
from shopkit.shipping.orders import OpenOrder
from shopkit.shipping.packing import ScanCheck, check_scan, weight_check
from shopkit.shipping.snags import REFUND_ASKED

HEAVIEST_G = 100_000


def packed(shift: Shift, order: OpenOrder) -> Counter[str]:
    """Pieces scanned so far, by SKU; what the order does not hold is left out."""
    needs = {line.sku for line in order.lines}
    found: Counter[str] = Counter()
    for sku, n in parse_qsl(shift.ask.get("got", "")):
        if sku in needs and n.isdecimal():
            found[sku] += min(int(n), 9999)
    return found


def checked(shift: Shift, order: OpenOrder) -> ScanCheck:
    """What was scanned against what the order needs."""
    return check_scan(order.lines, packed(shift, order).elements())


def blocks(desk: Dispatch, order: OpenOrder) -> list[Block]:
    """The next step of this order on top, its lines below it."""
    shift = desk.shift
    say = shift.say
    home = draw.buttons("home", draw.button(say("Back"), "ship_home"))
    lines = _lines(desk, order)
    if stopped := _stopped(desk, order):
        return [*stopped, lines, home]
    return [*_step(desk, order), lines, hold_form(shift, order.order_id), home]


def _stopped(desk: Dispatch, order: OpenOrder) -> list[Block]:
    shift = desk.shift
    say = shift.say
    held = [each for each in desk.holds if each.order_id == order.order_id]
    said = [(say("This order must wait: {note}", note=each.note or "–"), "bad") for each in held]
    if any(line.refund_status in REFUND_ASKED for line in order.lines):
        said.append((say("The buyer asks for a refund. Ask service before you pack it."), "warn"))
    if not said:
        return []
    told = draw.lines("stop", *said, big=True)
    if not held:
        return [told, *_step(desk, order)]
    freed = draw.buttons("free", *(release(shift, each.id) for each in held))
    return [told, freed]


def _step(desk: Dispatch, order: OpenOrder) -> list[Block]:
    shift = desk.shift
    if not checked(shift, order).is_complete:
        return [_scan(desk, order)]
    weight = shift.ask.get("weight", "")
    if not weight:
        return [_weigh(desk, order)]
    check = _weighed(desk, order, weight)
    if check is not None and check.is_right is False and not shift.ask.get("sure"):
        return [_recheck(shift, check), _weigh(desk, order)]
    return _waybill(desk, order)


def _scan(desk: Dispatch, order: OpenOrder) -> Block:
    say, check = desk.shift.say, checked(desk.shift, order)
    got = sum(check.right.values())
    return draw.scan(
        f"pack-{order.order_id}",
        "pack_scan",
        say("Scan each piece of order {order}", order=order.order_id),
        placeholder=say("Product code, then Enter"),
        values={"order": order.order_id},
        count=f"{got}/{got + sum(check.missing.values())}",
    )


def _weigh(desk: Dispatch, order: OpenOrder) -> Block:
    say, theory = desk.shift.say, desk.theory_g(order)
    hint = (
        say("Should be about {g} g", g=theory)
        if theory is not None
        else say("A weight of its products is not known here.")
    )
    field = draw.field(
        "grams", say("Weight, g"), "number", min=1, max=HEAVIEST_G, hint=hint, focus=True
    )
    return draw.form(
        f"weigh-{order.order_id}",
        "pack_weigh",
        [field],
        say("Weighed"),
        title=say("Everything is in. Weigh it and close the parcel."),
        note=say("Leave it empty to ship without weighing."),
        values={"order": order.order_id},
    )


def _weighed(desk: Dispatch, order: OpenOrder, weight: str) -> object:
    if not weight.isdecimal():
        return None
    return weight_check(int(weight), desk.theory_g(order))


def _recheck(shift: Shift, check: object) -> Block:
    say = shift.say
    sure = draw.button(say("Checked: it is right"), "pack_sure", tone="bad", confirm=True)
    return draw.buttons("recheck", sure, title=say(check.template, **check.facts), tone="bad")


def _waybill(desk: Dispatch, order: OpenOrder) -> list[Block]:
    shift = desk.shift
    say, offers = shift.say, _quotes(desk, order)
    van = _van(desk, order, offers)
    label = (
        say("Scan the waybill of {carrier}: the parcel leaves", carrier=van)
        if van
        else say("Scan the waybill: the parcel leaves")
    )
    scan = draw.scan(
        f"bill-{order.order_id}",
        "pack_ship",
        label,
        placeholder=say("Tracking number, then Enter"),
        values=_shipping(shift, order, van),
    )
    rows = [_quote_row(shift, quote, van) for quote in offers]
    note = "" if offers else say("No price sheet reaches there. Add prices under “Freight”.")
    carriers = draw.rows("vans", rows, note, title=say("Carrier, cheapest first"))
    own = draw.form(
        f"van-{order.order_id}",
        "pack_van",
        [draw.field("carrier", say("Another carrier"), value="" if offers else van)],
        say("Take this one"),
    )
    return [scan, carriers, own]


def _shipping(shift: Shift, order: OpenOrder, van: str) -> dict[str, object]:
    """What is shipped, said again with the act: the page may have moved on when it arrives."""
    return {
        "order": order.order_id,
        "carrier": van,
        "got": urlencode(packed(shift, order)),
        "weight": shift.ask.get("weight", ""),
        "sure": shift.ask.get("sure", ""),
    }


def _quotes(desk: Dispatch, order: OpenOrder) -> list[Quote]:
    weight = desk.shift.ask.get("weight", "")
    grams = int(weight) if weight.isdecimal() else desk.theory_g(order)
    return quotes(desk.sheet, order.province, grams or 0)


def _van(desk: Dispatch, order: OpenOrder, offers: list[Quote]) -> str:
    wave = desk.wave_of(order.order_id)
    chosen = desk.shift.ask.get("van", "")[:60]
    cheapest = offers[0].carrier if offers else ""
    return chosen or short_carrier(order.carrier) or (wave.carrier if wave else "") or cheapest


def _quote_row(shift: Shift, quote: Quote, van: str) -> Block:
    say, is_chosen = shift.say, quote.carrier == van
    days = say("about {n} days", n=f"{quote.days:g}") if quote.days is not None else ""
    take = draw.button(say("Take this one"), "pack_van", {"carrier": quote.carrier})
    return draw.row(
        quote.carrier,
        f"{quote.carrier} · ¥{yuan(quote.fee_fen)}",
        " · ".join(word for word in (days, f"{quote.charged_g} g", quote.zone) if word),
        badge="✓" if is_chosen else None,
        tone="good" if is_chosen else None,
        buttons=[] if is_chosen else [take],
    )


def _lines(desk: Dispatch, order: OpenOrder) -> Block:
    shift = desk.shift
    say, got = shift.say, packed(shift, order)
    needs: Counter[str] = Counter()
    for line in order.lines:
        needs[line.sku] += line.qty
    titles = {line.sku: " ".join((line.title, line.props)).strip() for line in order.lines}
    due = say("Ship by {time}", time=clock_time(shift, desk.due_at(order)))
    return draw.rows(
        "lines",
        [_line(desk, (sku, n), got[sku], titles[sku]) for sku, n in needs.items()],
        say("This order has no lines."),
        title=" · ".join(word for word in (order.order_id, order.province, due) if word),
    )


def _line(desk: Dispatch, need: tuple[str, int], got: int, title: str) -> Block:
    shift = desk.shift
    sku, n = need
    say = shift.say
    lying = [each for each in shift.bins.get(sku, ()) if each.qty > 0]
    places = " · ".join(f"{each.location} ({each.qty})" for each in lying[:3])
    by_hand = draw.button(say("Without a barcode: count one"), "pack_piece", {"sku": sku})
    codeless = (say("The platform's file has no product code for this line."), "bad")
    return draw.row(
        sku or "–",
        f"{n} × {sku or '–'}",
        title or shift.name(sku),
        places or (say("In no bin"), "bad"),
        *([] if sku else [codeless]),
        badge=f"{got}/{n}",
        tone="good" if got >= n else None,
        buttons=[by_hand] if sku and got < n else [],
    )
