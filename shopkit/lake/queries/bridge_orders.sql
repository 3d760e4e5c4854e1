-- The order lines behind a cell of a bridge, from $from to $to: those of the items in $item_ids
-- (all when it is empty), the greatest paid amount first, $most of them. `orders`, `lines`, `paid_total_fen`
-- and `profit_total_fen` are of all of them. Costs and items are found as in bridge_cells.
with costs as (
    select unnest($cost_skus::VARCHAR[]) as sku, unnest($cost_days::DATE[]) as day,
        unnest($cost_fen::BIGINT[]) as unit_fen
),
named as (
    select sku, arg_min(item_id, rank) as item_id
    from (
        select sku, item_id, 1 as rank from items where sku <> '' and item_id <> ''
        union all
        select unnest($own_skus::VARCHAR[]), unnest($own_items::VARCHAR[]), 2
        union all
        select sku, item_id, 3 from order_lines where sku <> '' and item_id <> ''
    )
    group by sku
),
sold as (
    select
        line.order_id, line.sku, line.item_id, line.title, line.props, line.qty,
        coalesce(line.paid_on, orders.paid_on) as paid_on,
        coalesce(line.paid_fen, line.payable_fen, line.price_fen * line.qty) as paid_fen
    from order_lines line left join orders using (order_id)
    where coalesce(line.paid_on, orders.paid_on) between $from and $to
    union all
    select order_id, sku, null, title, null, qty, paid_on, paid_fen
    from orders anti join order_lines using (order_id)
    where paid_on between $from and $to
),
lines as (
    select
        sold.order_id, sold.paid_on, sold.sku, sold.title, sold.props, sold.qty, sold.paid_fen,
        coalesce(nullif(sold.item_id, ''), named.item_id, nullif(sold.sku, ''), '') as item_id,
        costs.unit_fen * sold.qty as cost_fen
    from sold
    left join named using (sku)
    asof left join costs on sold.sku = costs.sku and sold.paid_on >= costs.day
)
select
    lines.*,
    paid_fen - cost_fen as profit_fen,
    count(distinct order_id) over () as orders,
    count(*) over () as lines,
    sum(paid_fen) over ()::BIGINT as paid_total_fen,
    sum(paid_fen - cost_fen) over ()::BIGINT as profit_total_fen
from lines
where len($item_ids::VARCHAR[]) = 0 or item_id in (select unnest($item_ids::VARCHAR[]))
order by paid_fen desc, paid_on, order_id, sku
limit $most
