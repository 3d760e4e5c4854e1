-- Why money went back from $from to $to: completed refunds by the buyer's reason.
select
    coalesce(reason, '') as reason,
    count(*) as refunds,
    sum(refund_fen)::BIGINT as refund_fen
from refunds
where status = '退款成功' and completed_on between $from and $to
group by reason
order by refund_fen desc, reason
