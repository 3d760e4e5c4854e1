-- Visitors, buyers and paid amount of each product and day from $from to $to, by the platform's
-- product table. Child rows of a main product repeat it: a row that names another is left out.
select
    day,
    item_id,
    arg_max(title, seen_at) as title,
    sum(visitors)::BIGINT as visitors,
    sum(buyers)::BIGINT as buyers,
    sum(paid_fen)::BIGINT as paid_fen
from item_days
where days = 1
    and day between $from and $to
    and coalesce(nullif(parent_item_id, ''), item_id) = item_id
group by day, item_id
order by item_id, day
