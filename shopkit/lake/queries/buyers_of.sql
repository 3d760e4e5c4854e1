-- The buyer of each of these orders ($order_ids), where the order is known.
select distinct order_id, buyer
from orders
where order_id in (select unnest($order_ids::VARCHAR[])) and buyer <> ''
order by order_id
