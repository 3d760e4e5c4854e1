-- From which day to which each kind of file has been taken in, and how many rows.
select 'orders' as tables, least(min(created_on), min(paid_on)) as first_on,
    greatest(max(created_on), max(paid_on)) as last_on, count(*) as rows,
    count(buyer) as buyers, count(refund_fen) as refunds, count(province) as provinces from orders
union all
select 'order_lines', min(coalesce(paid_on, created_on)), max(coalesce(paid_on, created_on)), count(*), 0, 0, 0
from order_lines
union all
select 'refunds', min(completed_on), max(completed_on), count(*), 0, 0, 0 from refunds
union all
select 'shop_days', min(day), max(day + cast(days as integer) - 1), count(*), 0, 0, 0 from shop_days
union all
select 'item_days', min(day), max(day + cast(days as integer) - 1), count(*), 0, 0, 0 from item_days
union all
select 'traffic', min(day), max(day + cast(days as integer) - 1), count(*), 0, 0, 0 from traffic
union all
select 'ad_days', min(day), max(day), count(*), 0, 0, 0 from ad_days
union all
select 'service_days', min(day), max(day + cast(days as integer) - 1), count(*), 0, 0, 0 from service_days
union all
select 'items', min(seen_on), max(seen_on), count(*), 0, 0, 0 from items
union all
select 'stock', min(seen_on), max(seen_on), count(*), 0, 0, 0 from stock
union all
select 'reviews', min(reviewed_on), max(reviewed_on), count(*), 0, 0, 0 from reviews
