"""Refunds and the shop's account movements, as 千牛 exports them."""

from shopkit.intake.kinds.contract import Kind
from shopkit.intake.kinds.headers import aliases
from shopkit.tables import FUND_FLOWS, REFUNDS
from shopkit.text import message

REFUND_HEADERS = aliases("""
    refund_id       退款编号 退款单号 退款id
    order_id        订单编号 主订单编号
    item_id         商品id 宝贝id
    sku             商品编码 商家编码
    title           宝贝标题 商品标题
    kind            售后类型 是否需要退货
    status          退款状态
    goods_status    货物状态
    stage           售中或售后
    reason          买家退款原因 退款原因
    liable          责任方
    is_full         部分退款/全部退款
    order_paid_fen  买家实际支付金额 买家实付金额
    refund_fen      买家退款金额 退款金额
    paid_at         订单付款时间
    applied_at      退款的申请时间 退款申请时间 申请时间
    completed_at    退款完结时间 完结时间
""")

# 入帐日期 has no time of day; it serves where the time was left out.
FLOW_HEADERS = aliases("""
    flow_id      支付流水号
    order_id     主订单id 主订单编号
    line_id      子订单id 子订单编号
    kind         入帐类型 入账类型
    description  业务描述
    channel      收/付渠道 收付渠道
    income_fen   收入金额(元) 收入金额
    expense_fen  支出金额(元) 支出金额
    booked_at    入帐时间 入账时间 入帐日期 入账日期
""")

REFUND_KINDS = (
    Kind(
        name="refunds",
        title=message("Refund report"),
        table=REFUNDS,
        columns=REFUND_HEADERS,
        needs=(("refund_id",), ("refund_fen", "status")),
    ),
    Kind(
        name="fund_flows",
        title=message("Account movements"),
        table=FUND_FLOWS,
        columns=FLOW_HEADERS,
        needs=(("flow_id", "order_id"), ("income_fen", "expense_fen"), ("booked_at",)),
        key_optional=("flow_id", "order_id", "line_id", "kind"),
    ),
)
