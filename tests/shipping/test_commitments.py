"""Promised parcels at the least cost."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopkit.errors import Refused
from shopkit.shipping.commitments import committed

fee_rows = st.dictionaries(st.sampled_from("ABC"), st.integers(1, 30), min_size=1)
parcels = st.lists(fee_rows, min_size=1, max_size=6)
promises = st.dictionaries(st.sampled_from("ABC"), st.integers(0, 3))


def best(fees, promised) -> int | None:
    """The least total of all assignments that keep the promises."""
    totals = [
        sum(fee[name] for fee, name in zip(fees, names, strict=True))
        for names in product(*(list(fee) for fee in fees))
        if all(Counter(names)[name] >= n for name, n in promised.items())
    ]
    return min(totals, default=None)


def test_without_promises_each_parcel_goes_the_cheapest_way():
    assert committed([{"A": 3, "B": 2}, {"A": 1}], {}) == ["B", "A"]


def test_a_promise_is_kept_by_the_parcel_that_costs_least_to_move():
    fees = [{"A": 300, "B": 390}, {"A": 300, "B": 310}, {"A": 300, "B": 350}]
    assert committed(fees, {"B": 2}) == ["A", "B", "B"]


def test_a_promise_out_of_reach_is_refused_with_what_lacks():
    with pytest.raises(Refused) as caught:
        committed([{"A": 300}, {"A": 300, "B": 310}], {"B": 2})
    assert (caught.value.facts["carrier"], caught.value.facts["n"]) == ("B", 1)


@settings(deadline=None)
@given(parcels, promises)
def test_no_other_assignment_that_keeps_the_promises_is_cheaper(fees, promised):
    least = best(fees, promised)
    if least is None:
        with pytest.raises(Refused):
            committed(fees, promised)
    else:
        names = committed(fees, promised)
        assert all(Counter(names)[name] >= n for name, n in promised.items())
        assert sum(fee[name] for fee, name in zip(fees, names, strict=True)) == least
