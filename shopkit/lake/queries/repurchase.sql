-- Of the buyers first seen at least N days before $asof, how many bought again within N days, for
-- each N of $windows. First purchases from $from on are looked at.
with days as (
    select distinct buyer, day from purchases where day <= $asof
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
