"""Rivals as somebody wrote them down: shop, product, day, price, and what it stands against."""

from shopkit.intake.heads import wanted

RIVALS = wanted("""
    rival*+     text   店铺 对手 竞店 店铺名称 竞争店铺 对手店铺 rival shop
    title*      text   商品标题 商品 标题 竞品 竞品标题 宝贝标题 商品名称 product title
    price_fen*  fen    价格 标价 原价 一口价 售价 page_price price
    seen_on     day    日期 采集日期 记录日期 观察日期 seen_on date
    deal_fen    fen    券后价 到手价 活动价 折后价 促销价 deal
    sales_qty   count  销量 付款人数 月销量 已售 sold sales
    promotion   text   活动 促销 优惠 活动内容 promotion
    picture     text   主图 主图说明 picture
    item_id     code   对标商品ID 对标商品 我店商品ID 商品ID 我们的商品 our_item
""")
