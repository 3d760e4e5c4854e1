"""Margins, floors and break-evens."""

from shopkit.prices.cart import Line, priced
from shopkit.prices.margin import Terms, break_even, cart_floor_fen, floor_fen, margin

TERMS = Terms(fee_permille=50, order_fen=400, piece_fen=50, margin_permille=100)


def test_break_even_of_the_worked_example():
    found = break_even(10000 - 5500 - 800, 8000 - 5500 - 800, qty=500, fixed_fen=200000)
    assert (round(found.multiple, 4), found.qty) == (2.1765, 1206)


def test_nothing_makes_up_for_a_piece_that_loses():
    assert break_even(3700, 0) is break_even(3700, -1) is None


def test_a_margin_pays_goods_gifts_fees_and_handling(offer):
    gift = offer("gift", (5000, 1), gift="CUP")
    voucher = offer("voucher", (5000, 1000), borne_permille=0)
    cart = priced([Line("MUG", 2, 5000, cost_fen=2000)], [gift, voucher])
    found = margin(cart, TERMS, {"CUP": 300})
    assert (cart.paid_fen, found.income_fen) == (9000, 10000)
    assert found.margin_fen == 10000 - 4000 - 300 - 500 - (400 + 100)
    assert found.rate == 0.47


def test_an_unknown_cost_leaves_the_margin_unknown(offer):
    cart = priced([Line("MUG", 1, 5000)], [offer("gift", (100, 1), gift="CUP")])
    assert margin(cart, TERMS, {"CUP": 1}).margin_fen is None
    known = priced(
        [Line("MUG", 1, 5000, cost_fen=1)], cart.lines and [offer("gift", (1, 1), gift="CUP")]
    )
    assert margin(known, TERMS, {}).rate is None
    assert cart_floor_fen(cart.lines, TERMS) is None


def test_at_its_floor_a_cart_leaves_the_wanted_margin_and_a_fen_less_does_not():
    lines = (Line("MUG", 3, 5000, cost_fen=2000),)
    floor = cart_floor_fen(lines, TERMS)
    left = [price - 6000 - 550 - price * 0.05 - price * 0.1 for price in (floor, floor - 1)]
    assert left[0] >= 0 > left[1]


def test_no_price_is_high_enough_where_fees_and_margin_take_all():
    assert floor_fen(100, Terms(fee_permille=900, margin_permille=100), handling_fen=0) is None
