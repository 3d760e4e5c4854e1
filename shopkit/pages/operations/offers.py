"""The shop's promotions as data: what holds, what is coming, and a form for each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from shopkit.errors import NotFound, Refused
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.operations.stall import Stall
from shopkit.pages.operations.trying import piece_floor
from shopkit.pages.shift import Shift
from shopkit.prices import written
from shopkit.prices.cart import priced
from shopkit.prices.promotion import KINDS, LAYERS, Promotion, active
from shopkit.store import prices
from shopkit.store.prices import Kept
from shopkit.text import message
from shopkit.widgets import Reply

NEW, SHOWN = "new", 40
ROUNDINGS = {"1": message("to the fen"), "10": message("to 0.1 yuan"), "100": message("to 1 yuan")}


def blocks(stall: Stall) -> list[Block]:
    """The promotion that is open, or all of them and an empty form."""
    found = opened(stall)
    if found is not None:
        return _one(stall, found)
    if stall.shift.ask.get("offer") == NEW:
        return [_back(stall), _form(stall, None)]
    say = stall.shift.say
    return [
        draw.buttons("new", draw.button(say("New promotion"), "offer_open", {"offer": NEW},
                                        tone="main")),
        *_lists(stall),
    ]  # fmt: skip


def opened(stall: Stall) -> Kept | None:
    """The promotion asked for."""
    wanted = stall.shift.ask.get("offer")
    return next((each for each in stall.all if str(each.promotion.id) == wanted), None)


def _lists(stall: Stall) -> Iterator[Block]:
    say, day = stall.shift.say, stall.day
    going = [each for each in stall.all if not each.is_stopped]
    now = [each for each in going if each.promotion.is_on(day)]
    coming = [each for each in going if each.promotion.first_on > day]
    over = [each for each in stall.all if each not in now and each not in coming]
    for id, title, listed in (
        ("now", say("In force on {day}", day=day.isoformat()), now),
        ("coming", say("Planned"), coming),
        ("over", say("Over or stopped"), over[::-1]),
    ):
        rows = [_row(stall, each) for each in listed[:SHOWN]]
        yield draw.rows(id, rows, say("None."), title=title)


def _row(stall: Stall, kept: Kept) -> Block:
    say, one = stall.shift.say, kept.promotion
    whom = [one.audience] if one.audience else []
    stands = [say("stacks"), *whom] if one.stacks else whom
    return draw.row(
        one.id,
        one.name,
        written.said(one, say),
        " · ".join([say(KINDS[one.kind].name), say(LAYERS[one.layer]), *stands]),
        f"{one.first_on.isoformat()} – {one.last_on.isoformat()} · {_scope(stall, one)}",
        *([(say("Stopped"), "warn")] if kept.is_stopped else []),
        ask={"offer": str(one.id)},
    )


def _scope(stall: Stall, one: Promotion) -> str:
    if not one.scope:
        return stall.shift.say("all products")
    words = sorted(one.scope)
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


def _one(stall: Stall, kept: Kept) -> list[Block]:
    say, one = stall.shift.say, kept.promotion
    stop = draw.button(
        say("Stop it"), "promotion_stop", {"promotion": one.id, "version": one.version},
        tone="bad", confirm=True, disabled=kept.is_stopped,
    )  # fmt: skip
    history = [
        draw.row(
            each.promotion.version,
            say("Version {n}", n=each.promotion.version),
            written.said(each.promotion, say),
            f"{each.promotion.first_on.isoformat()} – {each.promotion.last_on.isoformat()}",
            f"{each.changed_at.astimezone(stall.shift.zone):%Y-%m-%d %H:%M} · {each.by or '–'}",
            *([(say("Stopped"), "warn")] if each.is_stopped else []),
        )
        for each in prices.versions(stall.shift.shop.engine, stall.shift.shop.id, one.id or 0)
    ]
    return [
        _back(stall),
        _form(stall, one),
        draw.buttons("stop", stop),
        draw.rows("versions", history, "", title=say("Every change")),
    ]


def _back(stall: Stall) -> Block:
    return draw.buttons("back", draw.button(stall.shift.say("Back"), "offer_open", {"offer": ""}))


def _form(stall: Stall, one: Promotion | None) -> Block:
    say = stall.shift.say
    kinds = [[key, say(kind.name)] for key, kind in KINDS.items()]
    layers = [
        ["", say("as usual for its kind")],
        *([key, say(name)] for key, name in LAYERS.items()),
    ]
    hint = say("300-50: 50 off from 300. 200-25 480-60: two steps. 8.5: 8.5折. 2-9.5: 9.5折 from 2 "
               "pieces. 99-1: a gift from 99.")  # fmt: skip
    today = stall.day.isoformat()
    fields = [
        draw.field("name", say("Name of the promotion"), value=one.name if one else "",
                   required=True),
        draw.field("kind", say("Kind"), "choice", options=kinds,
                   value=one.kind if one else "limited", required=True),
        draw.field("steps", say("Steps"), value=written.typed(one) if one else "", required=True,
                   hint=hint),
        draw.field("first_on", say("First day"), "day", required=True,
                   value=one.first_on.isoformat() if one else today),
        draw.field("last_on", say("Last day"), "day", required=True,
                   value=one.last_on.isoformat() if one else today),
        draw.field("scope", say("Products or items"), value=" ".join(sorted(one.scope)) if one else
                   "", hint=say("Codes with spaces between; empty is everything")),
        draw.field("repeats", say("For every full amount (上不封顶)"), "check",
                   value=bool(one and one.repeats)),
        draw.field("cap", say("At most, yuan"), "number", min=0, step=0.01,
                   value=one.cap_fen / 100 if one and one.cap_fen else None),
        draw.field("stacks", say("Stacks with others of its layer"), "check",
                   value=bool(one and one.stacks)),
        draw.field("layer", say("Layer"), "choice", options=layers,
                   value=one.layer if one and one.layer != KINDS[one.kind].layer else ""),
        draw.field("on_item_price", say("Threshold counts product prices, not what is left"),
                   "check", value=bool(one and one.on_item_price)),
        draw.field("audience", say("Only for"), value=one.audience if one else "",
                   hint=say("Such as 88VIP; empty is everybody")),
        draw.field("borne", say("Paid by the shop, %"), "number", min=0, max=100, step=0.1,
                   value=one.borne_permille / 10 if one else 100),
        draw.field("gift", say("Gift (SKU)"), value=one.gift if one else ""),
        draw.field("rounding", say("Round a discounted price"), "choice",
                   options=[[key, say(name)] for key, name in ROUNDINGS.items()],
                   value=str(one.step_fen) if one and str(one.step_fen) in ROUNDINGS else "1"),
        draw.field("sure", say("Save it even below the floor price"), "check", value=False),
    ]  # fmt: skip
    kept = {"promotion": one.id if one else None, "version": one.version if one else 1}
    title = say("Change “{name}”", name=one.name) if one else say("New promotion")
    return draw.form("promotion", "promotion_save", fields, say("Save"), title=title, values=kept,
                     since=["version"])  # fmt: skip


def turned(shift: Shift, *, key: str, offer: object) -> Reply:
    """Opens a promotion, an empty form, or the list."""
    return Reply("", ask={"offer": str(offer)[:20]})


def saved(shift: Shift, *, key: str, promotion: object, version: object, **typed: object) -> Reply:
    """Keeps a promotion, unless products would newly go below their floor and nobody said so."""
    say, stall, stamp = shift.say, Stall(shift), shift.stamp(key)
    one = _read(shift, stall, typed)
    if promotion is not None:
        number = given.whole(promotion, say("Promotion"), least=1, most=2**31)
        seen = given.whole(version, say("Version {n}", n=""), least=1)
        one = replace(one, id=number, version=seen)
    below = newly_below(stall, one)
    if below and typed.get("sure") is not True:
        raise Refused(
            "{n} products would be sold below their floor price, {sku} first. Change it, or tick "
            "that it is meant so.",
            n=len(below),
            sku=below[0],
        )
    number = prices.save_promotion(shift.shop.engine, shift.shop.id, one, stamp)
    said = say("“{name}” is kept.", name=one.name)
    if below:
        said += " " + say("{n} products are below their floor price.", n=len(below))
    return Reply(said, tone="warn" if below else "good", ask={"offer": str(number)})


def newly_below(stall: Stall, one: Promotion) -> list[str]:
    """SKUs that, bought alone on its first day, this promotion takes below their floor price."""
    others = [each for each in stall.standing if each.id != one.id]
    everyone = {each.audience for each in [*others, one]}
    before, after = (active(listed, one.first_on, everyone) for listed in (others, [*others, one]))
    found = []
    for code, sku in stall.skus.items():
        line = stall.line(code)
        floor = piece_floor(stall, line, is_alone=True)
        if floor is None or not (one.covers(code, sku.item_id) or one.gift == code):
            continue
        was, now = (priced([line], listed) for listed in (before, after))
        if now.paid_fen + now.borne_fen < floor <= was.paid_fen + was.borne_fen:
            found.append(code)
    return found


def _read(shift: Shift, stall: Stall, typed: dict[str, object]) -> Promotion:
    say = shift.say
    kind = given.one_of(typed.get("kind"), KINDS, say("Kind"))
    borne = given.decimal(typed.get("borne"), say("Paid by the shop, %"))
    return Promotion(
        name=given.words(typed.get("name"), say("Name of the promotion"), most=80),
        kind=kind,
        tiers=written.steps(given.words(typed.get("steps"), say("Steps"), most=200), kind),
        first_on=_day(typed.get("first_on"), say("First day")),
        last_on=_day(typed.get("last_on"), say("Last day")),
        layer=given.one_of(typed.get("layer") or "", {"": "", **LAYERS}, say("Layer")),
        scope=_codes(shift, stall, typed.get("scope")),
        stacks=typed.get("stacks") is True,
        repeats=typed.get("repeats") is True,
        cap_fen=given.fen(typed.get("cap"), say("At most, yuan")) or None,
        on_item_price=typed.get("on_item_price") is True,
        audience=given.words(typed.get("audience"), say("Only for"), most=40),
        step_fen=int(given.one_of(typed.get("rounding") or "1", ROUNDINGS,
                                  say("Round a discounted price"))),
        borne_permille=1000 if borne is None else round(borne * 10),
        gift=_gift(shift, stall, kind, typed.get("gift")),
    )  # fmt: skip


def _day(value: object, label: str) -> date:
    found = given.day(value, label)
    if found is None:
        raise Refused("“{field}” needs a day, such as 2026-11-11.", field=label)
    return found


def _codes(shift: Shift, stall: Stall, value: object) -> frozenset[str]:
    """The SKUs and items a text names; a name nobody knows is refused, not ignored."""
    text = given.words(value, shift.say("Products or items"), most=5000)
    codes = frozenset(text.replace(",", " ").replace("，", " ").split())
    items = {each.item_id for each in stall.skus.values()}
    for code in sorted(codes):
        if code not in stall.skus and code not in items:
            raise NotFound("Nobody knows {scanned}. Scan again, or add it under “Stock”.",
                           scanned=code[:40])  # fmt: skip
    return codes


def _gift(shift: Shift, stall: Stall, kind: str, value: object) -> str:
    code = given.words(value, shift.say("Gift (SKU)"), most=80)
    if KINDS[kind].effect != "gift":
        return ""
    if code and code not in stall.skus:
        raise NotFound("Nobody knows {scanned}. Scan again, or add it under “Stock”.",
                       scanned=code[:40])  # fmt: skip
    return code


def stopped(shift: Shift, *, key: str, promotion: object, version: object) -> Reply:
    """Ends a promotion now; what it was stays known."""
    say, stamp = shift.say, shift.stamp(key)
    number = given.whole(promotion, say("Promotion"), least=1, most=2**31)
    seen = given.whole(version, say("Version {n}", n=""), least=1)
    prices.stop_promotion(shift.shop.engine, shift.shop.id, number, stamp, version=seen)
    return Reply(say("It holds no more."), ask={"offer": ""})


ACTS = {"offer_open": turned, "promotion_save": saved, "promotion_stop": stopped}
