-- Orders, paid amount, buyers and what of it went back, per period ($grain) from $from to $to.
-- A period's buyers are counted for the period, never added up from its days. Refunds are a
-- cohort's: they belong to the day the order was paid, whenever the money went back. No money
-- goes back before it was paid, so refunds completed before $from need not be read.
with back as (
    select order_id, sum(refund_fen)::BIGINT as refund_fen
    from refunds
    where status = '退款成功' and (completed_on >= $from or completed_on is null)
    group by order_id
),
paid as (
    select
        date_trunc($grain, paid_on)::DATE as period,
        count(*) as paid_orders,
        sum(paid_fen)::BIGINT as paid_fen,
        nullif(count(distinct buyer), 0) as buyers,
        count_if(paid_fen > 0) as received_orders,
        count_if(greatest(orders.refund_fen, back.refund_fen) > 0) as refund_orders,
        sum(greatest(orders.refund_fen, back.refund_fen))::BIGINT as cohort_refund_fen
    from orders left join back using (order_id)
    where paid_on between $from and $to and month >= strftime($from::DATE - interval 1 year, '%Y-%m')
    group by period
),
created as (
    select date_trunc($grain, created_on)::DATE as period, count(*) as orders
    from orders
    where created_on between $from and $to and month >= strftime($from::DATE - interval 1 year, '%Y-%m')
    group by period
)
select
    period,
    coalesce(orders, 0) as orders,
    coalesce(paid_orders, 0) as paid_orders,
    coalesce(paid_fen, 0) as paid_fen,
    buyers,
    coalesce(received_orders, 0) as received_orders,
    case when cohort_refund_fen is not null then refund_orders end as refund_orders,
    cohort_refund_fen
from paid full join created using (period)
order by period
