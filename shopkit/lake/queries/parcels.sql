-- Orders shipped from $from to $to by Shanghai day, with what was in them, in the order they left.
-- Some order reports lack the shipping time and line reports of 2024 have it: either will do. What
-- left without a time in any file belongs to no day and is not here. `skus` are the lines' pieces,
-- [{sku, qty}], so that a weight can be worked out; [] where only the order's title is known.
-- received_at is when the buyer confirmed: an upper bound for when the parcel came.
with lined as (
    select
        order_id,
        min(province) as province,
        min(paid_at) as paid_at,
        min(shipped_at) as shipped_at,
        sum(qty)::BIGINT as qty,
        list({'sku': sku, 'qty': qty} order by line_id) as skus
    from order_lines
    where coalesce(status, '') <> '交易关闭' or shipped_at is not null
    group by order_id
),
heads as (
    select order_id, carrier, tracking_no, province, sku, qty, paid_at, shipped_at, received_at
    from orders
    where shipped_at is null or cast(shipped_at + interval 8 hour as date) between $from and $to
    union all
    select order_id, null, null, null, null, null, null, null, null
    from lined anti join orders using (order_id)
),
whole as (
    select
        head.order_id,
        head.carrier,
        head.tracking_no,
        coalesce(head.province, line.province) as province,
        coalesce(head.paid_at, line.paid_at) as paid_at,
        coalesce(head.shipped_at, line.shipped_at) as shipped_at,
        head.received_at,
        coalesce(line.qty, head.qty) as qty,
        case
            when line.skus is not null then line.skus
            when coalesce(head.sku, '') <> '' then [{'sku': head.sku, 'qty': head.qty}]
            else []
        end as skus
    from heads head left join lined line using (order_id)
)
select *
from whole
where cast(shipped_at + interval 8 hour as date) between $from and $to
order by shipped_at, order_id
