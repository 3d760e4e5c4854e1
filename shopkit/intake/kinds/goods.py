"""Items as 千牛 lists them, stock as 聚水潭 and 旺店通 count it, and reviews of both."""

from shopkit.intake.kinds.contract import Kind
from shopkit.intake.kinds.headers import aliases
from shopkit.tables import ITEMS, REVIEWS, STOCK
from shopkit.text import message

# The first 商家编码 is the item's, the second its SKU's; one alone is the item's.
ITEM_HEADERS = aliases("""
    item_id        商品id 宝贝id
    sku_id         skuid
    category_id    类目id
    category       类目名称
    title          商品标题 宝贝标题
    short_title    导购标题
    item_code      商家编码
    sku            商家编码#2 sku商家编码
    props          属性对 销售属性
    stock_qty      数量 sku库存
    price_fen      一口价
    sku_price_fen  价格(元) 价格
""")

JUSHUITAN_HEADERS = aliases("""
    sku               商品编码
    style             款式编码
    barcode           国标码 条码
    title             名称 商品名称
    props             颜色规格 颜色及规格 规格 颜色
    brand             品牌
    on_hand           主仓实际库存数 主仓实际库存 实际库存数 数量
    reserved          订单占有数 订单占有
    available         可用数
    public_available  公有可用数
    on_order          采购在途数
    returns_qty       销退仓库存
    inbound_qty       进货仓库存
    virtual_qty       虚拟库存数 虚拟库存
    damaged_qty       次品库存
    transit_qty       调拨在途数
    locked_qty        库存锁定
    low_limit         安全库存下限
    high_limit        安全库存上限
""")

# 旺店通's 残次品 says whether a row is of damaged goods, not how many: no column for it.
WANGDIANTONG_HEADERS = aliases("""
    sku          商家编码
    style        货品编号
    barcode      条码
    title        货品名称
    props        规格名称
    brand        品牌 品牌名称
    on_hand      库存 库存量 实际库存
    reserved     未发货订单总数 待发货量
    available    可发库存 可用库存
    on_order     采购在途 采购在途量
    returns_qty  销售退货在途量
    inbound_qty  采购到货量
    transit_qty  调拨在途 调拨在途量
    locked_qty   锁定量
    low_limit    警戒库存下限
    high_limit   警戒库存上限
""")

REVIEW_HEADERS = aliases("""
    review_id    评价id 评论id
    buyer        昵称 用户昵称 买家昵称 买家会员名 评价人
    item_id      商品id 宝贝id
    sku          skuid 商家编码
    props        颜色分类 商品属性 规格 sku
    text         评论 评论内容 评价内容 初评
    follow_up    追评内容 追加评论 追评
    reply        商家回复 掌柜回复 卖家回复
    grade        评价分类 评价等级
    stars        评分 星级
    reviewed_at  评价时间 评论时间 日期
    followed_at  追评时间
""")

GOODS_KINDS = (
    Kind(
        name="items",
        title=message("Item export"),
        table=ITEMS,
        columns=ITEM_HEADERS,
        needs=(("item_id",), ("title", "sku_id"), ("price_fen", "sku_price_fen", "stock_qty")),
        forbids=("订单编号", "退款编号", "花费", "消耗", "购买数量"),
        dated_by_name=True,
        key_optional=("sku_id",),
    ),
    Kind(
        name="stock_jushuitan",
        title=message("Stock from 聚水潭"),
        table=STOCK,
        columns=JUSHUITAN_HEADERS,
        needs=(("sku",), ("on_hand", "available", "public_available")),
        forbids=("订单编号", "退款编号", "货品编号"),
        signs=("款式编码", "公有可用数", "订单占有", "订单占有数"),
        fixed={"system": "聚水潭"},
        dated_by_name=True,
    ),
    Kind(
        name="stock_wangdiantong",
        title=message("Stock from 旺店通"),
        table=STOCK,
        columns=WANGDIANTONG_HEADERS,
        needs=(("sku",), ("on_hand", "available")),
        forbids=("订单编号", "退款编号"),
        signs=("货品编号", "货品名称", "可发库存", "警戒库存下限", "未发货订单总数"),
        fixed={"system": "旺店通"},
        dated_by_name=True,
    ),
    Kind(
        name="reviews",
        title=message("Reviews"),
        table=REVIEWS,
        columns=REVIEW_HEADERS,
        needs=(("text",), ("reviewed_at", "stars", "grade", "buyer")),
        key_optional=("review_id",),
    ),
)
