-- Each refund completed from $from to $to, whenever its order was paid.
select refund_id, order_id, completed_on, refund_fen
from refunds
where status = '退款成功' and completed_on between $from and $to
order by refund_id
