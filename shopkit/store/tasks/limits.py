"""How much may be in progress at once, as the shop has set it."""

from typing import Any

from sqlalchemy import Engine, delete, insert, select

from shopkit.errors import Refused
from shopkit.roles import Role
from shopkit.store.acts import acting
from shopkit.store.engine import told
from shopkit.store.ledger import Stamp
from shopkit.store.schema import setting
from shopkit.tasks.flow import Limits
from shopkit.tasks.states import OPEN

_NAME, _MOST = "task_limits", 999


def limits(engine: Engine, shop_id: str) -> Limits:
    """The shop's limits; none before it has set any."""
    with told(), engine.connect() as db:
        kept = db.execute(select(setting.c.value).where(_mine(shop_id))).scalar()
    return Limits(**kept) if kept else Limits()


def save_limits(engine: Engine, shop_id: str, wanted: Limits, stamp: Stamp) -> Limits:
    """Set the limits of states and of a person, for the manager to say."""
    numbers = [*wanted.states.values(), *([] if wanted.person is None else [wanted.person])]
    if set(wanted.states) - set(OPEN) or any(not 0 < number <= _MOST for number in numbers):
        raise Refused("A limit is 1 to {most} tasks of an open state.", most=_MOST)
    value = {"states": dict(wanted.states), "person": wanted.person}
    with acting(engine, shop_id, stamp, Role.MANAGER) as db:
        db.execute(delete(setting).where(_mine(shop_id)))
        db.execute(insert(setting).values(shop_id=shop_id, name=_NAME, value=value))
    return wanted


def _mine(shop_id: str) -> Any:
    return (setting.c.shop_id == shop_id) & (setting.c.name == _NAME)
