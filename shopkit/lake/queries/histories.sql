-- Buyers on the day $asof, equal ones counted together: repeat purchase days, days from the first
-- to the last, days from the first to $asof, people, and the purchase days of theirs that came
-- after it up to $until. Purchases as in `customers`.
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
        coalesce(paid_fen, 0) as paid,
        coalesce(greatest(orders.refund_fen, back.refund_fen), 0) as gone
    from orders left join back using (order_id)
    where paid_on <= $until and buyer <> '' and status is distinct from '交易关闭'
        and (gone = 0 or gone < paid)
),
buyers as (
    select
        buyer,
        count(distinct day) filter (day <= $asof) - 1 as repeats,
        date_diff('day', min(day), max(day) filter (day <= $asof)) as active_days,
        date_diff('day', min(day), $asof::DATE) as age_days,
        count(distinct day) filter (day > $asof) as came
    from bought
    group by buyer
)
select repeats, active_days, age_days, count(*) as people, sum(came)::BIGINT as came
from buyers
where repeats >= 0
group by repeats, active_days, age_days
order by repeats, active_days, age_days
