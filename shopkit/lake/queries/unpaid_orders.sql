-- Orders created since the Shanghai day $since that wait for payment, oldest first.
-- An old file shows for ever as waiting what the platform has closed: ask for the last days only.
select order_id, status, province, title, sku, qty, total_fen, created_at, paid_at, seen_at
from orders
where created_on >= $since and paid_at is null and status = '等待买家付款'
order by created_at, order_id
