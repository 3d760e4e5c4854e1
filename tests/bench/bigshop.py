"""A shop of any size, drawn in SQL and committed month by month through the lake's own upsert."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb

from shopkit.lake import import_lock, upsert
from shopkit.tables import TABLES

FIRST, MONTHS = date(2023, 11, 1), 36
ITEMS, SOURCES, ITEM_SOURCES = 200, 12, 5
PROVINCES = (
    "广东 广东 广东 广东 浙江 浙江 浙江 江苏 江苏 江苏 上海 上海 北京 北京 山东 山东 四川 四川 河南 河南 "
    "湖北 湖北 福建 福建 湖南 安徽 河北 辽宁 陕西 重庆 江西 广西 云南 天津 山西 黑龙江 吉林 贵州 "
    "内蒙古 新疆 甘肃 海南 宁夏 青海 西藏"
).split()
REASONS = "七天无理由退换货 尺码不合适 质量问题 与描述不符 拍错/多拍 未按约定时间发货".split()
SEEN = "timestamp '2026-11-01 00:05:00'"


def months() -> Iterator[tuple[date, date]]:
    """The first day of each month drawn, and that of the next."""
    first = FIRST
    for _ in range(MONTHS):
        following = (first + timedelta(days=32)).replace(day=1)
        yield first, following
        first = following


def big_shop(folder: Path, *, orders: int) -> dict[str, int]:
    """The lake's versions after all months are in; a lake made before is taken as it is."""
    folder = folder.resolve()
    made = folder / "versions.json"
    if made.exists():
        return json.loads(made.read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    versions: dict[str, int] = {}
    db = duckdb.connect(config={"temp_directory": str(folder / "work")})
    for place, (first, following) in enumerate(months()):
        asked = {"first": first, "next": following, "many": orders // MONTHS, "place": place}
        asked |= {"buyers": max(orders // 4, 1)}
        for name, query in QUERIES.items():
            _commit(db, folder, name, query=_filled(query, asked), versions=versions)
        print(f"\r{first:%Y-%m}: {place + 1} of {MONTHS} months", end="", flush=True)
    print()
    made.write_text(json.dumps(versions), encoding="utf-8")
    return versions


def _commit(
    db: duckdb.DuckDBPyConnection, folder: Path, name: str, *, query: str, versions: dict[str, int]
) -> None:
    staged = folder / f"staged-{name}.parquet"
    db.execute(f"create or replace table {name} as {query}")
    db.execute(f"copy {name} to '{staged.as_posix()}' (format parquet)")
    with import_lock(folder):
        change = upsert(folder, TABLES[name], staged, version=versions.get(name))
    versions[name] = change.version
    staged.unlink()


def _filled(query: str, asked: dict) -> str:
    for name, value in asked.items():
        shown = f"date '{value}'" if isinstance(value, date) else str(value)
        query = query.replace(f"${name}", shown)
    return query


def _any_of(words: list[str], number: str) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"([{listed}])[1 + ({number} % {len(words)})::INT]"


# Rows stand in the order they were created, as exports give them; chance is a hash of the
# row's number, so the same size is the same shop.
ORDERS = f"""
with drawn as (
    select
        n,
        hash(n, $place) as chance,
        $first::TIMESTAMP - interval 8 hour
            + to_microseconds((epoch_us($next::TIMESTAMP) - epoch_us($first::TIMESTAMP)) // $many * n)
            as created_at
    from range($many) numbers(n)
),
paying as (
    select *,
        case when chance % 100 < 93 then created_at
            + to_seconds(case when chance % 100 < 85 then 20 + chance % 1200 else chance % 80000 end)
        end as paid_at,
        3900 + (chance // 97) % 26000 as asked_fen
    from drawn
)
select
    (4000000000000000000 + $place * 10000000000000000 + n * 7919)::VARCHAR as order_id,
    md5(((chance // 31) % $buyers)::VARCHAR) as buyer,
    case when paid_at is null then '交易关闭' else '交易成功' end as status,
    {_any_of(PROVINCES, "(chance // 7)")} as province,
    '城市' || (chance // 11) % 340 as city,
    '宝贝标题' || (chance // 13) % {ITEMS} as title,
    'SKU-' || (chance // 17) % 900 as sku,
    {_any_of(["圆通速递", "中通快递", "顺丰速运", "邮政快递"], "(chance // 19)")} as carrier,
    (1 + (chance // 23) % 3)::BIGINT as qty,
    asked_fen::BIGINT as goods_fen,
    0::BIGINT as postage_fen,
    asked_fen::BIGINT as total_fen,
    (case when paid_at is null then 0 else asked_fen end)::BIGINT as paid_fen,
    (case when paid_at is not null and (chance // 29) % 100 < 8 then asked_fen else 0 end)::BIGINT
        as refund_fen,
    created_at,
    paid_at,
    paid_at + interval 1 day as shipped_at,
    cast(created_at + interval 8 hour as date) as created_on,
    cast(paid_at + interval 8 hour as date) as paid_on,
    {SEEN} as seen_at,
    strftime(created_at + interval 8 hour, '%Y-%m') as month
from paying
order by n
"""

REFUNDS = f"""
select
    'R' || order_id as refund_id,
    order_id,
    title,
    case when hash(order_id) % 10 = 0 then '退款关闭' else '退款成功' end as status,
    {_any_of(REASONS, "hash(order_id)")} as reason,
    paid_fen as order_paid_fen,
    refund_fen,
    paid_at,
    paid_at + to_hours((hash(order_id) % 240)::INT) as applied_at,
    applied_at + interval 2 day as completed_at,
    cast(applied_at + interval 8 hour as date) as applied_on,
    cast(completed_at + interval 8 hour as date) as completed_on,
    {SEEN} as seen_at,
    strftime(applied_at + interval 8 hour, '%Y-%m') as month
from orders
where refund_fen > 0
"""

DAYS = "(select unnest(generate_series($first, $next - 1, interval 1 day))::DATE as day)"
SHOP_DAYS = f"""
select
    day,
    1::BIGINT as days,
    (4000 + hash(day) % 3000)::BIGINT as visitors,
    visitors * 3 as page_views,
    visitors // 30 as buyers,
    visitors // 12 as cart_users,
    visitors // 20 as favourite_users,
    buyers + 5 as paid_orders,
    buyers * 12800 as paid_fen,
    buyers * 900 as refund_fen,
    buyers * 1500 as ad_search_fen,
    4.8 as score_item, 4.7 as score_logistics, 4.6 as score_service,
    {SEEN} as seen_at,
    strftime(day, '%Y-%m') as month
from {DAYS}
"""

ITEM_DAYS = f"""
select
    day,
    1::BIGINT as days,
    'I' || item as item_id,
    '宝贝标题' || item as title,
    (20 + hash(day, item) % 300)::BIGINT as visitors,
    visitors // 25 as buyers,
    buyers as paid_qty,
    buyers * 12800 as paid_fen,
    buyers * 700 as refund_fen,
    {SEEN} as seen_at,
    strftime(day, '%Y-%m') as month
from {DAYS} cross join range({ITEMS}) items(item)
"""

TRAFFIC = f"""
select
    day,
    1::BIGINT as days,
    case when item = 0 then '' else 'I' || item end as item_id,
    '来源' || place as source,
    '' as source_2,
    '' as source_3,
    (200 + hash(day, place) % 900)::BIGINT as visitors,
    visitors // 30 as buyers,
    visitors * 2 as page_views,
    buyers * 12800 as paid_fen,
    {SEEN} as seen_at,
    strftime(day, '%Y-%m') as month
from {DAYS} cross join range({SOURCES}) sources(place) cross join range({ITEM_SOURCES}) items(item)
"""

QUERIES = {
    "orders": ORDERS,
    "refunds": REFUNDS,
    "shop_days": SHOP_DAYS,
    "item_days": ITEM_DAYS,
    "traffic": TRAFFIC,
}
