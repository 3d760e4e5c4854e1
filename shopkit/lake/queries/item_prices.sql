-- What buyers paid a piece, item by item, in each week (its Monday) from $from to $to.
-- The platform's product table where it covers the weeks, else the order lines.
with platform as (
    select item_id, date_trunc('week', day)::DATE as monday, paid_fen, paid_qty as qty
    from item_days
    where days = 1
        and day between $from and $to
        and coalesce(nullif(parent_item_id, ''), item_id) = item_id
),
lines as (
    select
        order_lines.item_id,
        date_trunc('week', coalesce(order_lines.paid_on, orders.paid_on))::DATE as monday,
        coalesce(order_lines.paid_fen, order_lines.price_fen * order_lines.qty) as paid_fen,
        order_lines.qty
    from order_lines left join orders using (order_id)
    where order_lines.item_id <> ''
        and coalesce(order_lines.paid_on, orders.paid_on) between $from and $to
        and not exists (select 1 from platform)
),
rows as (select * from platform union all select * from lines)
select monday, item_id, round(sum(paid_fen) / sum(qty))::BIGINT as price_fen, sum(qty)::BIGINT as qty
from rows
where qty > 0 and paid_fen > 0
group by monday, item_id
order by monday, item_id
