"""What names a person cannot be reached from any file of any year."""

import json
from pathlib import Path

import pytest

from shopkit.intake import kinds
from shopkit.intake.kinds import recognise

LISTS = json.loads((Path(__file__).parents[1] / "headers.json").read_text(encoding="utf-8"))


def test_no_known_header_but_the_address_names_a_person():
    named = [
        (kind.name, header)
        for kind in kinds.kinds()
        for column, headers in kind.columns.items()
        for header in headers
        if column != "address" and kinds.is_personal(header)
    ]
    assert named == []


@pytest.mark.parametrize("name", LISTS)
def test_no_name_phone_street_or_account_is_ever_read(name):
    match = recognise(LISTS[name])
    private = {header for header in LISTS[name] if kinds.is_personal(header)}
    read = {LISTS[name][place] for column, place in match.places.items() if column != "address"}
    assert read & private == set()


def test_what_names_a_person_is_known_in_the_order_report():
    private = [header for header in LISTS["ExportOrderList_2016"] if kinds.is_personal(header)]
    assert private == [
        "买家支付宝账号", "收货人姓名", "收货地址 ", "联系电话 ", "联系手机", "修改后的收货地址",
    ]  # fmt: skip
