-- What was paid each day from $from to $to for the items $items and for all the others; an empty
-- list means the whole shop. Costs of SKUs come as two lists, $skus and $costs (fen a piece):
-- costed_fen is the part of paid_fen whose cost is known. One source for all days, the one that
-- knows the most days: order lines, else orders, the product table, the shop's own figures.
-- Orders and shop figures know no items.
with cost as (
    select unnest($skus::VARCHAR[]) as sku, unnest($costs::BIGINT[]) as cost_fen
),
-- Some line reports tell no item: the goods export and other lines know it by SKU or title.
coded as (
    select sku, max(item_id) as item_id
    from (select sku, item_id from items union all select sku, item_id from order_lines)
    where sku <> '' and item_id <> ''
    group by sku
),
titled as (
    select title, max(item_id) as item_id from order_lines where item_id <> '' group by title
),
lines as (
    select
        coalesce(line.paid_on, head.paid_on) as day,
        len($items::VARCHAR[]) = 0 or coalesce(list_contains($items::VARCHAR[],
            coalesce(nullif(line.item_id, ''), coded.item_id, titled.item_id)), false) as is_in,
        coalesce(line.paid_fen, line.price_fen * line.qty) as paid_fen,
        cost.cost_fen * line.qty as cost_fen
    from order_lines line
        left join orders head using (order_id)
        left join cost on cost.sku = line.sku
        left join coded on coded.sku = line.sku
        left join titled on titled.title = line.title
    where coalesce(line.paid_on, head.paid_on) between $from and $to
        and coalesce(line.status, '') not in ('等待买家付款', '未创建支付宝交易')
),
told as (
    select 1 as rank, * from lines
    union all
    select 2, paid_on, true, paid_fen, null from orders
    where len($items::VARCHAR[]) = 0 and paid_on between $from and $to
    union all
    select
        3, day, len($items::VARCHAR[]) = 0 or coalesce(list_contains($items::VARCHAR[], item_id), false),
        paid_fen, null
    from item_days
    where days = 1
        and day between $from and $to
        and coalesce(nullif(parent_item_id, ''), item_id) = item_id
    union all
    select 4, day, true, paid_fen, null from shop_days
    where len($items::VARCHAR[]) = 0 and days = 1 and day between $from and $to
),
best as (
    select rank from told group by rank order by count(distinct day) desc, rank limit 1
)
select
    day,
    coalesce(sum(paid_fen) filter (is_in), 0)::BIGINT as paid_fen,
    coalesce(sum(paid_fen) filter (not is_in), 0)::BIGINT as others_fen,
    coalesce(sum(paid_fen) filter (is_in and cost_fen is not null), 0)::BIGINT as costed_fen,
    coalesce(sum(cost_fen) filter (is_in), 0)::BIGINT as cost_fen
from told semi join best using (rank)
group by day
order by day
