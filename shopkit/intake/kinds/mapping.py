"""What a person may map by hand, in which words, and a first guess at it."""

from collections.abc import Mapping, Sequence

from shopkit.intake.kinds.contract import Kind
from shopkit.intake.kinds.headers import aliases, plain_all
from shopkit.intake.kinds.personal import is_personal
from shopkit.text import message

MAPPABLE = ("orders", "order_lines", "reviews")

TITLES = {
    "address": message("Address (kept as province and city only)"),
    "buyer": message("Buyer (kept as a pseudonym only)"),
    "carrier": message("Carrier"),
    "city": message("City"),
    "close_reason": message("Reason for closing"),
    "created_at": message("Created at"),
    "follow_up": message("Later review"),
    "followed_at": message("Later review at"),
    "goods_fen": message("Goods amount"),
    "grade": message("Grade of review"),
    "item_id": message("Item number"),
    "line_id": message("Line number"),
    "order_id": message("Order number"),
    "paid_at": message("Paid at"),
    "paid_fen": message("Amount paid"),
    "payable_fen": message("Amount payable"),
    "postage_fen": message("Postage"),
    "price_fen": message("Unit price"),
    "props": message("Properties"),
    "province": message("Province"),
    "qty": message("Quantity"),
    "received_at": message("Received at"),
    "refund_fen": message("Amount refunded"),
    "refund_status": message("Refund status"),
    "reply": message("Reply"),
    "review_id": message("Review number"),
    "reviewed_at": message("Reviewed at"),
    "settled_fen": message("Amount settled to the shop"),
    "shipped_at": message("Shipped at"),
    "sku": message("SKU code"),
    "stars": message("Stars"),
    "status": message("Order status"),
    "store_name": message("Shop name"),
    "terminal": message("Phone or computer"),
    "text": message("Review text"),
    "title": message("Item title"),
    "total_fen": message("Order total"),
    "tracking_no": message("Tracking number"),
}

# What other systems call the same; only ever a proposal, since a person confirms it.
GUESSES = aliases("""
    buyer        customerid customer_id userid user_id buyer 用户id 买家 客户编号
    created_at   invoicedate orderdate order_date created_at date 订单时间 下单日期
    item_id      itemid item_id productid product_id 商品编号
    line_id      lineid line_id
    order_id     invoiceno invoice orderid order_id orderno order_no ordernumber 单号
    paid_at      paid_at paiddate paymentdate 付款日期
    paid_fen     amount paid total 实付 实付金额 金额 成交金额
    price_fen    unitprice price 单价
    qty          quantity qty 数量 件数
    review_id    reviewid review_id
    reviewed_at  reviewdate reviewed_at 评论日期
    sku          stockcode sku 商品编码 货号
    stars        stars rating score 星数
    status       status 状态
    text         review comment content 内容 评语
    title        description title product name 品名 商品名称 名称
""")


def mappable(kind: Kind) -> list[tuple[str, str]]:
    """The columns of `kind` a person may map, each with its title (a catalogue key).

    Empty for kinds whose files are recognised by their own headers only.
    """
    if kind.name not in MAPPABLE:
        return []
    return [(column, TITLES[column]) for column in kind.columns]


def suggested(kind: Kind, headers: Sequence[str]) -> Mapping[str, str]:
    """A first guess at a mapping: our column to the file's header, to be confirmed by a person."""
    shown = {name: header for name, header in zip(plain_all(headers), headers, strict=True) if name}
    guess: dict[str, str] = {}
    for column, names in kind.columns.items():
        for name in (*names, *GUESSES.get(column, ())):
            allowed = column == "address" or not is_personal(name)
            if name in shown and allowed and shown[name] not in guess.values():
                guess[column] = shown[name]
                break
    return guess
