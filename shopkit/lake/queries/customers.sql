-- Each buyer's purchases up to $asof: days bought on, first and last of them, money less refunds,
-- money of the first day, the last order. In the order of pseudonyms.
with days as (
    select buyer, day, sum(paid - gone)::BIGINT as net_fen, max(order_id) as order_id
    from purchases
    where day <= $asof
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
