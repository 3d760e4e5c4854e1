"""What is done at the packing table: a piece, a weight, a carrier, and the parcel is gone."""

from collections import Counter
from urllib.parse import parse_qsl, urlencode

from shopkit.errors import Refused
from shopkit.pages import given
from shopkit.pages.warehouse.dispatch import Dispatch, waiting_as_bought
from shopkit.pages.warehouse.packing import HEAVIEST_G, packed
from shopkit.pages.warehouse.shift import Shift
from shopkit.pages.warehouse.snagged import opening
from shopkit.shipping.freight import quotes
from shopkit.shipping.orders import OpenOrder
from shopkit.shipping.packing import check_scan, weight_check
from shopkit.store import goods, parcels
from shopkit.widgets import Reply

# What stands for a weight in the address when nobody has weighed the parcel.
UNWEIGHED = "-"


def piece(shift: Shift, *, key: str, order: object, text: object) -> Reply:
    """One scanned piece: right ones are counted, others refused."""
    sku = goods.find_sku(shift.shop.engine, shift.shop.id, given.words(text, "SKU")).code
    return _counted(shift, Dispatch(shift).order(order), sku)


def piece_by_hand(shift: Shift, *, key: str, sku: object) -> Reply:
    """One piece that has no barcode to scan."""
    return _counted(shift, Dispatch(shift).order(shift.ask.get("order")), str(sku))


def _counted(shift: Shift, order: OpenOrder, sku: str) -> Reply:
    got = packed(shift, order) if shift.ask.get("order") == order.order_id else Counter()
    got[sku] += 1
    check = check_scan(order.lines, got.elements())
    if check.wrong or check.extra:
        raise Refused(check.template, **check.facts)
    said = shift.say(check.template, **check.facts)
    ask = {"got": urlencode(got), "order": order.order_id}
    return Reply(f"✓ {sku} · {said}", ask=ask | ({} if check.missing else {"weight": ""}))


def weighed(shift: Shift, *, key: str, order: object, grams: object = None) -> Reply:
    """The parcel's weight; one that is off asks for a second look."""
    desk = Dispatch(shift)
    wanted = desk.order(order)
    number = given.maybe(grams, shift.say("Weight, g"), least=1, most=HEAVIEST_G)
    if number is None:
        return Reply(shift.say("Not weighed."), tone="warn", ask={"weight": UNWEIGHED, "sure": ""})
    check = weight_check(number, desk.theory_g(wanted))
    tone = {True: "good", False: "bad", None: "warn"}[check.is_right]
    said = shift.say(check.template, **check.facts)
    return Reply(said, tone=tone, ask={"weight": number, "sure": ""})


def sure(shift: Shift, *, key: str) -> Reply:
    """Somebody has opened the parcel again and found it right."""
    return Reply(shift.say("Checked again."), tone="warn", ask={"sure": "1"})


def van(shift: Shift, *, key: str, carrier: object) -> Reply:
    """Chooses the carrier."""
    name = given.words(carrier, shift.say("Carrier"), most=60)
    return Reply(name, ask={"van": name})


def shipped(
    shift: Shift,
    *,
    key: str,
    order: object,
    text: object,
    carrier: object = "",
    got: object = "",
    weight: object = "",
    sure: object = "",
) -> Reply:
    """Books the parcel out of its bins and opens the next order."""
    say, stamp, desk = shift.say, shift.stamp(key), Dispatch(shift)
    if gone := _gone(desk, order, text):
        return gone
    wanted = desk.order(order)
    taken = Counter({sku: given.whole(n, "SKU") for sku, n in parse_qsl(str(got))})
    check = check_scan(wanted.lines, taken.elements())
    if not check.is_complete:
        raise Refused(check.template, **check.facts)
    grams = given.maybe("" if weight == UNWEIGHED else weight, say("Weight, g"), most=HEAVIEST_G)
    weighing = weight_check(grams, desk.theory_g(wanted)) if grams else None
    if weighing and weighing.is_right is False and not sure:
        raise Refused(weighing.template, **weighing.facts)
    name = given.words(carrier, say("Carrier"), most=60)
    offers = quotes(desk.sheet, wanted.province, grams or desk.theory_g(wanted) or 0)
    wave = desk.wave_of(wanted.order_id)
    parcels.ship(
        shift.shop.engine,
        shift.shop.id,
        wanted.order_id,
        stamp,
        lines=waiting_as_bought(shift, wanted),
        takes=desk.takes(wanted),
        carrier=name,
        tracking_no=_waybill_no(shift, text),
        province=wanted.province,
        weight_g=grams,
        theory_g=desk.theory_g(wanted),
        fee_fen=next((quote.fee_fen for quote in offers if quote.carrier == name), None),
    )
    following = [n for n in wave.order_ids if n != wanted.order_id] if wave else []
    after = [number for number in desk.orders if number in following][:1]
    ask = opening(after[0] if after else "")
    return Reply(say("Order {order} has left.", order=wanted.order_id), ask=ask)


def _gone(desk: Dispatch, order: object, text: object) -> Reply | None:
    """The answer where the parcel of this waybill has left: the act has arrived before."""
    if str(order) in desk.orders:
        return None
    shop = desk.shift.shop
    sent = parcels.parcels(shop.engine, shop.id, order_id=str(order))
    if not any(parcel.tracking_no == str(text).strip() for parcel in sent):
        return None
    said = desk.shift.say("Order {order} has left.", order=order)
    return Reply(said, tone="warn", ask=opening(""))


def _waybill_no(shift: Shift, text: object) -> str:
    number = given.words(text, shift.say("Tracking number"), most=40)
    if not number or not number.replace("-", "").isalnum():
        raise Refused("“{text}” is no tracking number: scan the waybill.", text=number or "–")
    return number


ACTS = {
    "pack_scan": piece,
    "pack_piece": piece_by_hand,
    "pack_weigh": weighed,
    "pack_sure": sure,
    "pack_van": van,
    "pack_ship": shipped,
}
