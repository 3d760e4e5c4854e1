-- Each service agent's days summed from $from to $to; the response time is weighted by people received.
select
    agent,
    sum(received)::BIGINT as received,
    sum(inquirers)::BIGINT as inquirers,
    sum(buyers)::BIGINT as buyers,
    sum(paid_fen)::BIGINT as paid_fen,
    sum(response_seconds * received) / nullif(sum(received) filter (response_seconds is not null), 0)
        as response_seconds
from service_days
where days = 1 and day between $from and $to and coalesce(agent, '') <> ''
group by agent
order by received desc nulls last, agent
