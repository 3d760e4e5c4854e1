"""Order and refund statuses: the texts of all years brought to one, and their order."""

import re

COMMA = re.compile(r"\s*[,，]\s*")

# The trade API's code, the text of today's export, and older or shorter texts for the same.
ORDER_STATUSES = (
    ("TRADE_NO_CREATE_PAY", "未创建支付宝交易", "没有创建支付宝交易"),
    ("WAIT_BUYER_PAY", "等待买家付款", "待付款", "买家未付款"),
    ("WAIT_SELLER_SEND_GOODS", "买家已付款，等待卖家发货", "等待卖家发货", "待发货"),
    ("SELLER_CONSIGNED_PART", "卖家部分发货", "部分发货"),
    (
        "WAIT_BUYER_CONFIRM_GOODS",
        "卖家已发货，等待买家确认",
        "卖家已发货，等待买家确认收货",
        "等待买家确认收货",
        "卖家已发货",
        "已发货",
    ),
    ("TRADE_BUYER_SIGNED", "买家已签收，货到付款专用", "买家已签收"),
    ("TRADE_FINISHED", "交易成功", "交易完成"),
    (
        "TRADE_CLOSED",
        "交易关闭",
        "TRADE_CLOSED_BY_TAOBAO",
        "交易已关闭",
        "交易自动关闭",
        "付款以后用户退款成功，交易自动关闭",
        "付款以前，卖家或买家主动关闭交易",
    ),
)
REFUND_STATUSES = (
    ("NO_REFUND", "没有申请退款", "无退款申请", "无退款", "未申请退款"),
    ("WAIT_SELLER_AGREE", "买家已经申请退款，等待卖家同意", "买家申请退款，等待卖家同意"),
    ("WAIT_BUYER_RETURN_GOODS", "卖家已经同意退款，等待买家退货", "等待买家退货"),
    ("WAIT_SELLER_CONFIRM_GOODS", "买家已经退货，等待卖家确认收货", "等待卖家确认收货"),
    ("SELLER_REFUSE_BUYER", "卖家拒绝退款", "卖家不同意退款"),
    ("CLOSED", "退款关闭", "退款已关闭"),
    ("SUCCESS", "退款成功", "退款完成"),
)

CLOSED = "交易关闭"
FINISHED = "交易成功"
REFUNDED = "退款成功"


def _spoken(rows: tuple[tuple[str, ...], ...]) -> dict[str, str]:
    return {text: row[1] for row in rows for text in row}


_ORDER = _spoken(ORDER_STATUSES)
_REFUND = _spoken(REFUND_STATUSES)
_STAGES = {row[1]: number for number, row in enumerate(ORDER_STATUSES)}


def order_status(text: str) -> str:
    """An order status as today's export writes it, with full-width commas; others as they are.

    >>> order_status("买家已付款,等待卖家发货"), order_status(" 没有创建支付宝交易")
    ('买家已付款，等待卖家发货', '未创建支付宝交易')
    """
    text = _even(text)
    return _ORDER.get(text, text)


def refund_status(text: str) -> str:
    """A refund status as today's export writes it; others as they are.

    >>> refund_status("无退款申请"), refund_status("买家已经退货,等待卖家确认收货")
    ('没有申请退款', '买家已经退货，等待卖家确认收货')
    """
    text = _even(text)
    return _REFUND.get(text, text)


def stage(status: str) -> int | None:
    """How far an order is, 0 (not created) to 7 (closed); None for a status nobody knows.

    >>> stage("交易成功") > stage("卖家已发货,等待买家确认"), stage("?")
    (True, None)
    """
    return _STAGES.get(order_status(status))


def _even(text: str) -> str:
    return COMMA.sub("，", text.strip())
