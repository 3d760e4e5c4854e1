"""Waves: orders picked in one walk before a carrier's van leaves."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from zlib import crc32

from shopkit.errors import NotFound, Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.deadlines import clock_time, pieces
from shopkit.pages.warehouse.dispatch import Dispatch, cutoffs
from shopkit.pages.warehouse.shift import Shift
from shopkit.pages.warehouse.snagged import opening
from shopkit.shipping import waves
from shopkit.shipping.orders import OpenOrder
from shopkit.shipping.waves import Wave
from shopkit.store import parcels
from shopkit.store.parcels import WaveRow
from shopkit.widgets import Reply

SHOWN = 30
MOST = 100  # orders of one walk: more do not fit a trolley
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Stop:
    """Pieces of one SKU to take at one place, for one order or more; place None: in no bin."""

    sku: str
    place: str | None
    qty: int
    is_single: bool
    orders: tuple[str, ...]

    @property
    def mark(self) -> str:
        """A short name of the stop that stays while the list is worked off."""
        return f"{crc32(f'{self.place}|{self.sku}|{self.is_single}'.encode()):08x}"


def grouped(desk: Dispatch) -> list[Wave]:
    """Orders that can be picked now, by carrier and next van."""
    shift = desk.shift
    whole = [_with_carrier(desk, order) for order in desk.pickable[0]]
    return waves.waves(whole, cutoffs(shift), now=shift.now)


def _with_carrier(desk: Dispatch, order: OpenOrder) -> OpenOrder:
    return replace(order, carrier=desk.carrier(order))


def blocks(desk: Dispatch) -> list[Block]:
    """What can be picked now, the lists under way, and what is short."""
    say, ready = desk.shift.say, grouped(desk)
    rows = [_open_row(desk, wave) for wave in desk.waves]
    rows += [_ready_row(desk, wave) for wave in ready]
    listed = draw.rows(
        "waves",
        rows[:SHOWN],
        say("Nothing can be picked now: see below what is short."),
        title=say("Pick"),
    )
    short = desk.pickable[1]
    if not short:
        return [listed]
    lacking = draw.rows(
        "short",
        [_short_row(desk, order, missing) for order, missing in short[:SHOWN]],
        "",
        title=say("Not enough in the bins"),
        note=say("{n} orders wait for goods.", n=len(short)),
    )
    return [listed, lacking]


def _open_row(desk: Dispatch, wave: WaveRow) -> Block:
    say = desk.shift.say
    return draw.row(
        f"w{wave.id}",
        say("Pick list {n}", n=wave.id),
        say("{n} orders still to go", n=len(wave.order_ids)),
        " · ".join(word for word in (wave.carrier, _leaves(desk, wave.cutoff_at), wave.by) if word),
        badge=len(wave.order_ids),
        ask={"wave": str(wave.id)},
    )


def _ready_row(desk: Dispatch, wave: Wave) -> Block:
    say = desk.shift.say
    is_close = wave.minutes_left is not None and wave.minutes_left <= 60
    left = say("{n} minutes left", n=wave.minutes_left) if is_close else ""
    make = draw.button(say("Make a pick list"), "wave_make", {"carrier": wave.carrier}, tone="main")
    return draw.row(
        f"r-{wave.carrier}",
        wave.carrier or say("Any carrier"),
        say("{n} orders can be picked whole", n=len(wave.order_ids)),
        _leaves(desk, wave.leaves_at),
        *([(left, "warn")] if left else []),
        buttons=[make],
    )


def _leaves(desk: Dispatch, at: object) -> str:
    shift = desk.shift
    if at is None:
        return shift.say("No van time is set.")
    return shift.say("The van leaves {time}.", time=clock_time(shift, at))


def _short_row(desk: Dispatch, order: OpenOrder, missing: dict[str, int]) -> Block:
    say = desk.shift.say
    lacks = [(say("{n} × {sku} short", n=n, sku=sku or "–"), "warn") for sku, n in missing.items()]
    due = say("Ship by {time}", time=clock_time(desk.shift, desk.due_at(order)))
    return draw.row(
        order.order_id, order.order_id, *lacks, due, pieces(order),
        ask=opening(order.order_id),
    )  # fmt: skip


def opened(desk: Dispatch) -> WaveRow | None:
    """The wave the page asks for."""
    wanted = desk.shift.ask.get("wave", "")
    return next((wave for wave in desk.waves if str(wave.id) == wanted), None)


def one(desk: Dispatch, wave: WaveRow) -> list[Block]:
    """A pick list: what is next on the walk, and what to do with the list."""
    say = desk.shift.say
    listed = stops(desk, desk.wave_orders(wave))
    done = ticked(desk.shift, wave.id)
    ahead = [stop for stop in listed if stop.mark not in done]
    rest = f"{len(ahead) - SHOWN}" if len(ahead) > SHOWN else ""
    walk = draw.rows(
        "walk",
        [_stop_row(desk, wave, stop) for stop in ahead[:SHOWN]],
        say("Everything is picked: pack it."),
        title=say("Pick list {n}", n=wave.id),
        note=say("{done} of {all} stops done.", done=len(listed) - len(ahead), all=len(listed))
        + (" " + say("{n} more follow.", n=rest) if rest else ""),
    )
    papers = draw.buttons(
        "papers",
        draw.button(say("Print the list"), "wave_print", {"wave": wave.id}),
        draw.button(say("As Excel"), "wave_file", {"wave": wave.id}),
        draw.button(say("Back"), "ship_home"),
    )
    orders = draw.rows(
        "orders",
        [
            draw.row(order.order_id, order.order_id, pieces(order),
                     ask=opening(order.order_id))
            for order in desk.wave_orders(wave)[:SHOWN]
        ],
        "",
        title=say("Orders of this list"),
    )  # fmt: skip
    return [walk, papers, orders]


def stops(desk: Dispatch, orders: Iterable[OpenOrder]) -> list[Stop]:
    """The walk: single-item orders first, one stop for each SKU and place."""
    held: dict[tuple[bool, str | None, str], list] = {}
    for pick in desk.picks(orders):
        held.setdefault((pick.is_single, pick.location, pick.sku), []).append(pick)
    return [
        Stop(
            sku,
            place,
            sum(pick.qty for pick in picks),
            is_single,
            tuple(pick.order_id for pick in picks),
        )
        for (is_single, place, sku), picks in held.items()
    ]


def _stop_row(desk: Dispatch, wave: WaveRow, stop: Stop) -> Block:
    say = desk.shift.say
    place = stop.place or say("In no bin")
    sort = say("Single-item orders") if stop.is_single else say("Orders of several items")
    picked = draw.button(
        say("Picked"), "wave_tick", {"wave": wave.id, "mark": stop.mark}, tone="good"
    )
    return draw.row(
        stop.mark,
        f"{place} · {stop.sku or '–'}",
        desk.shift.name(stop.sku),
        f"{sort} · {' '.join(number[-6:] for number in stop.orders[:6])}",
        badge=f"× {stop.qty}",
        tone=None if stop.place else "bad",
        buttons=[picked] if stop.place else [],
    )


def ticked(shift: Shift, wave_id: int) -> set[str]:
    """What has been picked of a list on this device."""
    number, _, marks = shift.ask.get("ticked", "").partition("~")
    return set(marks.split(".")) if number == str(wave_id) else set()


def made(shift: Shift, *, key: str, carrier: object) -> Reply:
    """Makes a pick list of what can be picked whole for a carrier."""
    say, stamp = shift.say, shift.stamp(key)
    desk = Dispatch(shift)
    wanted = given.words(carrier, say("Carrier"), most=60)
    ready = next((wave for wave in grouped(desk) if wave.carrier == wanted), None)
    if ready is None:
        ours = [wave for wave in desk.waves if wave.carrier == wanted]
        if not ours:
            raise Refused("No order for this carrier can be picked now.")
        return Reply(say("This list is made already."), tone="warn", ask={"wave": ours[0].id})
    chosen = ready.order_ids[:MOST]
    number = parcels.make_wave(
        shift.shop.engine, shift.shop.id, chosen, stamp, carrier=wanted, cutoff_at=ready.leaves_at
    )
    said = say("Pick list {n} with {orders} orders.", n=number, orders=len(chosen))
    return Reply(said, ask={"wave": number, "ticked": ""})


def tick(shift: Shift, *, key: str, wave: object, mark: object) -> Reply:
    """Marks a stop as picked."""
    desk = Dispatch(shift)
    row = _wave(desk, wave)
    stop = next((s for s in stops(desk, desk.wave_orders(row)) if s.mark == mark), None)
    if stop is None:
        raise Refused("This stop is no longer on the list.")
    marks = ".".join(sorted(ticked(shift, row.id) | {stop.mark}))
    said = shift.say("{n} × {sku} picked.", n=stop.qty, sku=stop.sku)
    return Reply(said, ask={"ticked": f"{row.id}~{marks}"})


def printed(shift: Shift, *, key: str, wave: object) -> Reply:
    """The pick list as a sheet of paper."""
    from shopkit.print.sheets import pick_sheet

    say, desk = shift.say, Dispatch(shift)
    row = _wave(desk, wave)
    html = pick_sheet(
        [_paper_row(desk, stop) for stop in stops(desk, desk.wave_orders(row))],
        number=row.id,
        made_on=shift.today,
        scan=f"PICK:{row.id}",
        shop=shift.shop.row.name,
        remark=row.carrier,
        lang=shift.lang,
    )
    return Reply(say("Pick list {n} is ready to print.", n=row.id), html=html)


def _paper_row(desk: Dispatch, stop: Stop) -> dict[str, object]:
    say = desk.shift.say
    sort = say("Single-item orders") if stop.is_single else say("Orders of several items")
    return {
        "location": stop.place or "–",
        "sku": stop.sku,
        "title": desk.shift.name(stop.sku),
        "qty": stop.qty if stop.place else 0,
        "short": 0 if stop.place else stop.qty,
        "orders": [number[-6:] for number in stop.orders],
        "group": sort if stop.place else say("In no bin"),
    }


def filed(shift: Shift, *, key: str, wave: object) -> Reply:
    """The pick list as a workbook."""
    from shopkit.print.workbook import workbook

    say, desk = shift.say, Dispatch(shift)
    row = _wave(desk, wave)
    heads = [(say("Bin"), "text"), (say("SKU"), "text"), (say("Product"), "text"),
             (say("Pieces"), "qty"), (say("Orders"), "text")]  # fmt: skip
    lines = [
        [stop.place or "", stop.sku, shift.name(stop.sku), stop.qty, " ".join(stop.orders)]
        for stop in stops(desk, desk.wave_orders(row))
    ]
    book = workbook([(say("Pick list {n}", n=row.id), heads, lines)])
    return Reply(say("The list is saved."), file=(f"pick-{row.id}.xlsx", XLSX, book))


def _wave(desk: Dispatch, wave: object) -> WaveRow:
    number = given.whole(wave, desk.shift.say("Pick list"))
    found = next((each for each in desk.waves if each.id == number), None)
    if found is None:
        raise NotFound("Pick list {n} is done: all its orders have left.", n=number)
    return found


ACTS = {
    "wave_make": made,
    "wave_tick": tick,
    "wave_print": printed,
    "wave_file": filed,
}
