"""Members as a meeting's rows name them."""

from sqlalchemy import Connection, select

from shopkit.errors import NotFound
from shopkit.store.schema import member


def a_member(db: Connection, shop_id: str, member_id: int) -> None:
    """Holds a number to somebody who works in this shop now; raises `NotFound`."""
    here = select(member.c.id).where(
        member.c.id == member_id, member.c.shop_id == shop_id, member.c.left_on.is_(None)
    )
    if db.execute(here).scalar() is None:
        raise NotFound("There is no member {id} in this shop.", id=member_id)


def name_of(db: Connection, member_id: int | None) -> str:
    """A name, also of somebody who left; a dash for a program."""
    return db.execute(select(member.c.name).where(member.c.id == member_id)).scalar() or "–"
