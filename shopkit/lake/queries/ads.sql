-- Ad spend, clicks and paid amount by platform from $from to $to, at each platform's coarsest
-- level that has rows: levels repeat one another and are never added.
with ranked as (
    select *, case level when 'account' then 1 when 'plan' then 2 when 'item' then 3
        when 'unit' then 4 else 5 end as rank
    from ad_days
    where day between $from and $to
),
coarsest as (select platform, min(rank) as rank from ranked group by platform)
select
    platform,
    any_value(level) as level,
    sum(impressions)::BIGINT as impressions,
    sum(clicks)::BIGINT as clicks,
    sum(spend_fen)::BIGINT as spend_fen,
    sum(paid_fen)::BIGINT as paid_fen,
    sum(net_paid_fen)::BIGINT as net_paid_fen,
    sum(paid_orders)::BIGINT as paid_orders
from ranked semi join coarsest using (platform, rank)
group by platform
order by spend_fen desc nulls last
