-- Buyers on the day $asof, equal ones counted together: repeat purchase days, days from the first
-- to the last, days from the first to $asof, people, and the purchase days of theirs that came
-- after it up to $until.
with buyers as (
    select
        buyer,
        count(distinct day) filter (day <= $asof) - 1 as repeats,
        date_diff('day', min(day), max(day) filter (day <= $asof)) as active_days,
        date_diff('day', min(day), $asof::DATE) as age_days,
        count(distinct day) filter (day > $asof) as came
    from purchases
    where day <= $until
    group by buyer
)
select repeats, active_days, age_days, count(*) as people, sum(came)::BIGINT as came
from buyers
where repeats >= 0
group by repeats, active_days, age_days
order by repeats, active_days, age_days
