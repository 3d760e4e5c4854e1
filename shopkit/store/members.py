"""Who works here: roles, language, hours and days off. Later work hangs on these rows."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from shopkit.errors import NotFound, Refused
from shopkit.roles import TITLES, Role
from shopkit.store.engine import told, writing
from shopkit.store.schema import member, member_day_off, member_role
from shopkit.text import LANGS

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class Member:
    """One person: `workdays` are 1 Monday to 7 Sunday; hours are `HH:MM` in Shanghai."""

    name: str
    roles: frozenset[Role]
    language: str = "zh"
    works_from: str = "09:00"
    works_to: str = "18:00"
    workdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    days_off: frozenset[date] = frozenset()
    id: int | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refused("A member needs a name.")
        if not self.roles:
            raise Refused("{name} needs at least one role.", name=self.name)
        if self.language not in LANGS:
            raise Refused("{name} can read zh or en, not {language}.", **_facts(self, "language"))
        if not (_HOUR.fullmatch(self.works_from) and _HOUR.fullmatch(self.works_to)):
            raise Refused("Write working hours as 09:00 and 18:00 for {name}.", name=self.name)
        if self.works_from >= self.works_to:
            raise Refused("{name} would end work before beginning it.", name=self.name)
        if not self.workdays <= set(range(1, 8)):
            raise Refused("Workdays of {name} are 1 (Monday) to 7 (Sunday).", name=self.name)

    def works_on(self, day: date) -> bool:
        """Whether this person is expected on `day` by their own week and days off."""
        return day.isoweekday() in self.workdays and day not in self.days_off


def members(engine: Engine, shop_id: str) -> list[Member]:
    """Everyone who works in the shop now, by name."""
    here = select(member).where(member.c.shop_id == shop_id, member.c.left_on.is_(None))
    with told(), engine.connect() as db:
        rows = db.execute(here.order_by(member.c.name)).all()
        ids = [row.id for row in rows]
        roles, off = _each(db, member_role.c.role, ids), _each(db, member_day_off.c.off_on, ids)
    return [_member(row, roles[row.id], off[row.id]) for row in rows]


def save_member(engine: Engine, shop_id: str, person: Member) -> Member:
    """Add this person, or change the one with the same id; `Refused` when the name is taken."""
    row = {
        "name": " ".join(person.name.split()),
        "language": person.language,
        "works_from": person.works_from,
        "works_to": person.works_to,
        "workdays": ",".join(str(day) for day in sorted(person.workdays)),
    }
    with writing(engine) as db:
        _free_name(db, shop_id, row["name"], person.id)
        saved = replace(person, id=_written(db, shop_id, person.id, row))
        _hang_on(db, saved)
    return saved


def remove_member(engine: Engine, shop_id: str, member_id: int, *, on: date) -> None:
    """Mark a person as gone since `on`; what they did stays. `NotFound` if not of this shop."""
    theirs = (member.c.id == member_id) & (member.c.shop_id == shop_id) & member.c.left_on.is_(None)
    renamed = member.c.name + f" ({on:%Y-%m-%d} #{member_id})"
    with writing(engine) as db:
        if not db.execute(update(member).where(theirs).values(left_on=on, name=renamed)).rowcount:
            raise NotFound("There is no member {id} in this shop.", id=member_id)


def allowed(db: Connection, shop_id: str, by: int | None, *roles: Role) -> None:
    """Holds an act to who may do it: a member of this shop now, with one of `roles` if any.

    `by` is None for a program, such as an import. Raises `NotFound` or `Refused`.
    """
    if by is None:
        return
    here = select(member.c.name).where(
        member.c.id == by, member.c.shop_id == shop_id, member.c.left_on.is_(None)
    )
    name = db.execute(here).scalar()
    if name is None:
        raise NotFound("There is no member {id} in this shop.", id=by)
    if roles and not _held(db, by) & {role.value for role in roles}:
        raise Refused(
            "{name} may not do this: it is for {roles}.",
            name=name,
            roles=" / ".join(" ".join(TITLES[role]) for role in roles),
        )


def _held(db: Connection, member_id: int) -> set[str]:
    theirs = select(member_role.c.role).where(member_role.c.member_id == member_id)
    return set(db.execute(theirs).scalars())


def _each(db: Connection, column: Any, ids: list[int]) -> dict[int, list]:
    """By member's number the values of a column of what hangs on them."""
    held: dict[int, list] = {number: [] for number in ids}
    theirs = column.table.c.member_id
    for number, value in db.execute(select(theirs, column).where(theirs.in_(ids))):
        held[number].append(value)
    return held


def _member(row: Any, roles: list[str], off: list[date]) -> Member:
    return Member(
        row.name,
        frozenset(Role(word) for word in roles),
        row.language,
        row.works_from,
        row.works_to,
        frozenset(int(day) for day in row.workdays.split(",") if day),
        frozenset(off),
        row.id,
    )


def _free_name(db: Connection, shop_id: str, name: str, member_id: int | None) -> None:
    same = select(member.c.id).where(member.c.shop_id == shop_id, member.c.name == name)
    found = db.execute(same).scalar()
    if found is not None and found != member_id:
        raise Refused("There is already a member called {name}.", name=name)


def _written(db: Connection, shop_id: str, member_id: int | None, row: dict[str, str]) -> int:
    if member_id is None:
        return db.execute(insert(member).values(shop_id=shop_id, **row)).inserted_primary_key[0]
    theirs = (member.c.id == member_id) & (member.c.shop_id == shop_id)
    if not db.execute(update(member).where(theirs).values(**row)).rowcount:
        raise NotFound("There is no member {id} in this shop.", id=member_id)
    return member_id


def _hang_on(db: Connection, person: Member) -> None:
    for table, column, values in (
        (member_role, "role", [held.value for held in person.roles]),
        (member_day_off, "off_on", list(person.days_off)),
    ):
        db.execute(delete(table).where(table.c.member_id == person.id))
        rows = [{"member_id": person.id, column: value} for value in values]
        if rows:
            db.execute(insert(table), rows)


def _facts(person: Member, *names: str) -> dict[str, object]:
    return {name: getattr(person, name) for name in ("name", *names)}
