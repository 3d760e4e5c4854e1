"""Two agents in the last three months: how many asked, who bought, how quick, how glad."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.calendar import STORY_MONTH

FIRST_SERVED = np.datetime64("2026-08-01")


@dataclass(frozen=True)
class Agent:
    """An agent's nickname, ISO days off, part of the questions, and usual quickness and success."""

    nick: str
    off: tuple[int, ...]
    share: float
    first_seconds: float
    mean_seconds: float
    conversion: float


AGENTS = (
    Agent("示例小铺:小青", (1, 2), 0.56, 9, 21, 0.47),
    Agent("示例小铺:小橙", (6, 7), 0.44, 16, 34, 0.40),
)


def agent_days(book: Book, shop: pd.DataFrame) -> pd.DataFrame:
    """One row a day and agent on duty, with the counts both 赤兔 reports print."""
    served = shop[shop["day"] >= FIRST_SERVED].reset_index(drop=True)
    chance = book.chance("service")
    rows = [_days(agent, served, chance) for agent in AGENTS]
    return pd.concat(rows).sort_values(["day", "agent"], ignore_index=True)


def _days(agent: Agent, served: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    weekday = served["day"].dt.day_of_week + 1
    alone = weekday.isin({day for each in AGENTS if each is not agent for day in each.off})
    here = ~weekday.isin(agent.off)
    day = served[here].reset_index(drop=True)
    alone = alone[here].to_numpy()
    count = len(day)
    consulted = chance.poisson(day["visitors"] * 0.03 * np.where(alone, 1, agent.share))
    unanswered = chance.binomial(consulted, 0.012)
    received = consulted - unanswered
    inquirers = chance.binomial(received, 0.64)
    tired = np.where(day["day"].to_numpy().astype("datetime64[M]") == STORY_MONTH, 0.86, 1.0)
    buyers = np.minimum(chance.binomial(inquirers, agent.conversion * tired), day["buyers"])
    asked = received * chance.uniform(4.5, 6, count)
    slow = (consulted / np.median(consulted)) ** 0.6
    ratings = chance.binomial(received, 0.17)
    glad = chance.multinomial(ratings, [0.66, 0.22, 0.07, 0.03, 0.02])
    return pd.DataFrame(
        {
            "day": day["day"],
            "agent": agent.nick,
            "consulted": consulted,
            "received": received,
            "unanswered": unanswered,
            "inquirers": inquirers,
            "buyers": buyers,
            "paid_fen": buyers * (day["paid_fen"] // np.maximum(day["buyers"], 1)),
            "paid_qty": np.rint(buyers * 1.6).astype(int),
            "paid_orders": buyers,
            "buyer_messages": np.rint(asked).astype(int),
            "agent_messages": np.rint(asked * chance.uniform(1.05, 1.35, count)).astype(int),
            "refund_orders": chance.binomial(buyers, 0.1),
            "slow": chance.binomial(received, 0.04),
            "in": chance.binomial(received, 0.02),
            "out": chance.binomial(received, 0.02),
            "first_seconds": agent.first_seconds * slow * chance.lognormal(0, 0.15, count),
            "mean_seconds": agent.mean_seconds * slow * chance.lognormal(0, 0.12, count),
            "handling_seconds": chance.normal(380, 40, count),
            "ratings_sent": chance.binomial(received, 0.6),
            "ratings": ratings,
            **{f"glad_{place}": glad[:, place] for place in range(5)},
        }
    )
