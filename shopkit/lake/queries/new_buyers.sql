-- People who paid from $from to $to by whether they had paid in the 365 days before $from, with
-- what they paid now: the platform's new and old buyers. `is_known` is false where the files do
-- not reach back that far, so that a new buyer may be an old one.
with now as (
    select buyer, sum(paid_fen)::BIGINT as paid_fen, count(*) as paid_orders
    from orders
    where paid_on between $from and $to and buyer <> ''
    group by buyer
),
before as (
    select distinct buyer
    from orders
    where paid_on between $from - interval 365 day and $from - interval 1 day and buyer <> ''
),
reach as (
    select count(*) > 0 as is_known
    from orders
    where paid_on between $from - interval 395 day and $from - interval 365 day
)
select
    before.buyer is not null as is_old,
    count(*) as buyers,
    sum(now.paid_orders)::BIGINT as paid_orders,
    sum(now.paid_fen)::BIGINT as paid_fen,
    any_value(reach.is_known) as is_known
from now left join before on now.buyer = before.buyer cross join reach
group by 1
order by 1
