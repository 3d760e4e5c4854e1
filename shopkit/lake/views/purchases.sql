-- Every purchase: its buyer, day, order, money paid and money gone back. A purchase is a paid order
-- that was neither closed nor refunded whole; several on one day are one purchase day.
with back as (
    select order_id, sum(refund_fen)::BIGINT as refund_fen
    from refunds
    where status = '退款成功'
    group by order_id
)
select
    buyer,
    paid_on as day,
    order_id,
    coalesce(paid_fen, 0) as paid,
    coalesce(greatest(orders.refund_fen, back.refund_fen), 0) as gone
from orders left join back using (order_id)
where paid_on is not null and buyer <> '' and status is distinct from '交易关闭'
    and (gone = 0 or gone < paid)
