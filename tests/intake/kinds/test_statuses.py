"""Statuses of all years are one text each, in the order of an order's life."""

from shopkit.intake import kinds


def test_a_status_is_the_same_in_both_widths_of_commas():
    half, full = "卖家已发货,等待买家确认", "卖家已发货，等待买家确认"
    assert kinds.order_status(half) == kinds.order_status(full) == full
    assert kinds.order_status("WAIT_SELLER_SEND_GOODS") == "买家已付款，等待卖家发货"
    assert kinds.order_status("新的状态,待定") == "新的状态，待定"


def test_a_status_has_its_place_in_the_life_of_an_order():
    life = [
        "没有创建支付宝交易", "等待买家付款", "买家已付款,等待卖家发货", "卖家部分发货",
        "卖家已发货，等待买家确认", "买家已签收,货到付款专用", "交易成功", "交易关闭",
    ]  # fmt: skip
    assert [kinds.stage(status) for status in life] == list(range(8))
    assert kinds.stage("新的状态") is None


def test_no_refund_asked_for_is_one_text():
    texts = {"无退款申请", "没有申请退款", "NO_REFUND", " 没有申请退款 "}
    assert {kinds.refund_status(text) for text in texts} == {"没有申请退款"}
