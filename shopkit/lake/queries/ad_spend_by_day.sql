-- What advertising cost each day from $from to $to: the shop's own figures, else the ad reports.
-- Ad reports repeat each other across platforms and levels, so a day's largest one is taken.
with shop as (
    select
        day,
        (coalesce(ad_search_fen, 0) + coalesce(ad_display_fen, 0) + coalesce(ad_affiliate_fen, 0)
            + coalesce(ad_site_fen, 0) + coalesce(ad_crowd_fen, 0)
            + coalesce(ad_smart_fen, 0))::BIGINT as spend_fen
    from shop_days
    where days = 1
        and day between $from and $to
        and coalesce(ad_search_fen, ad_display_fen, ad_affiliate_fen, ad_site_fen, ad_crowd_fen,
            ad_smart_fen) is not null
),
report as (
    select day, sum(spend_fen)::BIGINT as spend_fen
    from ad_days
    where day between $from and $to
    group by day, platform, level, effect, basis, attribution
)
select * from shop
union all
select day, max(spend_fen) as spend_fen from report where day not in (select day from shop)
group by day
order by day
