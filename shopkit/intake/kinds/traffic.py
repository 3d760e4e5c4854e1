"""生意参谋: the shop's days, its items' days and where visitors came from.

PC端 and 无线端 columns are left out on purpose: the all-terminal ones say the same whole, and
visitors of two terminals do not add up.
"""

from shopkit.intake.kinds.contract import Kind
from shopkit.intake.kinds.headers import aliases
from shopkit.tables import ITEM_DAYS, SHOP_DAYS, TRAFFIC
from shopkit.text import message

SHOP_DAY_HEADERS = aliases("""
    day                 统计日期 日期
    visitors            访客数
    page_views          浏览量
    item_visitors       商品访客数
    item_page_views     商品浏览量
    new_visitors        新访客数
    old_visitors        老访客数
    favourite_users     商品收藏买家数 商品收藏人数
    cart_users          加购人数 商品加购人数
    cart_qty            加购件数 商品加购件数
    orderers            下单买家数
    ordered_qty         下单件数
    buyers              支付买家数
    paid_qty            支付件数
    old_buyers          支付老买家数
    paid_orders         支付父订单数
    paid_lines          支付子订单数
    paid_items          支付商品数
    reviews             评价数
    reviews_image       有图评价数
    reviews_good        正面评价数
    reviews_bad         负面评价数
    parcels_shipped     发货包裹数
    parcels_collected   揽收包裹数
    parcels_delivering  派送包裹数
    parcels_delivered   签收成功包裹数
    ordered_fen         下单金额
    paid_fen            支付金额
    old_buyer_paid_fen  老买家支付金额
    refund_fen          成功退款金额
    ad_search_fen       直通车消耗 关键词推广花费
    ad_display_fen      钻石展位消耗 引力魔方消耗
    ad_affiliate_fen    淘宝客佣金
    ad_site_fen         全站推广花费
    ad_crowd_fen        精准人群推广花费
    ad_smart_fen        智能场景花费 万相台消耗
    bounce_rate         跳失率
    stay_seconds        平均停留时长 平均停留时长(秒)
    delivery_seconds    平均支付_签收时长(秒) 平均支付-签收时长(秒)
    score_item          描述相符评分
    score_logistics     物流服务评分
    score_service       服务态度评分
""")

ITEM_DAY_HEADERS = aliases("""
    day                 统计日期 日期
    item_id             商品id
    title               商品名称 商品标题
    parent_item_id      主商品id
    sku                 货号
    status              商品状态
    visitors            商品访客数 访客数
    page_views          商品浏览量 浏览量
    favourite_users     商品收藏人数 收藏人数
    cart_qty            商品加购件数 加购件数
    cart_users          商品加购人数 加购人数
    orderers            下单买家数
    ordered_qty         下单件数
    buyers              支付买家数
    paid_qty            支付件数
    new_buyers          支付新买家数
    old_buyers          支付老买家数
    search_visitors     搜索引导访客数
    search_buyers       搜索引导支付买家数
    ordered_fen         下单金额
    paid_fen            支付金额
    old_buyer_paid_fen  老买家支付金额
    refund_fen          成功退款金额
    bounce_rate         商品详情页跳出率 详情页跳出率
    stay_seconds        平均停留时长 平均停留时长(秒)
    rivalry_score       竞争力评分
""")

TRAFFIC_HEADERS = aliases("""
    day              统计日期 日期
    source           一级来源 来源 流量来源
    source_2         二级来源 来源明细
    source_3         三级来源
    visitors         访客数
    new_visitors     新访客 新访客数
    page_views       浏览量
    favourite_users  收藏人数 商品收藏人数
    cart_users       加购人数
    orderers         下单买家数
    buyers           支付买家数
    paid_qty         支付件数
    ordered_fen      下单金额
    paid_fen         支付金额
    bounce_rate      跳失率
""")

SOURCES = TRAFFIC_HEADERS["source"] + TRAFFIC_HEADERS["source_2"] + TRAFFIC_HEADERS["source_3"]
SPENDS = ("花费", "消耗")
# Only the items' own report tells what visitors did inside the shop and after.
ITEM_SIGNS = (
    "商品id", "店内跳转人数", "跳出本店人数", "浏览量占比", "直接支付买家数",
    "收藏商品-支付买家数", "粉丝支付买家数", "加购商品-支付买家数",
)  # fmt: skip
SOURCE_NEEDS = (("source",), ("visitors", "page_views", "paid_fen"))

TRAFFIC_KINDS = (
    Kind(
        name="shop_days",
        title=message("Shop figures by day"),
        table=SHOP_DAYS,
        columns=SHOP_DAY_HEADERS,
        needs=(("day",), ("visitors", "buyers"), ("page_views", "paid_fen", "refund_fen")),
        forbids=(*SOURCES, *SPENDS, "商品id"),
    ),
    Kind(
        name="item_days",
        title=message("Item ranking"),
        table=ITEM_DAYS,
        columns=ITEM_DAY_HEADERS,
        needs=(("item_id",), ("visitors", "page_views"), ("paid_fen", "buyers", "cart_users")),
        forbids=(*SOURCES, *SPENDS),
        dated_by_name=True,
    ),
    Kind(
        name="shop_traffic",
        title=message("Where the shop's visitors came from"),
        table=TRAFFIC,
        columns=TRAFFIC_HEADERS,
        needs=SOURCE_NEEDS,
        forbids=ITEM_SIGNS,
        dated_by_name=True,
        key_optional=("item_id", "source_2", "source_3"),
    ),
    Kind(
        name="item_traffic",
        title=message("Where an item's visitors came from"),
        table=TRAFFIC,
        columns={"item_id": ("商品id",), **TRAFFIC_HEADERS},
        needs=SOURCE_NEEDS,
        signs=ITEM_SIGNS,
        dated_by_name=True,
        named=("item_id",),
        key_optional=("source_2", "source_3"),
    ),
)
