-- Buyers by the quintiles of recency, frequency and money on the day $asof: people, money, and the
-- sums that means are made of. Ranks as in `customers.rfm.quintiles`.
with buyers as (
    select
        buyer,
        date_diff('day', max(day), $asof::DATE) as recency_days,
        count(distinct day) as purchases,
        sum(paid - gone)::BIGINT as paid_fen
    from purchases
    where day <= $asof
    group by buyer
),
placed as (
    select
        *,
        row_number() over (order by recency_days, buyer) - 1 as by_recency,
        row_number() over (order by purchases, buyer) - 1 as by_purchases,
        row_number() over (order by paid_fen, buyer) - 1 as by_money,
        greatest(count(*) over () - 1, 1) as last
    from buyers
),
scored as (
    select
        *,
        case when last > 1 then 6 - greatest(1, (by_recency * 5 + last - 1) // last) else 5 end as r,
        case when last > 1 then greatest(1, (by_purchases * 5 + last - 1) // last) else 5 end as f,
        case when last > 1 then greatest(1, (by_money * 5 + last - 1) // last) else 5 end as m
    from placed
)
select
    r::INT as r,
    f::INT as f,
    m::INT as m,
    count(*) as people,
    sum(paid_fen)::BIGINT as paid_fen,
    sum(recency_days)::BIGINT as recency_days,
    sum(purchases)::BIGINT as purchases
from scored
group by all
order by r, f, m
