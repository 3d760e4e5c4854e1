"""Student's t against printed tables."""

import pytest

from shopkit.meetings.student import t_below, t_quantile


@pytest.mark.parametrize(
    ("freedom", "printed"),
    [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980), (100_000, 1.960)],
)
def test_the_975th_quantile_is_the_one_in_every_textbook(freedom, printed):
    assert t_quantile(0.975, freedom) == pytest.approx(printed, abs=6e-4)


@pytest.mark.parametrize("freedom", [1, 1.5, 7.3, 400])
def test_quantile_and_share_undo_each_other(freedom):
    assert t_below(t_quantile(0.9, freedom), freedom) == pytest.approx(0.9)


def test_half_of_it_lies_below_zero():
    assert t_below(0.0, 4) == 0.5
