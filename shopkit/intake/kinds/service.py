"""Customer service: 生意参谋's shop overview and agents, and 赤兔's reports."""

from shopkit.intake.kinds.contract import Kind
from shopkit.intake.kinds.headers import aliases
from shopkit.tables import SERVICE_DAYS
from shopkit.text import message

DRAWN = aliases("""
    day                     日期 统计日期
    consulted               咨询人数
    received                接待人数
    effective               有效接待人数
    inquirers               询单人数 当日询单人数
    orderers                下单人数
    buyers                  销售人数 客服销售人数 询单->最终付款人数 最终付款人数 当日付款人数
    paid_qty                销售量
    paid_orders             订单量 成交笔数
    unanswered              未回复人数
    slow                    慢响应人数
    buyer_messages          买家消息数 买家消息
    agent_messages          客服消息数 客服消息
    transferred_in          转入人数
    transferred_out         转出人数
    ratings_sent            发出评价数
    ratings                 收到评价数
    very_satisfied          很满意 服务满意度评价很满意
    satisfied               满意 服务满意度评价满意
    neutral                 一般 服务满意度评价一般
    dissatisfied            不满 服务满意度评价不满 不满意
    very_dissatisfied       很不满 服务满意度评价很不满 很不满意
    refund_orders           退款笔数
    days_worked             上班天数
    paid_fen                销售额 客服销售额
    ordered_fen             下单金额
    refund_fen              成功退款金额 完成退款金额
    net_paid_fen            净销售额
    conversion_rate         询单转化率 询单->最终付款转化率 询单->最终付款成功率
    reply_rate              旺旺回复率 回复率
    satisfaction_rate       客户满意率 客户满意比
    help_rate               平台求助率
    fault_rate              平台判责率
    first_response_seconds  首次响应(秒) 首次响应时长(秒)
    response_seconds        平均响应(秒) 平均响应时长(秒)
    handling_seconds        平均接待时长 平均接待时长(秒)
    refund_only_seconds     仅退款自主完结时长(小时)
    return_seconds          退货退款完结时长(小时)
""")
# 赤兔 writes 延 (counted late) or 修 (corrected) behind whichever figures it applies to.
FIGURES = {
    column: tuple(name + mark for mark in ("", "延", "修") for name in names)
    for column, names in DRAWN.items()
}
AGENT = aliases("agent  旺旺昵称 客服昵称 客服旺旺 旺旺 账户名 客服")["agent"]
HOURS = {"仅退款自主完结时长(小时)": 3600, "退货退款完结时长(小时)": 3600}
CHITU = (
    "客服昵称", "旺旺", "账户名", "答问比", "上班天数", "当日询单人数",
    "询单->最终付款转化率", "询单->最终付款人数延",
)  # fmt: skip
ANY_FIGURE = ("received", "consulted", "inquirers", "paid_fen")

SERVICE_KINDS = (
    Kind(
        name="service_shop",
        title=message("Customer service of the whole shop"),
        table=SERVICE_DAYS,
        columns=FIGURES,
        needs=(("received", "consulted", "inquirers"), ("paid_fen", "reply_rate", "buyers")),
        forbids=(*AGENT, "访客数"),
        fixed={"system": "生意参谋", "agent": ""},
        fixed_by=((CHITU, {"system": "赤兔"}),),
        dated_by_name=True,
        key_optional=("agent",),
        units=HOURS,
    ),
    Kind(
        name="service_agents",
        title=message("Customer service by agent"),
        table=SERVICE_DAYS,
        columns={"agent": AGENT, **FIGURES},
        needs=(("agent",), ANY_FIGURE),
        forbids=("访客数", "订单编号"),
        fixed={"system": "生意参谋"},
        fixed_by=((CHITU, {"system": "赤兔"}),),
        dated_by_name=True,
        units=HOURS,
    ),
)
