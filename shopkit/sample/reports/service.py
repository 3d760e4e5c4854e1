"""赤兔's reports of the agents: what they sold, and what they had to do."""

from pathlib import Path

import numpy as np
import pandas as pd

from shopkit.sample.definitions import NAME
from shopkit.sample.reports import cells
from shopkit.sample.reports.layouts import layouts
from shopkit.sample.reports.sheets import Column, rows, write_workbook


def presale_report(days: pd.DataFrame, path: Path) -> Path:
    """Questions that became payments, one row a day and agent."""
    yuan = days["paid_fen"] / 100
    columns: dict[str, Column] = {
        "日期": cells.days(days["day"]),
        "店铺": NAME,
        "旺旺": days["agent"].tolist(),
        "销售额": cells.yuan(days["paid_fen"]),
        "销售量": cells.counts(days["paid_qty"]),
        "客单价修": cells.quotients(yuan, days["buyers"]),
        "客件数修": cells.quotients(days["paid_qty"], days["buyers"]),
        "接待人数": cells.counts(days["received"]),
        "询单人数延": cells.counts(days["inquirers"]),
        "付款流失人数": cells.counts(days["inquirers"] - days["buyers"]),
        "询单->最终付款人数延": cells.counts(days["buyers"]),
        "询单->最终付款成功率延": _late(cells.rates(days["buyers"], days["inquirers"]), days),
        "未回复人数": cells.counts(days["unanswered"]),
        "平均响应(秒)": cells.seconds(days["mean_seconds"]),
        "买家消息数": cells.counts(days["buyer_messages"]),
        "客服消息数": cells.counts(days["agent_messages"]),
        "答问比": cells.rates(days["agent_messages"], days["buyer_messages"]),
        "成交笔数": cells.counts(days["paid_orders"]),
        "退款笔数": cells.counts(days["refund_orders"]),
        "完成退款金额": cells.yuan(days["refund_orders"] * 9600),
        "退款率": cells.rates(days["refund_orders"], days["paid_orders"]),
    }
    headers = layouts()["chitu_like_presale"]
    return write_workbook(path, "售前绩效", [headers, *rows(headers, columns)])


def _late(rates: list[str], days: pd.DataFrame) -> list[str]:
    """The last two days are not counted to the end yet: 赤兔 writes words instead."""
    fresh = (days["day"] > days["day"].max() - pd.Timedelta(days=2)).tolist()
    return ["延迟统计" if is_fresh else rate for rate, is_fresh in zip(rates, fresh, strict=True)]


def workload_report(days: pd.DataFrame, path: Path) -> Path:
    """What each agent had to do, one row a day and agent."""
    one = np.ones(len(days))
    glad = ("很满意", "满意", "一般", "不满", "很不满")
    pleased = days["glad_0"] + days["glad_1"]
    columns: dict[str, Column] = {
        "日期": cells.days(days["day"]),
        "店铺": NAME,
        "账户名": days["agent"].tolist(),
        "咨询人数": cells.counts(days["consulted"]),
        "接待人数": cells.counts(days["received"]),
        "直接接待人数": cells.counts(days["received"] - days["in"]),
        "转入人数": cells.counts(days["in"]),
        "转出人数": cells.counts(days["out"]),
        "买家发起": cells.counts(days["received"]),
        "客服主动跟进": "0",
        "总消息": cells.counts(days["buyer_messages"] + days["agent_messages"]),
        "买家消息": cells.counts(days["buyer_messages"]),
        "客服消息": cells.counts(days["agent_messages"]),
        "答问比": cells.rates(days["agent_messages"], days["buyer_messages"]),
        "客服字数": cells.counts(days["agent_messages"] * 17),
        "最大同时接待": cells.counts(days["received"] // 12 + 1),
        "未回复人数": cells.counts(days["unanswered"]),
        "旺旺回复率": cells.rates(days["received"], days["consulted"]),
        "慢响应人数": cells.counts(days["slow"]),
        "长接待人数": cells.counts(days["slow"] // 2),
        "首次响应(秒)": cells.seconds(days["first_seconds"]),
        "平均响应(秒)": cells.seconds(days["mean_seconds"]),
        "平均接待时长": cells.seconds(days["handling_seconds"]),
        "发出评价数": cells.counts(np.maximum(days["ratings_sent"], days["ratings"])),
        "收到评价数": cells.counts(days["ratings"]),
        **{name: cells.counts(days[f"glad_{place}"]) for place, name in enumerate(glad)},
        "评价发送率": cells.rates(days["ratings_sent"], days["received"]),
        "评价返回率": cells.rates(days["ratings"], days["ratings_sent"]),
        "客户满意比": cells.rates(pleased, days["ratings"]),
        "客服服务满意度": cells.rates(one - 0.03, one),
    }
    headers = layouts()["chitu_like_workload_2019"]
    return write_workbook(path, "工作量", [headers, *rows(headers, columns)])
