-- The platform's own daily figures per period ($grain) from $from to $to, as sums of days.
-- visitor_days and buyer_days are sums of daily distinct counts: good for a rate over days,
-- never to be shown as people. `visitors` is people: one day's own, or a row the platform
-- exported for exactly this period.
with daily as (
    select
        date_trunc($grain, day)::DATE as period,
        count(*) as days,
        sum(visitors)::BIGINT as visitor_days,
        sum(buyers)::BIGINT as buyer_days,
        max(visitors) as one_day_visitors,
        max(buyers) as one_day_buyers,
        sum(page_views)::BIGINT as page_views,
        sum(paid_fen)::BIGINT as platform_paid_fen,
        sum(paid_orders)::BIGINT as platform_paid_orders,
        sum(cart_users)::BIGINT as cart_user_days,
        sum(favourite_users)::BIGINT as favourite_user_days,
        sum(refund_fen)::BIGINT as platform_refund_fen,
        sum(coalesce(ad_search_fen, 0) + coalesce(ad_display_fen, 0) + coalesce(ad_affiliate_fen, 0)
            + coalesce(ad_site_fen, 0) + coalesce(ad_crowd_fen, 0)
            + coalesce(ad_smart_fen, 0))::BIGINT as ad_spend_fen,
        arg_max(score_item, day) as score_item,
        arg_max(score_logistics, day) as score_logistics,
        arg_max(score_service, day) as score_service
    from shop_days
    where days = 1 and day between $from and $to
    group by period
),
whole as (
    select day as period, days, visitors, buyers
    from shop_days
    where days > 1
        and day between $from and $to
        and day = date_trunc($grain, day)::DATE
        and day + cast(days as integer) - 1 <= $to
)
select
    daily.* exclude (one_day_visitors, one_day_buyers),
    case when daily.days = 1 and $grain = 'day' then one_day_visitors else whole.visitors end as visitors,
    case when daily.days = 1 and $grain = 'day' then one_day_buyers else whole.buyers end as platform_buyers
from daily left join whole on whole.period = daily.period and whole.days = daily.days
order by period
