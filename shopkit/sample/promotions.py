"""The sample shop's promotions: those its events ran with, and those planned like last year's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shopkit.prices.promotion import Promotion, Tier
from shopkit.sample.calendar import STANDING_OFFER
from shopkit.sample.definitions import LAST, Event, catalogue, events
from shopkit.store import prices
from shopkit.store.ledger import Stamp

if TYPE_CHECKING:
    from sqlalchemy import Engine

AHEAD = timedelta(days=61)
# Such ladders differ from campaign to campaign, and so does who pays for them: an example.
LADDER = ((20000, 2500), (48000, 6000), (150000, 18000), (300000, 40000), (500000, 65000))
GIFT_FROM_FEN, GIFT = 12900, "SP-CJ-01"


def promote(engine: "Engine", shop_id: str, *, at: datetime) -> None:
    """Keeps the promotions, through the same door as anyone's."""
    for n, one in enumerate(promotions()):
        prices.save_promotion(engine, shop_id, one, Stamp(None, at, f"sample-promotion-{n}"))


def promotions() -> list[Promotion]:
    """What ran, what runs on after the last day, and what is planned."""
    listed = [each for each in events() if each.kind in ("大促", "自办")]
    planned = [later for each in listed if LAST < (later := _next_year(each)).first <= LAST + AHEAD]
    return [*(one for each in [*listed, *planned] for one in _of(each)), *_standing()]


def _of(event: Event) -> Iterator[Promotion]:
    items = {sku.item_code: sku.item_id for sku in catalogue()}
    scope = frozenset(items.get(code, code) for code in event.codes)
    days = {"first_on": event.first, "last_on": event.last}
    if event.discount < 1:
        cut = (Tier(0, round(event.discount * 1000)),)
        yield Promotion(f"{event.name} 限时折扣", "limited", cut, **days, scope=scope, step_fen=10)
    if event.off_from_fen:
        kind = "cross_shop" if event.off_repeats else "spend_off"
        name = "跨店满减" if event.off_repeats else "店铺满减"
        step = (Tier(event.off_from_fen, event.off_fen),)
        yield Promotion(f"{event.name} {name}", kind, step, **days, repeats=event.off_repeats)


def _standing() -> Iterator[Promotion]:
    days = {"first_on": LAST + timedelta(days=1), "last_on": date(LAST.year, 12, 31)}
    yield Promotion("平日满减", "spend_off", (Tier(*STANDING_OFFER),), **days)
    yield Promotion("满额送茶巾", "gift", (Tier(GIFT_FROM_FEN, 1),), **days, gift=GIFT)
    ladder = tuple(Tier(*step) for step in LADDER)
    yield Promotion(
        "88VIP 券（示例，请按平台规则核对）", "member", ladder, **days, audience="88VIP"
    )


def _next_year(event: Event) -> Event:
    first, last = (day.replace(year=day.year + 1) for day in (event.first, event.last))
    return replace(event, first=first, last=last)
