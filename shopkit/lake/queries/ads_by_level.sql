-- What each plan, item or creative ($level) cost and brought from $from to $to, dearest first.
-- Reports repeat each other: the same plan stands in its own platform's report, in 阿里妈妈's, by
-- item and by creative, and once for each window of attribution. For every key one report is
-- taken, the one with the most spend (the one that tells direct sales, where they are equal);
-- what it leaves out is taken from another that tells of the same spend.
with told as (
    select
        platform, level, coalesce(effect, '') as effect, coalesce(basis, '') as basis,
        coalesce(attribution, '') as attribution,
        case $level
            when 'plan' then coalesce(nullif(plan_id, ''), plan)
            when 'item' then item_id
            else creative_id
        end as key,
        case $level when 'plan' then plan when 'item' then item else creative end as name,
        impressions, clicks, spend_fen, paid_orders, paid_fen, direct_paid_fen,
        indirect_paid_fen, net_paid_fen, plan, item_id, day
    from ad_days
    where day between $from and $to
        and (level = $level
            or ($level = 'plan' and level in ('item', 'unit', 'creative'))
            or ($level = 'item' and level in ('unit', 'creative')))
),
summed as (
    select
        platform, level, effect, basis, attribution, key,
        arg_max(name, day) filter (name <> '') as name,
        arg_max(plan, day) filter (plan <> '') as plan,
        arg_max(item_id, day) filter (item_id <> '') as item_id,
        sum(impressions)::BIGINT as impressions,
        sum(clicks)::BIGINT as clicks,
        sum(spend_fen)::BIGINT as spend_fen,
        sum(paid_orders)::BIGINT as orders,
        sum(paid_fen)::BIGINT as paid_fen,
        sum(direct_paid_fen)::BIGINT as direct_fen,
        sum(indirect_paid_fen)::BIGINT as indirect_fen,
        sum(net_paid_fen)::BIGINT as net_fen
    from told
    where key <> ''
    group by platform, level, effect, basis, attribution, key
),
placed as (
    select
        *,
        row_number() over (
            partition by key
            order by spend_fen desc nulls last, direct_fen is null, net_fen is null, platform, level,
                attribution
        ) as place,
        max(net_fen) over (partition by key, spend_fen) as known_net_fen,
        max(direct_fen) over (partition by key, spend_fen) as known_direct_fen,
        max(indirect_fen) over (partition by key, spend_fen) as known_indirect_fen
    from summed
)
select
    key, name, plan, item_id, platform, level, attribution, impressions, clicks, spend_fen, orders,
    paid_fen,
    coalesce(direct_fen, known_direct_fen) as direct_fen,
    coalesce(indirect_fen, known_indirect_fen) as indirect_fen,
    coalesce(net_fen, known_net_fen) as net_fen
from placed
where place = 1 and spend_fen > 0
order by spend_fen desc, key
