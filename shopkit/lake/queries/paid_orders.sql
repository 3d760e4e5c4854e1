-- Each order paid from $from to $to: its paid amount, and what has gone back of it so far.
with back as (
    select order_id, sum(refund_fen)::BIGINT as refund_fen
    from refunds
    where status = '退款成功' and (completed_on >= $from or completed_on is null)
    group by order_id
)
select
    order_id,
    paid_on,
    orders.paid_fen,
    greatest(orders.refund_fen, back.refund_fen) as cohort_refund_fen
from orders left join back using (order_id)
where paid_on between $from and $to and month >= strftime($from::DATE - interval 1 year, '%Y-%m')
order by order_id
