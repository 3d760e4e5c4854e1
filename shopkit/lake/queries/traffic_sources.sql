-- Visitors, buyers and paid amount by first-level source from $from to $to, shop-wide.
-- A file for exactly this period counts people; otherwise days are summed and is_exact is false:
-- those are visits by day, not people. A visitor may come by two sources, so sources do not add up.
with level as (
    select day, days, source, visitors, buyers, page_views, paid_fen
    from traffic
    where coalesce(item_id, '') = ''
        and coalesce(source_3, '') = ''
        and (coalesce(source_2, '') = '' or source_2 in ('汇总', source))
),
fine as (
    -- where a file has no first-level rows, its second level is the finest that is whole
    select day, days, source, visitors, buyers, page_views, paid_fen
    from traffic
    where coalesce(item_id, '') = '' and not exists (select 1 from level)
),
rows as (select * from level union all select * from fine),
exact as (
    select * from rows
    where day = $from and days = date_diff('day', $from::DATE, $to::DATE) + 1
),
chosen as (
    select *, true as is_exact from exact
    union all
    select *, false from rows
    where days = 1 and day between $from and $to and not exists (select 1 from exact)
)
select
    source,
    sum(visitors)::BIGINT as visitors,
    sum(buyers)::BIGINT as buyers,
    sum(page_views)::BIGINT as page_views,
    sum(paid_fen)::BIGINT as paid_fen,
    count(distinct day) as days,
    bool_and(is_exact) as is_exact
from chosen
group by source
order by visitors desc nulls last, source
