"""Channels that overlap share one sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.bridge import allocated

channel = st.tuples(st.integers(0, 1000), st.integers(0, 100), st.integers(0, 10**7))


@given(st.integers(0, 10**7), st.dictionaries(st.text(max_size=3), channel, max_size=5))
def test_channels_and_the_rest_are_what_was_paid(paid, channels):
    shares, rest = allocated(paid, channels)
    assert sum(each[2] for each in shares.values()) + rest == pytest.approx(paid, abs=1e-3)
    assert rest >= 0 and shares.keys() == channels.keys()


def test_a_channel_keeps_its_conversion_and_basket_when_it_is_cut():
    shares, _ = allocated(500, {"search": (100, 5, 1_000)})
    visitors, buyers, paid = shares["search"]
    assert (buyers / visitors, paid / buyers) == pytest.approx((0.05, 200))
