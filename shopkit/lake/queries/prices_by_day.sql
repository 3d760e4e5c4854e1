-- The usual price in fen of each SKU on each day it was paid for from $from to $to, by order
-- lines. Where a line does not name its product, the product list does.
with listed as (
    select sku, arg_max(item_id, seen_on) as item_id
    from items
    where sku <> '' and item_id <> ''
    group by sku
),
sold as (
    select
        coalesce(nullif(line.item_id, ''), listed.item_id) as item_id,
        line.sku,
        line.title,
        line.price_fen,
        coalesce(line.paid_on, orders.paid_on) as day
    from order_lines line
    left join orders using (order_id)
    left join listed on listed.sku = line.sku
    where line.price_fen > 0
)
select item_id, sku, day, arg_max(title, price_fen) as title, mode(price_fen)::BIGINT as price_fen
from sold
where day between $from and $to and item_id is not null
group by item_id, sku, day
order by item_id, sku, day
