-- Orders paid since the Shanghai day $since and not shipped, one row a line still to go, first paid first.
-- Waiting is what a status says, not a missing shipping time: exports before 2020 have no such
-- column. Two files may be of different days, so whichever of them knows that an order or a line
-- has gone on wins. A shop without line reports has one row an order, with the order's first SKU.
with lined as (
    select
        order_id, line_id, sku, title, props, qty, status, refund_status, province,
        created_at, paid_at, shipped_at
    from order_lines
),
heads as (
    -- what the order itself rules out is never joined
    select
        order_id, status, province, carrier, sku, title, qty, created_at, paid_at, shipped_at, seen_at
    from orders
    where (status is null or status in ('买家已付款，等待卖家发货', '卖家部分发货'))
        and (paid_on is null or paid_on >= $since)
    union all
    select
        order_id, max(status), min(province), null, null, null, null, min(created_at), min(paid_at),
        null, max(seen_at)
    from order_lines anti join orders using (order_id)
    group by order_id
),
asked as (
    select order_id, arg_max(status, coalesce(applied_at, seen_at)) as status
    from refunds
    where status in (
        '买家已经申请退款，等待卖家同意', '卖家已经同意退款，等待买家退货', '买家已经退货，等待卖家确认收货'
    )
    group by order_id
)
select
    head.order_id,
    coalesce(head.created_at, line.created_at) as created_at,
    coalesce(head.paid_at, line.paid_at) as paid_at,
    coalesce(head.status, line.status) as status,
    coalesce(head.province, line.province) as province,
    head.carrier,
    line.line_id,
    coalesce(nullif(line.sku, ''), case when line.line_id is null then head.sku end) as sku,
    coalesce(line.title, head.title) as title,
    line.props,
    coalesce(line.qty, case when line.line_id is null then head.qty end) as qty,
    coalesce(nullif(line.refund_status, '没有申请退款'), asked.status) as refund_status,
    head.seen_at
from heads head
    left join lined line using (order_id)
    left join asked using (order_id)
where coalesce(head.status, line.status) in ('买家已付款，等待卖家发货', '卖家部分发货')
    and coalesce(line.status, head.status) in ('买家已付款，等待卖家发货', '卖家部分发货')
    and line.shipped_at is null
    and (head.shipped_at is null or head.status = '卖家部分发货')
    and coalesce(line.refund_status, '') <> '退款成功'
    and cast(coalesce(head.paid_at, line.paid_at) + interval 8 hour as date) >= $since
order by paid_at, order_id, line_id
