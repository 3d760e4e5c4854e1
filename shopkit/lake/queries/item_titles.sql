-- Every item with its newest title and selling title, code, price and stock: goods export first.
-- Without an export, the platform's product table and the order lines know the titles.
with exported as (
    select *
    from items
    where item_id <> ''
    qualify seen_on = max(seen_on) over (partition by item_id)
),
told as (
    select
        item_id,
        any_value(title) as title,
        any_value(short_title) as short_title,
        any_value(item_code) as item_code,
        min(coalesce(sku_price_fen, price_fen))::BIGINT as price_fen,
        sum(stock_qty)::BIGINT as stock_qty,
        max(seen_on) as seen_on,
        1 as rank
    from exported
    group by item_id
    union all
    select item_id, arg_max(title, day), null, null, null, null, max(day), 2
    from item_days
    where item_id <> ''
    group by item_id
    union all
    select item_id, arg_max(title, created_at), null, null, null, null, max(created_on), 3
    from order_lines
    where item_id <> ''
    group by item_id
)
select item_id, title, short_title, item_code, price_fen, stock_qty, seen_on
from told
where title <> ''
qualify row_number() over (partition by item_id order by rank) = 1
order by item_id
