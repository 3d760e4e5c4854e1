"""The worst cart, against every cart there is."""

import time
from dataclasses import replace
from datetime import date
from itertools import combinations_with_replacement
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopkit import sample
from shopkit.prices.cart import Line, priced
from shopkit.prices.margin import Terms, margin
from shopkit.prices.promotion import KINDS, Promotion, Tier
from shopkit.prices.worst import worst_carts

DAY = date(2026, 11, 11)
TERMS = Terms(fee_permille=53, order_fen=417, piece_fen=31)
GIFTS = {"g": 250}


def every_cart(goods, pieces):
    for size in range(1, pieces + 1):
        for chosen in combinations_with_replacement(range(len(goods)), size):
            yield [
                replace(each, qty=chosen.count(n)) for n, each in enumerate(goods) if n in chosen
            ]


def by_force(goods, offers, pieces):
    """The lowest rate for each set of promotions above the product."""
    lowest = {}
    for lines in every_cart(goods, pieces):
        cart = priced(lines, offers)
        met = frozenset(
            offers.index(step.promotion) for step in cart.steps if step.promotion.layer != "item"
        )
        rate = margin(cart, TERMS, GIFTS).rate
        lowest[met] = min(rate, lowest.get(met, rate))
    return sorted(lowest.values())


goods = st.lists(
    st.builds(
        Line,
        st.sampled_from("abcde"),
        st.just(1),
        st.sampled_from([0, 1000, 1999, 2600, 4900]),
        cost_fen=st.integers(0, 3000),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda line: line.sku,
)


@st.composite
def offers(draw):
    kind = draw(st.sampled_from(sorted(KINDS)))
    effect, counts = KINDS[kind].effect, KINDS[kind].counts
    least = draw(st.integers(1, 3) if counts == "pieces" else st.integers(1000, 9000))
    value = {"rate": 870, "off": 333, "price": 1500, "gift": 1}[effect]
    return Promotion(
        draw(st.uuids().map(str)),
        kind,
        (Tier(least, value),),
        DAY,
        DAY,
        scope=frozenset(draw(st.sets(st.sampled_from("abc"), max_size=2))),
        stacks=draw(st.booleans()),
        repeats=effect in ("off", "gift") and KINDS[kind].layer != "item" and draw(st.booleans()),
        gift="g",
        borne_permille=1000 if KINDS[kind].layer == "item" else draw(st.sampled_from([1000, 370])),
    )


@settings(max_examples=60, deadline=None)
@given(goods, st.lists(offers(), max_size=4))
def test_the_search_finds_what_trying_every_cart_finds(goods, offers):
    search = worst_carts(goods, offers, TERMS, gift_costs=GIFTS, most_pieces=3)
    assert [found.rate for found in search.found] == by_force(goods, offers, 3)
    for found in search.found:
        told = margin(found.cart, TERMS, GIFTS)
        assert (told.margin_fen, told.income_fen) == (found.margin_fen, found.income_fen)


def test_a_shop_without_costs_or_goods_has_no_worst_cart(offer):
    assert worst_carts([], [], TERMS).found == ()
    search = worst_carts([Line("MUG", 1, 1000)], [offer("coupon", (100, 10))], TERMS)
    assert (search.found, search.unknown) == ((), 1)


def test_a_search_that_would_take_long_looks_at_smaller_carts_and_says_so():
    many = [Line(f"S{n}", 1, 1000 + 37 * n * n, cost_fen=500) for n in range(40)]
    assert worst_carts(many, [], TERMS, work=2000).pieces == 2
    assert worst_carts(many, [], TERMS, carts=10).pieces == 1


@pytest.mark.timed
def test_the_sample_shop_is_searched_within_a_second(offer, across, member):
    goods = [
        Line(each.sku, 1, each.price_fen, each.item_id, each.cost_on(DAY))
        for each in sample.catalogue()
    ]
    tea, bags = (
        " ".join(each.item_id for each in goods[part]) for part in (slice(20), slice(20, 40))
    )
    stacked = [
        offer("limited", (0, 930)),
        offer("coupon", (15900, 1000), scope=tea),
        offer("pieces_rate", (2, 950), scope=bags, stacks=True),
        offer("gift", (9900, 1), gift="CUP"),
        across,
        member,
    ]
    took = []
    for _ in range(3):
        begun = time.process_time()
        assert worst_carts(goods, stacked, TERMS, gift_costs={"CUP": 300}).pieces >= 3
        took.append(time.process_time() - begun)
    assert median(took) < 2
