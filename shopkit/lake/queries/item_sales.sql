-- Each item's first day online, last sale, pieces in the last 30 and 90 days up to $asof, visitors.
-- The platform's product table where there is one, else the order lines; children repeat parents.
with platform as (
    select
        item_id,
        min(day) as first_on,
        max(day) filter (paid_qty > 0) as last_on,
        coalesce(sum(paid_qty) filter (day > $asof - 30), 0)::BIGINT as qty_30,
        coalesce(sum(paid_qty) filter (day > $asof - 90), 0)::BIGINT as qty_90,
        sum(visitors) filter (day > $asof - 90)::BIGINT as visitors_90
    from item_days
    where days = 1
        and day <= $asof
        and coalesce(nullif(parent_item_id, ''), item_id) = item_id
    group by item_id
),
dated as (
    select
        order_lines.item_id,
        order_lines.qty,
        coalesce(order_lines.paid_on, orders.paid_on) as sold_on
    from order_lines left join orders using (order_id)
    where order_lines.item_id <> '' and not exists (select 1 from platform)
),
lines as (
    select
        item_id,
        min(sold_on) as first_on,
        max(sold_on) as last_on,
        coalesce(sum(qty) filter (sold_on > $asof - 30), 0)::BIGINT as qty_30,
        coalesce(sum(qty) filter (sold_on > $asof - 90), 0)::BIGINT as qty_90,
        null::BIGINT as visitors_90
    from dated
    where sold_on <= $asof
    group by item_id
)
select * from platform
union all
select * from lines
order by item_id
