"""What came of writing to customers."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Engine, insert

from shopkit.customers.contact import OUTCOMES, REFUSED
from shopkit.errors import NotFound, Refused
from shopkit.store.acts import acting, signed
from shopkit.store.customers.consent import KEEPERS, book
from shopkit.store.customers.lists import Contact, contacts_of
from shopkit.store.ledger import Stamp
from shopkit.store.schema import contact_outcome


def record_outcomes(
    engine: Engine, shop_id: str, came: Mapping[int, tuple[str, str]], stamp: Stamp
) -> int:
    """Write down what came of contacts, as (outcome, note) by number; how many were new.

    All or nothing. Who asked not to be written to again is not.
    """
    for outcome, _ in came.values():
        if outcome not in OUTCOMES:
            raise Refused("“{outcome}” is no outcome. Choose one from the list.", outcome=outcome)
    with acting(engine, shop_id, stamp, *KEEPERS) as db:
        known = _outcomes_of(db, shop_id, list(came))
        new = {
            number: pair
            for number, pair in came.items()
            if pair != (known[number].outcome, known[number].note)
        }
        rows = [
            {"contact_id": number, "outcome": outcome, "note": note}
            | {"said_at": stamp.at, **signed(stamp)}
            for number, (outcome, note) in new.items()
        ]
        if rows:
            db.execute(insert(contact_outcome), rows)
        refused = {known[n].buyer: False for n, (outcome, _) in new.items() if outcome == REFUSED}
        book(db, shop_id, refused, stamp, source="contact")
        return len(rows)


def _outcomes_of(db: Connection, shop_id: str, numbers: Sequence[int]) -> dict[int, Contact]:
    known = {each.id: each for each in contacts_of(db, shop_id) if each.id in set(numbers)}
    for number in numbers:
        if number not in known:
            raise NotFound("There is no contact {id} in this shop.", id=number)
        if known[number].is_control:
            raise Refused(
                "Contact {id} was to be left alone: it has no outcome. What they bought counts "
                "by itself.",
                id=number,
            )
    return known
