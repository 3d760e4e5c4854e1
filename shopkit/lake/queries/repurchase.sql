-- Of the buyers first seen at least N days before $asof, how many bought again within N days, for
-- each N of $windows; purchases as in `customers`. First purchases from $from on are looked at.
with back as (
    select order_id, sum(refund_fen)::BIGINT as refund_fen
    from refunds
    where status = '退款成功'
    group by order_id
),
days as (
    select distinct buyer, paid_on as day
    from (
        select
            buyer,
            paid_on,
            coalesce(paid_fen, 0) as paid,
            coalesce(greatest(orders.refund_fen, back.refund_fen), 0) as gone
        from orders left join back using (order_id)
        where paid_on <= $asof and buyer <> '' and status is distinct from '交易关闭'
    )
    where gone = 0 or gone < paid
),
placed as (
    select buyer, day, row_number() over (partition by buyer order by day) as place from days
),
firsts as (
    select
        buyer,
        min(day) as first_on,
        date_diff('day', min(day), max(day) filter (place = 2)) as gap_days
    from placed
    where place <= 2
    group by buyer
)
select
    length as days,
    count(buyer) as people,
    coalesce(count_if(gap_days <= length), 0) as again
from unnest($windows::INT[]) as windows(length)
    left join firsts on first_on >= $from and date_diff('day', first_on, $asof::DATE) >= length
group by length
order by length
