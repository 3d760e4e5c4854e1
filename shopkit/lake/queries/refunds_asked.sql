-- Refunds asked for since the Shanghai day $since that nobody has settled, the oldest first.
-- A part is asked back where the refund is less than what was paid.
select
    refund_id, order_id, sku, title, kind, status, reason, order_paid_fen, refund_fen, applied_at,
    refund_fen < order_paid_fen as is_part
from refunds
where applied_on >= $since
    and status in (
        '买家已经申请退款，等待卖家同意', '卖家已经同意退款，等待买家退货', '买家已经退货，等待卖家确认收货'
    )
order by applied_at, refund_id
