-- What a bridge is built from, from $from to $to: a row for the `shop`, one for each `product`, one
-- for each `channel`, and one for each channel of a product (`cross`).
-- `visitors` and `buyers` are sums of days, and `days` how many days they are known for; of
-- channels also a file for exactly these days. Channels overlap; nothing here adds them up.
-- Paid amounts are the order lines' (a later refund is not deducted), else the platform's. A piece
-- costs what $cost_fen says from the day of $cost_days on ($cost_skus, entry by entry).
-- `costed_fen` is the part of what was paid whose cost is known. Lines that name no item belong
-- to that of their SKU, as the goods export or $own_skus and $own_items tell.
with asked as (
    select $from::DATE as first, $to::DATE as last, date_diff('day', $from::DATE, $to::DATE) + 1 as length
),
costs as (
    select unnest($cost_skus::VARCHAR[]) as sku, unnest($cost_days::DATE[]) as day,
        unnest($cost_fen::BIGINT[]) as unit_fen
),
named as (
    select sku, arg_min(item_id, rank) as item_id
    from (
        select sku, item_id, 1 as rank from items where sku <> '' and item_id <> ''
        union all
        select unnest($own_skus::VARCHAR[]), unnest($own_items::VARCHAR[]), 2
        union all
        select sku, item_id, 3 from order_lines where sku <> '' and item_id <> ''
    )
    group by sku
),
sold as (
    select
        line.sku, line.item_id, line.title, line.qty,
        coalesce(line.paid_on, orders.paid_on) as day,
        coalesce(line.paid_fen, line.payable_fen, line.price_fen * line.qty) as paid_fen,
    from order_lines line left join orders using (order_id)
    where coalesce(line.paid_on, orders.paid_on) between $from and $to
    union all
    select sku, null, title, qty, paid_on, paid_fen
    from orders anti join order_lines using (order_id)
    where paid_on between $from and $to
),
lines as (
    select
        coalesce(nullif(sold.item_id, ''), named.item_id, nullif(sold.sku, ''), '') as item_id,
        sold.title, sold.day, sold.paid_fen,
        costs.unit_fen * sold.qty as cost_fen
    from sold
    left join named using (sku)
    asof left join costs on sold.sku = costs.sku and sold.day >= costs.day
),
earned as (
    select
        item_id,
        arg_max(title, day) as title,
        sum(paid_fen)::BIGINT as paid_fen,
        sum(paid_fen) filter (cost_fen is not null)::BIGINT as costed_fen,
        sum(cost_fen)::BIGINT as cost_fen
    from lines
    group by item_id
),
seen as (
    select
        item_id,
        arg_max(title, day) as title,
        count(*) as days,
        sum(visitors)::BIGINT as visitors,
        sum(buyers)::BIGINT as buyers,
        sum(paid_fen)::BIGINT as paid_fen
    from item_days
    where days = 1
        and day between $from and $to
        and coalesce(nullif(parent_item_id, ''), item_id) = item_id
    group by item_id
),
seen_days as (
    select count(distinct day) as days from item_days where days = 1 and day between $from and $to
),
product as (
    select
        coalesce(nullif(seen.title, ''), nullif(earned.title, '')) as title,
        item_id,
        (select days from seen_days) as days,
        case when (select days from seen_days) > 0 then coalesce(seen.visitors, 0) end as visitors,
        case when (select days from seen_days) > 0 then coalesce(seen.buyers, 0) end as buyers,
        case when exists (select 1 from earned) then coalesce(earned.paid_fen, 0) else seen.paid_fen end
            as paid_fen,
        earned.costed_fen, earned.cost_fen
    from seen full join earned using (item_id)
),
detail as (
    select
        coalesce(item_id, '') as item_id, day, days, source,
        case when coalesce(source_2, '') in ('', '汇总', source) then '' else source_2 end as within,
        visitors, buyers, paid_fen
    from traffic
    where coalesce(source_3, '') in ('', '汇总', source_2)
),
-- a source's own row repeats its parts, so it counts only where it has none
fine as (
    select item_id, day, days, coalesce(nullif(within, ''), source) as source, visitors, buyers, paid_fen
    from detail
    where within <> '' or not exists (
        select 1 from detail part
        where part.item_id = detail.item_id and part.day = detail.day and part.days = detail.days
            and part.source = detail.source and part.within <> ''
    )
),
exact as (select fine.* from fine, asked where fine.days = length and fine.day = first),
came as (
    select *, (select length from asked) as covered from exact
    union all
    select *, (
        select count(distinct day) from fine where days = 1 and day between $from and $to
    )
    from fine
    where days = 1 and day between $from and $to and not exists (select 1 from exact)
),
channel as (
    select
        source, item_id, max(covered) as days, sum(visitors)::BIGINT as visitors,
        sum(buyers)::BIGINT as buyers, sum(paid_fen)::BIGINT as paid_fen
    from came
    group by source, item_id
),
daily as (
    select
        count(visitors) as days, sum(visitors)::BIGINT as visitors, sum(buyers)::BIGINT as buyers,
        sum(paid_fen)::BIGINT as paid_fen
    from shop_days
    where days = 1 and day between $from and $to
),
booked as (
    select
        count(*) as orders, sum(paid_fen)::BIGINT as paid_fen,
        nullif(count(distinct (buyer, paid_on)) filter (buyer is not null), 0) as buyers
    from orders
    where paid_on between $from and $to
)
select
    'shop' as level, '' as source, '' as item_id, '' as title, daily.days, daily.visitors,
    coalesce(daily.buyers, booked.buyers) as buyers,
    coalesce(case when orders > 0 then booked.paid_fen end, daily.paid_fen,
        (select sum(paid_fen)::BIGINT from product)) as paid_fen,
    (select sum(costed_fen)::BIGINT from earned) as costed_fen,
    (select sum(cost_fen)::BIGINT from earned) as cost_fen
from daily, booked
union all
select 'product', '', item_id, title, days, visitors, buyers, paid_fen, costed_fen, cost_fen from product
union all
select
    case when item_id = '' then 'channel' else 'cross' end, source, item_id, '', days, visitors, buyers,
    paid_fen, null, null
from channel
order by level, item_id, source
