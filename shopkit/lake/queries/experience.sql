-- What feeds the experience score from $from to $to: reviews by grade, chats answered and slow.
-- Reviews are the shop table's where it tells, else the review file's.
with daily as (
    select
        sum(reviews)::BIGINT as reviews,
        sum(reviews_good)::BIGINT as good,
        sum(reviews_bad)::BIGINT as bad
    from shop_days
    where days = 1 and day between $from and $to
),
filed as (
    select
        count(*) as reviews,
        count_if(grade = '好评' or stars >= 4) as good,
        count_if(grade = '差评' or stars <= 2) as bad
    from reviews
    where reviewed_on between $from and $to
),
chats as (
    select
        sum(coalesce(received, consulted)) filter (slow is not null)::BIGINT as chats,
        sum(slow)::BIGINT as slow
    from service_days
    where days = 1 and day between $from and $to
)
select
    coalesce(nullif(daily.reviews, 0), filed.reviews) as reviews,
    case when daily.reviews > 0 then daily.good else filed.good end as good,
    case when daily.reviews > 0 then daily.bad else filed.bad end as bad,
    chats.chats,
    chats.slow
from daily, filed, chats
