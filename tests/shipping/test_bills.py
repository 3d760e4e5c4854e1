"""A carrier's bill against our parcels, and last month under every carrier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.shipping.bills import VERDICTS, BillLine, reconciled
from shopkit.shipping.freight import Rate, Sheet
from shopkit.shipping.parcels import Parcel, parcels
from shopkit.shipping.repricing import repriced

SHEET = Sheet(
    (
        Rate("中通", "全国", 1000, 500, 1000, 200, 8000),
        Rate("顺丰", "全国", 1000, 900, 1000, 100, 6000),
        Rate("中通", "西藏", 1000, 0, 1000, 0, 0, is_excluded=True),
    )
)


def parcel(number="Z1", weight_g=800, carrier="中通快递", province="广东", **facts):
    return Parcel(number, carrier, province, weight_g, **facts)


def judged(lines, ours):
    return [
        (row["tracking_no"], row["verdict"], row["claim_fen"])
        for row in reconciled(lines, ours, SHEET).rows
    ]


def test_a_right_bill_claims_nothing():
    assert judged([BillLine("Z1", 500, 850)], [parcel()]) == [("Z1", "right", 0)]


@pytest.mark.parametrize(
    ("line", "verdict", "claim"),
    [
        (BillLine("X9", 500, 800), "not ours", 500),
        (BillLine("Z1", 700, 1500), "weight over", 200),
        (BillLine("Z1", 550, 800), "fee over", 50),
        (BillLine("Z1", 480, 800), "right", 0),
        (BillLine("Z1", 500), "right", 0),
        (BillLine("Z1", -100), "credit", 0),
    ],
)
def test_each_line_is_judged_by_our_weight_and_our_sheet(line, verdict, claim):
    assert judged([line], [parcel()]) == [(line.tracking_no, verdict, claim)]


def test_a_few_grams_on_the_carriers_scale_are_no_claim():
    assert judged([BillLine("Z1", 700, 1050)], [parcel(weight_g=980)]) == [("Z1", "right", 0)]


def test_a_parcel_billed_again_is_claimed_whole():
    lines = [BillLine("Z1", 500, 800), BillLine("Z1", 500, 800)]
    assert judged(lines, [parcel()]) == [("Z1", "billed twice", 500), ("Z1", "right", 0)]


def test_a_credit_settles_its_parcels_claim():
    lines = [BillLine("Z1", 700, 1500), BillLine("Z1", -150)]
    assert judged(lines, [parcel()]) == [("Z1", "weight over", 50), ("Z1", "credit", 0)]


@pytest.mark.parametrize(
    "ours", [parcel(weight_g=None), parcel(carrier="极兔"), parcel(province="西藏")]
)
def test_what_cannot_be_known_is_not_claimed(ours):
    assert judged([BillLine("Z1", 990, 900)], [ours]) == [("Z1", "unchecked", 0)]


def test_our_parcels_that_the_bill_lacks_are_listed():
    ours = [parcel("Z1"), parcel("Z2"), parcel("S1", carrier="顺丰")]
    found = reconciled([BillLine("Z1", 500, 800, carrier="中通")], ours, SHEET)
    assert [each.tracking_no for each in found.unbilled] == ["Z2"]


def test_an_empty_bill_adds_up_to_nothing():
    found = reconciled([], [parcel()], SHEET)
    assert (found.billed_fen, found.claim_fen, found.rows, found.unbilled) == (0, 0, [], [])


numbers = st.sampled_from(["Z1", "Z2", "Z3"])
bill = st.lists(
    st.builds(
        BillLine,
        numbers,
        st.integers(-500, 3000),
        st.none() | st.integers(0, 5000),
        st.just("中通"),
    )
)
ours = st.lists(
    st.builds(
        Parcel,
        numbers,
        st.sampled_from(["中通", "极兔"]),
        st.sampled_from(["广东", "西藏"]),
        st.none() | st.integers(1, 5000),
    ),
    unique_by=lambda each: each.tracking_no,
)


@given(bill, ours)
def test_the_sums_of_a_bill_add_up(lines, sent):
    found = reconciled(lines, sent, SHEET)
    assert found.billed_fen == sum(line.fee_fen for line in lines)
    assert found.billed_fen == found.claim_fen + found.to_pay_fen
    for name in ("billed_fen", "claim_fen"):
        assert sum(kind[name] for kind in found.verdicts.values()) == getattr(found, name)
    assert sum(kind["lines"] for kind in found.verdicts.values()) == len(lines)
    assert all(0 <= row["claim_fen"] <= max(row["billed_fen"], 0) for row in found.rows)
    assert all(row["template"].format(**row["facts"]) for row in found.rows)
    assert found.verdicts.keys() <= VERDICTS.keys()


def test_last_month_is_priced_under_every_carrier():
    sent = [parcel("1", 800), parcel("2", 4500), parcel("3", 800, province="西藏")]
    found = repriced(sent, SHEET)
    rows = {row["carrier"]: row for row in found.rows}
    assert (rows["中通"]["parcels"], rows["中通"]["refused"]) == (2, 1)
    assert (rows["中通"]["total_fen"], rows["顺丰"]["total_fen"]) == (500 + 1300, 900 + 1300 + 900)
    assert found.mix == {"中通": 2, "顺丰": 1}


def test_the_saving_is_against_what_was_used_over_the_same_parcels():
    sent = [parcel("1", 800, fee_fen=600), parcel("2", 800, carrier="极兔", fee_fen=None)]
    found = repriced(sent, SHEET)
    assert (found.used_fen, found.best_fen, found.saving_fen) == (600, 500, 100)
    assert [row["saving_fen"] for row in found.rows] == [100, -300]


def test_parcels_without_weight_are_counted_and_left_out():
    found = repriced([parcel(weight_g=None)], SHEET)
    assert (found.parcels, found.unweighed, found.best_fen, found.mix) == (1, 1, 0, {})


@given(ours)
def test_the_best_mix_is_never_dearer_than_one_carrier(sent):
    found = repriced(sent, SHEET)
    assert found.saving_fen >= 0
    assert all(found.saving_fen >= row["saving_fen"] for row in found.rows)


def test_rows_of_the_lake_become_parcels_with_their_weight():
    row = {"order_id": "1", "tracking_no": "Z1", "carrier": "中通快递", "province": None}
    row |= {"shipped_at": None, "skus": [{"sku": "MUG", "qty": 2}]}
    (ours,) = parcels([row], {"MUG": 300}, packaging_g=50, fees={"Z1": 480})
    assert (ours.weight_g, ours.fee_fen, ours.province) == (650, 480, "")
    (unknown,) = parcels([row | {"skus": []}], {"MUG": 300}, packaging_g=50)
    assert unknown.weight_g is None
