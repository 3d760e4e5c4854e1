"""The price below which each product must not go, and what it is worked out from."""

from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.operations.stall import Stall
from shopkit.pages.operations.trying import piece_floor
from shopkit.pages.shift import Shift
from shopkit.prices.cart import priced
from shopkit.prices.margin import Terms
from shopkit.store import prices
from shopkit.widgets import Reply

MOST_SHOWN = 200


def blocks(stall: Stall) -> list[Block]:
    """The terms, then every product bought alone, those below their floor first."""
    return [_terms(stall), _table(stall)]


def _terms(stall: Stall) -> Block:
    say, terms = stall.shift.say, stall.terms
    listed = [
        draw.field("fee", say("Fees, % of the income"), "number", value=terms.fee_permille / 10,
                   min=0, max=90, step=0.1, required=True),
        draw.field("order", say("A parcel (freight, box), yuan"), "number", min=0, step=0.01,
                   value=terms.order_fen / 100, required=True),
        draw.field("piece", say("A piece (packing), yuan"), "number", min=0, step=0.01,
                   value=terms.piece_fen / 100, required=True),
        draw.field("margin", say("Margin wanted at least, %"), "number", min=0, max=90, step=0.1,
                   value=terms.margin_permille / 10, required=True),
    ]  # fmt: skip
    note = "" if stall.own_terms else say("These are assumptions: write what holds for your shop.")
    return draw.form("terms", "terms_save", listed, say("Save"), note=note, keep=True,
                     tone=None if stall.own_terms else "warn",
                     title=say("What a sale costs beside the goods"))  # fmt: skip


def _table(stall: Stall) -> Block:
    say = stall.shift.say
    heads = [
        (say("Product"), "text"), (say("List price"), "fen"), (say("Cost"), "fen"),
        (say("Floor price, alone in a parcel"), "fen"), (say("Price on the day, alone"), "fen"),
        (say("Above the floor"), "share"),
    ]  # fmt: skip
    rows = []
    for code, sku in stall.skus.items():
        line = stall.line(code)
        floor = piece_floor(stall, line, is_alone=True)
        cart = priced([line], stall.active)
        income = cart.paid_fen + cart.borne_fen
        above = None if floor is None else income / floor - 1
        cells = [f"{code} {sku.name}", sku.price_fen, sku.cost_fen, floor, income, above]
        rows.append((above if above is not None else 9e9, {
            "cells": cells, "tone": "bad" if above is not None and above < 0 else None,
        }))  # fmt: skip
    rows.sort(key=lambda pair: pair[0])
    below = sum(above < 0 for above, _ in rows)
    note = say("{n} of {all} are below their floor on {day}.", n=below, all=len(rows),
               day=stall.day.isoformat())  # fmt: skip
    listed = [row for _, row in rows[:MOST_SHOWN]]
    return draw.table("floors", heads, listed, title=say("Floor prices"), note=note)


def saved(shift: Shift, *, key: str, **typed: object) -> Reply:
    """Keeps what a sale costs beside the goods."""
    say = shift.say
    names = {
        "fee": say("Fees, % of the income"),
        "order": say("A parcel (freight, box), yuan"),
        "piece": say("A piece (packing), yuan"),
        "margin": say("Margin wanted at least, %"),
    }
    read = {name: given.fen(typed.get(name), label) or 0 for name, label in names.items()}
    fee, margin = (
        given.whole(read[name] // 10, names[name], most=900) for name in ("fee", "margin")
    )
    terms = Terms(fee, read["order"], read["piece"], margin)
    prices.save_terms(shift.shop.engine, shift.shop.id, terms, shift.stamp(key))
    return Reply(say("Floor prices are worked out with it now."))


ACTS = {"terms_save": saved}
