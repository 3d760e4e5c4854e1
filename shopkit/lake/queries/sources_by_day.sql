-- Visitors and buyers of each traffic source and day from $from to $to, shop-wide: the first
-- level where files have one, else the second. Sources overlap and do not add up.
with level as (
    select day, source, visitors, buyers
    from traffic
    where days = 1
        and coalesce(item_id, '') = ''
        and coalesce(source_3, '') = ''
        and (coalesce(source_2, '') = '' or source_2 in ('汇总', source))
),
fine as (
    select day, source_2 as source, visitors, buyers
    from traffic
    where days = 1
        and coalesce(item_id, '') = ''
        and coalesce(source_3, '') = ''
        and not exists (select 1 from level)
),
rows as (select * from level union all select * from fine)
select day, source, sum(visitors)::BIGINT as visitors, sum(buyers)::BIGINT as buyers
from rows
where day between $from and $to
group by day, source
order by source, day
