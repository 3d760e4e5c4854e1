-- People the platform counted for exactly the days from $from to $to: visitors and buyers.
select visitors, buyers as platform_buyers
from shop_days
where day = $from and days = date_diff('day', $from::DATE, $to::DATE) + 1
