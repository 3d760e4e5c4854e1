-- What each SKU sold from $from to $to, as sums that demand per day is read from. Paid lines
-- that were not closed count. `sold_…`, `places` and `sizes` are of clean days: not in $masked,
-- and not a day the SKU could not be sold ($out_skus with $out_days, pair by pair); `level_…`
-- of clean days from $level_from, `recent_qty` from $recent_from; `week_…` of whole clean weeks
-- begun after the first sale. First and last sale count every day up to $to.
with clean as (
    select
        day,
        row_number() over (order by day) as place,
        count(*) over (partition by date_trunc('week', day)) = 7 as is_whole_week
    from (select unnest(generate_series($from::DATE, $to::DATE, interval 1 day))::DATE as day)
    where day not in (select unnest($masked::DATE[]))
),
gone as (
    select distinct unnest($out_skus::VARCHAR[]) as sku, unnest($out_days::DATE[]) as day
),
gone_weeks as (select distinct sku, date_trunc('week', day)::DATE as week from gone),
lines as (
    select sku, paid_on as day, qty, coalesce(paid_fen, price_fen * qty) as paid_fen
    from order_lines
    where paid_on <= $to and qty > 0 and sku <> '' and status is distinct from '交易关闭'
    union all
    select line.sku, orders.paid_on, line.qty, coalesce(line.paid_fen, line.price_fen * line.qty)
    from order_lines line join orders using (order_id)
    where line.paid_on is null
        and orders.paid_on <= $to
        and line.qty > 0
        and line.sku <> ''
        and coalesce(line.status, '') not in ('交易关闭', '等待买家付款', '未创建支付宝交易')
        and orders.status is distinct from '交易关闭'
),
daily as (
    select sku, day, sum(qty)::BIGINT as qty, sum(paid_fen)::BIGINT as paid_fen
    from lines
    group by sku, day
),
placed as (
    select
        daily.*,
        case when gone.day is null then place end as place,
        case when gone.day is null and is_whole_week then date_trunc('week', daily.day)::DATE end
            as week
    from daily left join clean using (day) left join gone using (sku, day)
),
summed as (
    select
        sku,
        min(day) as first_on,
        max(day) as last_on,
        coalesce(sum(qty) filter (day >= $from), 0)::BIGINT as qty,
        coalesce(sum(paid_fen) filter (day >= $from), 0)::BIGINT as paid_fen,
        count(place) as sold_days,
        max(place) as last_place,
        coalesce(sum(qty) filter (place > 0), 0)::BIGINT as sold_qty,
        coalesce(sum(qty * qty) filter (place > 0), 0)::BIGINT as sold_squares,
        coalesce(sum(qty) filter (place > 0 and day >= $level_from), 0)::BIGINT as level_qty,
        coalesce(sum(qty * qty) filter (place > 0 and day >= $level_from), 0)::BIGINT
            as level_squares,
        coalesce(sum(qty) filter (place > 0 and day >= $recent_from), 0)::BIGINT as recent_qty
    from placed
    group by sku
),
weekly as (
    select sku, week, sum(qty)::BIGINT as qty
    from placed
    where week is not null
    group by sku, week
),
steady as (
    select
        sku,
        sum(weekly.qty)::BIGINT as week_qty,
        sum(weekly.qty * weekly.qty)::BIGINT as week_squares
    from weekly join summed using (sku) anti join gone_weeks using (sku, week)
    where week >= first_on
    group by sku
),
possible as (
    select first_on, count(day) as days, max(place) as last_place
    from (select distinct first_on from summed) left join clean on clean.day >= first_on
    group by first_on
),
rare as (
    select sku
    from summed join possible using (first_on)
    where sold_days * 1.32 < days or possible.last_place - summed.last_place > 14
),
-- Place and pieces in one number: one list is sorted instead of two by one another.
listed as (
    select sku, list_sort(list((place * 1048576 + qty)::INT)) as sold
    from placed semi join rare using (sku)
    where place > 0
    group by sku
)
select
    summed.* exclude (last_place),
    coalesce(week_qty, 0) as week_qty,
    coalesce(week_squares, 0) as week_squares,
    [one // 1048576 for one in sold] as places,
    [one % 1048576 for one in sold] as sizes
from summed left join steady using (sku) left join listed using (sku)
order by sku
