-- Paid orders, paid amount and buyers by province from $from to $to, most orders first.
select
    coalesce(province, '') as province,
    count(*) as paid_orders,
    sum(paid_fen)::BIGINT as paid_fen,
    nullif(count(distinct buyer), 0) as buyers,
    sum(refund_fen)::BIGINT as cohort_refund_fen,
    count(*) / sum(count(*)) over () as share
from orders
where paid_on between $from and $to and month >= strftime($from::DATE - interval 1 year, '%Y-%m')
group by 1
order by paid_orders desc, province
