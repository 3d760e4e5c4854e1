"""The packing table."""

import pytest

from shopkit.shipping.orders import OrderLine
from shopkit.shipping.packing import check_scan, theory_g, weight_check

LINES = [OrderLine("MUG", 2), OrderLine("TEE", 1)]


def test_a_parcel_should_weigh_its_pieces_and_its_box():
    assert theory_g(LINES, {"MUG": 310, "TEE": 180}, 90) == 890


@pytest.mark.parametrize("weights", [{"MUG": 310}, {"MUG": 310, "TEE": None}])
def test_one_unknown_weight_makes_the_whole_unknown(weights):
    assert theory_g(LINES, weights) is None


@pytest.mark.parametrize(
    ("actual_g", "theory", "is_right"),
    [
        (130, 100, True),
        (131, 100, False),
        (69, 100, False),
        (630, 600, True),
        (631, 600, False),
        (1050, 1000, True),
        (1051, 1000, False),
        (949, 1000, False),
        (500, None, None),
    ],
)
def test_off_by_30_g_or_5_percent_is_still_right(actual_g, theory, is_right):
    assert weight_check(actual_g, theory).is_right is is_right


def test_a_wrong_weight_says_which_way():
    heavy, light = weight_check(900, 600), weight_check(400, 600)
    assert (heavy.off_g, light.off_g) == (300, -200)
    assert heavy.template != light.template
    assert "200 g too light" in light.template.format(**light.facts)


def test_everything_scanned_is_complete():
    check = check_scan(LINES, ["MUG", "TEE", "MUG"])
    assert check.is_complete
    assert check.right == {"MUG": 2, "TEE": 1}


def test_what_is_missing_is_told_and_counted():
    check = check_scan(LINES, ["MUG"])
    assert (check.missing, check.facts["left"]) == ({"MUG": 1, "TEE": 1}, 2)


def test_the_wrong_piece_is_told_before_all_else():
    check = check_scan(LINES, ["MUG", "MUG", "MUG", "CAP"])
    assert (check.wrong, check.extra, check.missing) == ({"CAP": 1}, {"MUG": 1}, {"TEE": 1})
    assert "CAP" in check.template.format(**check.facts)


def test_the_same_sku_on_two_lines_counts_together():
    assert check_scan([OrderLine("MUG", 1), OrderLine("MUG", 1)], ["MUG", "MUG"]).is_complete
