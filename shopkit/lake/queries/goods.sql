-- Every SKU any file tells of: title and properties, price, barcode, item number, newest first wins.
-- The goods export knows most, the stock file the barcode, order lines those that were sold only.
with told as (
    select
        sku, title, props, null as barcode, item_id,
        coalesce(sku_price_fen, price_fen) as price_fen, seen_on, 1 as rank
    from items
    where sku <> ''
    union all
    select sku, title, props, barcode, null, null, seen_on, 2 from stock where sku <> ''
    union all
    select
        sku, arg_max(title, created_at), arg_max(props, created_at), null,
        arg_max(item_id, created_at), arg_max(price_fen, created_at), max(created_on), 3
    from order_lines
    where sku <> ''
    group by sku
),
ranked as (select *, row_number() over (partition by sku, rank order by seen_on desc) as place from told)
select
    sku,
    arg_min(title, rank) filter (title <> '') as title,
    arg_min(props, rank) filter (props <> '') as props,
    max(barcode) as barcode,
    arg_min(item_id, rank) filter (item_id <> '') as item_id,
    arg_min(price_fen, rank) filter (price_fen is not null)::BIGINT as price_fen
from ranked
where place = 1
group by sku
order by sku
