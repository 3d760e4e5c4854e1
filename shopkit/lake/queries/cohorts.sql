-- Buyers by the month of their first purchase and the months since, up to $asof; purchases as in
-- `customers`. A buyer counts once a month.
with back as (
    select order_id, sum(refund_fen)::BIGINT as refund_fen
    from refunds
    where status = '退款成功'
    group by order_id
),
bought as (
    select distinct
        buyer,
        date_trunc('month', paid_on)::DATE as month,
        coalesce(paid_fen, 0) as paid,
        coalesce(greatest(orders.refund_fen, back.refund_fen), 0) as gone
    from orders left join back using (order_id)
    where paid_on <= $asof and buyer <> '' and status is distinct from '交易关闭'
        and (gone = 0 or gone < paid)
),
aged as (
    select distinct buyer, min(month) over (partition by buyer) as cohort, month
    from bought
)
select cohort, date_diff('month', cohort, month) as age_months, count(*) as buyers
from aged
group by cohort, age_months
order by cohort, age_months
