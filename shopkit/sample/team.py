"""What the sample shop's people have typed: tasks, decisions and praise."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from shopkit import clock, store
from shopkit.meetings.values import Expected
from shopkit.sample.definitions import rows
from shopkit.store import tasks
from shopkit.store.ledger import Stamp
from shopkit.store.meetings import decide, thank
from shopkit.tasks.states import BLOCKED, DOING, DONE

if TYPE_CHECKING:
    from sqlalchemy import Engine

BOSS, PREFIX = "店长", "示例"
BEGUN, DONE_BY = 10, 17  # o'clock


@dataclass(frozen=True)
class Team:
    """The shop, and its members' numbers by the name the lists call them."""

    engine: "Engine"
    shop_id: str
    numbers: dict[str, int]

    def stamp(self, name: str, day: str, hour: int = 9) -> Stamp:
        """Who did it, at a full hour of a day."""
        morning = datetime.combine(date.fromisoformat(day), datetime.min.time())
        return Stamp(self.numbers[name], clock.instant_of(morning.replace(hour=hour)))


def begin_work(engine: "Engine", shop_id: str) -> None:
    """Writes the last month's tasks with their history, what was decided, and who was thanked."""
    known = store.members(engine, shop_id)
    team = Team(engine, shop_id, {each.name.removeprefix(PREFIX): each.id for each in known})
    for row in rows("tasks.csv"):
        _task(team, row)
    for row in rows("decisions.csv"):
        _decision(team, row)
    for row in rows("praises.csv"):
        stamp = team.stamp(row["谁"], row["于"], DONE_BY)
        thank(engine, shop_id, stamp, to_id=team.numbers[row["谢谁"]], why=row["为什么"])


def _task(team: Team, row: dict[str, str]) -> None:
    number = tasks.add_task(
        team.engine,
        team.shop_id,
        row["标题"],
        team.stamp(BOSS, row["建于"]),
        owner_id=team.numbers[row["负责"]],
        priority=int(row["优先"]),
        estimate_minutes=int(row["估时_分"]),
        labels=tuple(row["标签"].split()),
        due_on=date.fromisoformat(row["截止"]),
    )
    if row["开始"]:
        _goes(team, number, team.stamp(row["负责"], row["开始"], BEGUN), state=DOING)
    if row["卡住原因"]:
        stuck = {"state": BLOCKED, "blocked_because": row["卡住原因"]}
        _goes(team, number, team.stamp(row["负责"], row["开始"], DONE_BY), **stuck)
    if row["完成"]:
        _goes(team, number, team.stamp(row["负责"], row["完成"], DONE_BY), state=DONE)


def _goes(team: Team, number: int, stamp: Stamp, **values: object) -> None:
    now = tasks.task_of(team.engine, team.shop_id, number)
    tasks.change(team.engine, team.shop_id, number, stamp, version=now.version, values=values)


def _decision(team: Team, row: dict[str, str]) -> None:
    decide(
        team.engine,
        team.shop_id,
        row["定什么"],
        team.stamp(BOSS, row["定于"]),
        decided_on=date.fromisoformat(row["定于"]),
        owner_id=team.numbers[row["负责"]],
        why=row["为什么"],
        kpi=row["指标"],
        expected=Expected(share=float(row["预期"].rstrip("%")) / 100),
        look_on=date.fromisoformat(row["回看"]),
    )
