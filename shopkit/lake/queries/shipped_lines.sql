-- Lines shipped at or after the instant $since: what has left the shelves, oldest first.
-- A line's own shipping time where its file has one, else its order's; but where an order left in
-- parts, a line that still waits, or was closed, has not left because another one has.
-- A shop without line reports has one row an order, is_whole true, under the order's number:
-- whoever books it must not book that order's lines again when their report comes.
with lined as (
    select
        line.order_id, line.line_id, line.sku, line.title, line.qty, false as is_whole,
        coalesce(
            line.shipped_at,
            case
                when head.status = '卖家部分发货'
                    and coalesce(line.status, '') not in ('卖家已发货，等待买家确认', '交易成功') then null
                when line.status in ('买家已付款，等待卖家发货', '等待买家付款')
                    and head.status in ('买家已付款，等待卖家发货', '等待买家付款') then null
                when line.status = '交易关闭' and head.status <> '交易关闭' then null
                else head.shipped_at
            end
        ) as shipped_at
    from order_lines line left join orders head using (order_id)
),
whole as (
    select order_id, order_id as line_id, sku, title, qty, true as is_whole, shipped_at
    from orders anti join order_lines using (order_id)
)
select *
from (select * from lined union all select * from whole)
where shipped_at >= make_timestamp(epoch_us($since))
order by shipped_at, order_id, line_id
