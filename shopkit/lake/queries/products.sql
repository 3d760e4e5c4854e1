-- Paid amount, pieces, buyers and refunds by product from $from to $to, best first.
-- The platform's product table where it covers the period, else the order lines.
-- Child rows of a main product repeat it, so a row that names another main product is left out.
with platform as (
    select
        item_id,
        arg_max(title, day) as title,
        sum(paid_fen)::BIGINT as paid_fen,
        sum(paid_qty)::BIGINT as qty,
        sum(visitors)::BIGINT as visitor_days,
        sum(buyers)::BIGINT as buyer_days,
        sum(refund_fen)::BIGINT as refund_fen
    from item_days
    where days = 1
        and day between $from and $to
        and coalesce(nullif(parent_item_id, ''), item_id) = item_id
    group by item_id
),
dated as (
    select
        order_lines.*,
        coalesce(order_lines.paid_on, orders.paid_on) as sold_on
    from order_lines left join orders using (order_id)
    where not exists (select 1 from platform)
),
lines as (
    select
        coalesce(nullif(item_id, ''), title) as item_id,
        arg_max(title, sold_on) as title,
        sum(coalesce(paid_fen, price_fen * qty))::BIGINT as paid_fen,
        sum(qty)::BIGINT as qty,
        null::BIGINT as visitor_days,
        null::BIGINT as buyer_days,
        sum(refund_fen)::BIGINT as refund_fen
    from dated
    where sold_on between $from and $to
    group by 1
),
rows as (select * from platform union all select * from lines)
select *, paid_fen / nullif(sum(paid_fen) over (), 0) as share
from rows
where paid_fen <> 0 or visitor_days > 0
order by paid_fen desc, item_id
limit $most
