-- Refunds completed in each period ($grain) from $from to $to, whenever the order was paid.
select
    date_trunc($grain, completed_on)::DATE as period,
    count(*) as refunds,
    sum(refund_fen)::BIGINT as refund_fen
from refunds
where status = '退款成功' and completed_on between $from and $to
group by period
order by period
