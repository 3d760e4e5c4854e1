"""Orders and their lines, as 千牛 exports them (订单报表 since 2012, 宝贝报表 since 2017)."""

from shopkit.intake.kinds.contract import Kind
from shopkit.intake.kinds.headers import aliases
from shopkit.tables import ORDER_LINES, ORDERS
from shopkit.text import message

# 总金额(旧版) is no total, and 修改后的收货地址 is mostly blank: neither comes first.
ORDER_HEADERS = aliases("""
    order_id      订单编号 订单号 订单id 主订单编号
    buyer         买家会员名 买家会员昵称 买家昵称 买家会员名称
    status        订单状态 交易状态
    close_reason  订单关闭原因
    province      省份 省 收货省份 收货人省份 收货地址省份
    city          城市 市 收货城市 收货人城市 收货地址城市
    address       收货地址 修改后的收货地址
    title         宝贝标题 商品标题 标题 宝贝名称
    sku           商家编码 图书编号
    store_name    店铺名称
    carrier       物流公司
    tracking_no   物流单号 运单号
    terminal      是否手机订单
    qty           宝贝总数量 商品总数量
    goods_fen     买家应付货款
    postage_fen   买家应付邮费
    total_fen     总金额
    paid_fen      买家实际支付金额 买家实付金额
    refund_fen    退款金额
    settled_fen   打款商家金额 确认收货打款金额
    created_at    订单创建时间 创建时间 下单时间 拍下时间
    paid_at       订单付款时间 付款时间 支付时间
    shipped_at    发货时间
    received_at   确认收货时间
""")

LINE_HEADERS = aliases("""
    line_id        子订单编号 子订单号 子订单id
    order_id       主订单编号 订单编号 主订单id 订单号
    buyer          买家会员名 买家会员昵称 买家昵称 买家会员名称
    item_id        商品id 宝贝id 商品数字id
    sku            商家编码 外部系统编号
    title          商品标题 宝贝标题 标题
    props          商品属性 商品属性sku
    status         订单状态
    refund_status  退款状态
    province       省份 省 收货省份 收货人省份
    address        收货地址
    qty            购买数量
    price_fen      商品价格 价格
    payable_fen    买家应付货款
    paid_fen       买家实际支付金额 买家实付金额
    refund_fen     退款金额
    created_at     订单创建时间
    paid_at        订单付款时间
    shipped_at     发货时间
""")

ORDER_KINDS = (
    Kind(
        name="orders",
        title=message("Order report"),
        table=ORDERS,
        columns=ORDER_HEADERS,
        needs=(
            ("paid_fen", "total_fen", "goods_fen", "settled_fen", "status"),
            ("order_id", "buyer", "created_at", "paid_at"),
        ),
        forbids=("子订单编号", "子订单号", "子订单id", "购买数量", "外部系统编号", "退款编号"),
        key_optional=("order_id",),
    ),
    Kind(
        name="order_lines",
        title=message("Order lines report"),
        table=ORDER_LINES,
        columns=LINE_HEADERS,
        needs=(("order_id",), ("title", "sku", "item_id"), ("line_id", "qty", "price_fen")),
        forbids=("买家应付邮费", "宝贝总数量", "退款编号"),
        key_optional=("line_id",),
    ),
)
