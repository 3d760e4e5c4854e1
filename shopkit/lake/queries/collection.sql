-- Parcels shipped and collected by the platform's count, and orders shipped in time by our own,
-- per day from $from to $to. Ours are counted on the day they were paid: in_time within $hours,
-- late after it or not yet at the instant $asof; an order whose hours still run is neither.
-- Orders closed before they were shipped promised nothing. Orders without a shipping time in any
-- file, though their status says shipped, cannot be judged and are not counted.
with lined as (
    select order_id, min(paid_at) as paid_at, min(shipped_at) as shipped_at, max(status) as status
    from order_lines
    group by order_id
),
timed as (
    select
        coalesce(head.paid_at, line.paid_at) as paid_at,
        coalesce(head.shipped_at, line.shipped_at) as shipped_at,
        coalesce(head.status, line.status) as status
    from (select * from orders where paid_on is null or paid_on between $from and $to) head
        left join lined line using (order_id)
    union all
    select paid_at, shipped_at, status from lined anti join orders using (order_id)
),
promised as (
    select
        cast(paid_at + interval 8 hour as date) as day,
        paid_at + to_hours(cast($hours as integer)) as due_at,
        shipped_at
    from timed
    where shipped_at is not null or status in ('买家已付款，等待卖家发货', '卖家部分发货')
),
own as (
    select
        day,
        count(*) as paid_orders,
        count_if(shipped_at <= due_at) as in_time,
        count_if(shipped_at > due_at or (shipped_at is null
            and due_at < make_timestamp(epoch_us($asof)))) as late
    from promised
    where day between $from and $to
    group by day
),
platform as (
    select day, parcels_shipped as shipped, parcels_collected as collected
    from shop_days
    where days = 1 and day between $from and $to
)
select day, shipped, collected, coalesce(paid_orders, 0) as paid_orders,
    coalesce(in_time, 0) as in_time, coalesce(late, 0) as late
from platform full join own using (day)
order by day
