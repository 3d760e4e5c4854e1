"""A draft may change until it is sent, and a key tells which order it wrote."""

from datetime import date

import pytest

from shopkit.errors import Refused
from shopkit.stock.purchases import Wanted
from shopkit.store import counts, purchases
from shopkit.store.ledger import Stamp


def ordered(room, key=None):
    return purchases.create_purchase(
        room.engine, room.id, [Wanted("MUG", 10, 500)], room.stamp(key), supplier_id=room.supplier
    )


def test_a_draft_takes_other_lines_until_it_is_sent(room):
    order = ordered(room)
    other = [Wanted("TEE", 3), Wanted("MUG", 12, 450)]
    saved = purchases.change_draft(room.engine, room.id, order.id, room.stamp(), lines=other)
    assert [(line.sku, line.ordered) for line in saved.lines] == [("TEE", 3), ("MUG", 12)]
    day = date(2026, 10, 20)
    sent = purchases.send(room.engine, room.id, order.id, room.stamp(), expected_on=day)
    assert sent.expected_on == day
    with pytest.raises(Refused):
        purchases.change_draft(room.engine, room.id, order.id, room.stamp(), lines=other)


def test_lines_that_cannot_be_ordered_leave_the_draft_as_it_was(room):
    order = ordered(room)
    for lines in ([], [Wanted("MUG", 1), Wanted("MUG", 2)]):
        with pytest.raises(Refused):
            purchases.change_draft(room.engine, room.id, order.id, room.stamp(), lines=lines)
    assert purchases.purchase(room.engine, room.id, order.id).lines == order.lines


def test_a_key_knows_the_order_it_wrote(room):
    assert purchases.written(room.engine, room.id, room.stamp("k")) is None
    assert purchases.written(room.engine, room.id, Stamp(room.ann, room.stamp().at, None)) is None
    assert ordered(room, "k") == purchases.written(room.engine, room.id, room.stamp("k"))


def test_approved_differences_keep_their_reason_and_people(room):
    room.lay("MUG", "A-1", 10)
    number = counts.plan_count(room.engine, room.id, "free", room.stamp(), places=[("MUG", "A-1")])
    (line,) = counts.open_lines(room.engine, room.id)
    assert counts.counts(room.engine, room.id, is_open=True)[0].id == number
    counts.enter(room.engine, room.id, line.id, room.stamp(), counted=9)
    reasons = {line.id: "lost"}
    counts.approve(room.engine, room.id, [line.id], room.stamp(by="bob"), reasons=reasons)
    (found,) = counts.differences(room.engine, room.id)
    assert (found.sku, found.booked, found.counted, found.reason) == ("MUG", 10, 9, "lost")
    assert found.by == "bob" and counts.open_lines(room.engine, room.id) == []
    assert counts.counts(room.engine, room.id, is_open=True) == []
