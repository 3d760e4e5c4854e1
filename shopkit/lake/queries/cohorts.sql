-- Buyers by the month of their first purchase and the months since, up to $asof. A buyer counts
-- once a month.
with bought as (
    select distinct buyer, date_trunc('month', day)::DATE as month
    from purchases
    where day <= $asof
),
aged as (
    select distinct buyer, min(month) over (partition by buyer) as cohort, month
    from bought
)
select cohort, date_diff('month', cohort, month) as age_months, count(*) as buyers
from aged
group by cohort, age_months
order by cohort, age_months
