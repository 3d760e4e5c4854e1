"""Advertising by day: 直通车, 引力魔方, 万相台 and, since they became one, 阿里妈妈.

One kind a level; the platform is decided by which headers are there.
"""

from collections.abc import Mapping

from shopkit.intake.kinds.contract import Kind
from shopkit.intake.kinds.headers import aliases
from shopkit.tables import AD_DAYS
from shopkit.text import message

FIGURES = aliases("""
    day                日期 统计日期
    effect             效果模型
    basis              统计口径
    attribution        转化周期
    promotion          推广类型 场景名字 场景名称 计划组 主体类型
    impressions        展现量 曝光量
    clicks             点击量
    spend_fen          花费 消耗
    carts              总购物车数 总加购量 添加购物车量
    favourites         总收藏数 收藏量 收藏宝贝量 收藏宝贝数 宝贝收藏数
    paid_orders        总成交笔数 成交订单量
    direct_orders      直接成交笔数
    indirect_orders    间接成交笔数
    net_orders         净成交笔数
    presale_orders     总预售成交笔数 预售成交笔数 预售订单量
    new_buyers         新成交用户数
    paid_fen           总成交金额 成交订单金额
    direct_paid_fen    直接成交金额
    indirect_paid_fen  间接成交金额
    net_paid_fen       净成交金额
    presale_fen        总预售成交金额 预售成交金额 预售金额
""")
PLAN = aliases("""
    plan_id  计划id 推广计划id
    plan     计划名称 计划名字 计划 推广计划
""")
UNIT = aliases("""
    unit_id  单元id 推广单元id
    unit     单元名称 单元名字 单元 推广单元
""")
ITEM = aliases("""
    item_id  商品id 主体id 宝贝id
    item     商品名称 主体名称 主体名字 宝贝名称 商品标题
""")
CREATIVE = aliases("""
    creative_id  创意id
    creative     创意名称 创意名字 创意标题
""")
# A crowd or a keyword stands in the unit's place: both are parts of a plan.
CROWD = aliases("""
    unit_id  人群id 人群名字 人群名称
    unit     人群名字 人群名称
""")
KEYWORD = aliases("""
    unit_id  关键词id 关键词 词id 词名字
    unit     关键词 词名字 关键词名称
""")

# The first platform of which a header is present; the renamed and joined ones say more.
PLATFORM_SIGNS = aliases("""
    引力魔方  引导访问潜客数 引导访问潜客占比 拉新消耗 深度访问量 投资回报率 计划组
    万相台    店铺url 新客成交金额贡献占比 曝光量 总加购量 效果模型
    阿里妈妈  净成交金额 净成交笔数 场景id 场景名字 主体id 计划名字 实际投产比
    直通车    推广类型 投入产出比 宝贝收藏成本 间接购物车数 店铺收藏数
""")
KEYED = ("plan_id", "plan", "unit_id", "item_id", "creative_id", "effect", "basis", "attribution")
NOT_ADS = ("访客数", "商品访客数", "支付买家数", "订单编号")


def _headers(*groups: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(name for group in groups for names in group.values() for name in names)


def _level(
    level: str,
    title: str,
    *groups: Mapping[str, tuple[str, ...]],
    by: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
) -> Kind:
    columns = dict(FIGURES)
    for group in groups:
        columns |= group
    return Kind(
        name=f"ad_{level}",
        title=title,
        table=AD_DAYS,
        columns=columns,
        needs=(("day",), ("spend_fen", "impressions"), *((by,) if by else ())),
        forbids=NOT_ADS + without,
        fixed={"platform": "阿里妈妈", "level": level},
        fixed_by=tuple((signs, {"platform": name}) for name, signs in PLATFORM_SIGNS.items()),
        key_optional=KEYED,
        adds=True,
    )


AD_KINDS = (
    _level(
        "account",
        message("Advertising by day"),
        without=_headers(PLAN, UNIT, ITEM, CREATIVE, CROWD, KEYWORD),
    ),
    _level(
        "plan",
        message("Advertising plans by day"),
        PLAN,
        by=("plan_id", "plan"),
        without=_headers(UNIT, ITEM, CREATIVE, CROWD, KEYWORD),
    ),
    _level(
        "unit",
        message("Advertising units by day"),
        PLAN,
        UNIT,
        ITEM,
        by=("unit_id", "unit"),
        without=_headers(CREATIVE, CROWD, KEYWORD),
    ),
    _level(
        "item",
        message("Advertised items by day"),
        PLAN,
        ITEM,
        by=("item_id", "item"),
        without=_headers(UNIT, CREATIVE, CROWD, KEYWORD),
    ),
    _level(
        "creative",
        message("Advertising creatives by day"),
        PLAN,
        UNIT,
        ITEM,
        CREATIVE,
        by=("creative_id", "creative"),
        without=_headers(CROWD, KEYWORD),
    ),
    _level(
        "crowd",
        message("Advertised crowds by day"),
        PLAN,
        ITEM,
        CROWD,
        by=("unit_id",),
        without=_headers(CREATIVE, KEYWORD),
    ),
    _level(
        "keyword",
        message("Advertised keywords by day"),
        PLAN,
        ITEM,
        KEYWORD,
        by=("unit_id",),
        without=_headers(CREATIVE, CROWD),
    ),
)
