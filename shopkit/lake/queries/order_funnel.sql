-- How far the orders created from $from to $to got: paid, money received, kept.
select
    count(*) as created,
    count(paid_at) as paid,
    count_if(paid_at is not null and paid_fen > 0) as received,
    count_if(paid_at is not null and paid_fen > 0 and coalesce(refund_fen, 0) = 0) as kept
from orders
where created_on between $from and $to and month >= strftime($from::DATE - interval 1 year, '%Y-%m')
