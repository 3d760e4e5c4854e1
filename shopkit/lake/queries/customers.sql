-- Each buyer's purchases up to $asof: days bought on, first and last of them, money less refunds,
-- money of the first day, the last order. A purchase is a paid order that was neither closed nor
-- refunded whole; several on one day are one purchase day. In the order of pseudonyms.
with back as (
    select order_id, sum(refund_fen)::BIGINT as refund_fen
    from refunds
    where status = '退款成功'
    group by order_id
),
bought as (
    select
        buyer,
        paid_on as day,
        order_id,
        coalesce(paid_fen, 0) as paid,
        coalesce(greatest(orders.refund_fen, back.refund_fen), 0) as gone
    from orders left join back using (order_id)
    where paid_on <= $asof and buyer <> '' and status is distinct from '交易关闭'
        and (gone = 0 or gone < paid)
),
days as (
    select buyer, day, sum(paid - gone)::BIGINT as net_fen, max(order_id) as order_id
    from bought
    group by buyer, day
)
select
    buyer,
    count(*) as purchases,
    min(day) as first_on,
    max(day) as last_on,
    sum(net_fen)::BIGINT as paid_fen,
    arg_min(net_fen, day)::BIGINT as first_fen,
    arg_max(order_id, day) as order_id
from days
group by buyer
order by buyer
