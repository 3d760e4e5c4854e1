-- Paid orders by weekday (1 Monday) and hour in Shanghai, from $from to $to.
select
    isodow(paid_at + interval 8 hour) as weekday,
    hour(paid_at + interval 8 hour) as hour,
    count(*) as paid_orders
from orders
where paid_on between $from and $to and month >= strftime($from::DATE - interval 1 year, '%Y-%m')
group by all
order by all
