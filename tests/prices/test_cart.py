"""What carts come to: published ladders, shares to the fen, and laws that always hold."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.prices.cart import Line, priced, refund_fen
from shopkit.prices.promotion import KINDS, Promotion, Tier

from datetime import date  # isort: skip

DAY = date(2026, 11, 11)


def one(price_fen, qty=1, sku="MUG"):
    return Line(sku, qty, price_fen)


@pytest.mark.parametrize(
    ("yuan", "after"),
    [(299, [299, 274]), (300, [250, 225]), (650, [550, 490]), (1000, [850, 790])],
)
def test_across_shops_then_the_88vip_coupon(across, member, yuan, after):
    cart = priced([one(yuan * 100)], [across, member])
    left = dict(cart.after())
    assert [left.get("cross", yuan * 100), left["member"]] == [each * 100 for each in after]


def test_ten_off_three_tens_is_shared_to_the_fen(offer):
    cart = priced([one(1000, sku=sku) for sku in "abc"], [offer("spend_off", (3000, 1000))])
    assert cart.steps[0].line_offs == (334, 333, 333)
    assert cart.paid_fens == (666, 667, 667)


def test_a_limited_discount_then_spend_and_save_once(offer):
    lines = [one(12900), one(8900, 2, "TEE")]
    cart = priced(
        lines, [offer("limited", (0, 800), scope="MUG"), offer("spend_off", (20000, 2000))]
    )
    assert cart.after() == [("item", 28120), ("shop", 26120)]
    assert cart.steps[1].line_offs == (734, 1266)


def test_of_one_layer_the_best_wins_and_what_stacks_comes_on_top(offer):
    small, big = offer("spend_off", (10000, 500)), offer("coupon", (10000, 1500))
    extra = offer("spend_rate", (10000, 900), stacks=True)
    assert priced([one(20000)], [small, big]).paid_fen == 18500
    assert priced([one(20000)], [small, big, extra]).paid_fen == 18500 - 2000


def test_offers_for_different_goods_do_not_exclude_each_other(offer):
    mugs, tees = (offer("coupon", (5000, 500), scope=sku) for sku in ("MUG", "TEE"))
    both = offer("spend_off", (10000, 800))
    lines = [one(6000), one(6000, sku="TEE")]
    assert priced(lines, [both, mugs, tees]).paid_fen == 11000
    assert priced(lines, [both, mugs]).paid_fen == 11200


def test_without_a_top_every_full_threshold_counts_up_to_the_cap(offer):
    capped = offer("spend_off", (10000, 1000), repeats=True, cap_fen=2500)
    free = offer("spend_off", (10000, 1000), repeats=True)
    assert [priced([one(39900)], [each]).paid_fen for each in (free, capped)] == [36900, 37400]


def test_a_threshold_may_count_item_prices_instead_of_what_is_left(offer, across):
    lines = [one(30000)]
    on_left = offer("voucher", (28000, 1000))
    on_item = offer("voucher", (28000, 1000), on_item_price=True)
    assert priced(lines, [across, on_left]).paid_fen == 25000
    assert priced(lines, [across, on_item]).paid_fen == 24000


def test_pieces_bring_a_sum_off_or_a_rate(offer):
    lines = [one(1000, 2), one(500, 1, "TEE")]
    assert priced(lines, [offer("pieces_off", (3, 300))]).paid_fen == 2200
    assert priced(lines, [offer("pieces_rate", (2, 900), (3, 800))]).paid_fen == 2000
    assert priced(lines, [offer("pieces_rate", (3, 800), scope="MUG")]).paid_fen == 2500


def test_flash_prices_and_cuts_are_a_piece_s_own(offer):
    flash, cut = offer("flash", (0, 700)), offer("reduced", (0, 200))
    assert priced([one(1000, 3)], [cut, flash]).paid_fen == 2100
    assert priced([one(600, 3)], [flash]).paid_fen == 1800


def test_a_discounted_price_may_be_rounded_to_ten_fen(offer):
    assert priced([one(6790)], [offer("limited", (0, 930))]).paid_fen == 6315
    assert priced([one(6790)], [offer("limited", (0, 930), step_fen=10)]).paid_fen == 6310


def test_a_gift_takes_nothing_off_and_goes_beside_what_does(offer):
    cart = priced(
        [one(20000)],
        [offer("gift", (9900, 1), gift="CUP", repeats=True), offer("coupon", (10000, 500))],
    )
    assert (cart.paid_fen, cart.gifts) == (19500, {"CUP": 2})


def test_what_the_platform_pays_is_not_the_shop_s(offer):
    cart = priced([one(10000)], [offer("voucher", (5000, 1001), borne_permille=300)])
    assert (cart.paid_fen, cart.borne_fen) == (8999, 701)


def test_refunds_of_a_line_add_up_whatever_goes_back_first():
    assert [refund_fen(1000, 3, pieces=n) for n in range(4)] == [0, 334, 667, 1000]
    assert refund_fen(1000, 3, pieces=2, before=1) == 666


@st.composite
def promotions(draw):
    kind = draw(st.sampled_from(sorted(KINDS)))
    effect, counts = KINDS[kind].effect, KINDS[kind].counts
    least = draw(st.integers(0, 5 if counts == "pieces" else 30000))
    value = {
        "rate": draw(st.integers(1, 999)),
        "off": draw(st.integers(1, 4000 if counts == "pieces" or not least else least)),
        "price": draw(st.integers(1, 9000)),
        "gift": draw(st.integers(1, 3)),
    }[effect]
    repeats = least > 0 and effect in ("off", "gift") and KINDS[kind].layer != "item"
    return Promotion(
        kind,
        kind,
        (Tier(least, value),),
        DAY,
        DAY,
        scope=frozenset(draw(st.sets(st.sampled_from("abc"), max_size=2))),
        stacks=draw(st.booleans()),
        repeats=repeats and draw(st.booleans()),
        on_item_price=draw(st.booleans()),
        gift="g",
        borne_permille=1000 if KINDS[kind].layer == "item" else draw(st.integers(0, 1000)),
    )


lines = st.lists(
    st.builds(Line, st.sampled_from("abcd"), st.integers(1, 4), st.integers(1, 20000)),
    min_size=1,
    max_size=4,
    unique_by=lambda line: line.sku,
)
LAYERS = ["item", "shop", "cross", "voucher", "subsidy", "member"]


@given(lines, st.lists(promotions(), max_size=5))
def test_lines_add_up_to_the_cart_and_none_falls_below_zero(lines, offers):
    cart = priced(lines, offers)
    off = sum(step.off_fen for step in cart.steps)
    assert sum(cart.paid_fens) == cart.paid_fen == cart.listed_fen - off
    assert min(cart.paid_fens) >= 0
    assert all(sum(step.line_offs) == step.off_fen for step in cart.steps)
    assert 0 <= cart.borne_fen <= off


@given(lines, st.lists(promotions(), max_size=4))
def test_refunds_of_every_subset_of_lines_and_pieces_add_up(lines, offers):
    cart = priced(lines, offers)
    for size in range(len(lines) + 1):
        for chosen in combinations(range(len(lines)), size):
            back = sum(
                refund_fen(cart.paid_fens[n], lines[n].qty, pieces=1, before=piece)
                for n in chosen
                for piece in range(lines[n].qty)
            )
            assert back == sum(cart.paid_fens[n] for n in chosen)


@given(lines, st.lists(promotions(), max_size=4), promotions())
def test_no_layer_raises_the_price_nor_does_one_more_offer_above_the_others(lines, offers, more):
    cart = priced(lines, offers)
    ladder = [cart.listed_fen, *(left for _, left in cart.after())]
    assert ladder == sorted(ladder, reverse=True)
    top = max((LAYERS.index(each.layer) for each in offers), default=0)
    if LAYERS.index(more.layer) >= top:
        assert priced(lines, [*offers, more]).paid_fen <= cart.paid_fen
