"""A person may map a foreign file's columns, but never one that names a person."""

import pytest

from shopkit import text
from shopkit.errors import NotFound, Refused
from shopkit.intake import kinds
from shopkit.intake.kinds.mapping import TITLES

UCI = [
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
]
UCI_MAPPING = {
    "order_id": "InvoiceNo",
    "sku": "StockCode",
    "title": "Description",
    "qty": "Quantity",
    "created_at": "InvoiceDate",
    "price_fen": "UnitPrice",
    "buyer": "CustomerID",
}


def test_a_foreign_file_is_read_by_a_persons_own_mapping():
    match = kinds.mapped(kinds.named("order_lines"), [*UCI, "Country"], UCI_MAPPING)
    assert match.places == {column: UCI.index(header) for column, header in UCI_MAPPING.items()}
    assert match.ignored == ("Country",)


def test_the_mapper_proposes_what_it_can_guess():
    assert kinds.suggested(kinds.named("order_lines"), [*UCI, "Country"]) == UCI_MAPPING


def test_the_mapper_never_proposes_a_person():
    headers = ["单号", "收货人", "phone", "email", "金额"]
    guess = kinds.suggested(kinds.named("orders"), headers)
    assert guess == {"order_id": "单号", "paid_fen": "金额"}


@pytest.mark.parametrize(
    ("mapping", "fact"),
    [
        ({"order_id": "单号", "paid_fen": "实付", "title": "收货人姓名"}, "header"),
        ({"order_id": "单号", "paid_fen": "实付", "buyer": "联系手机"}, "header"),
        ({"order_id": "单号", "paid_fen": "实付", "street": "实付"}, "column"),
        ({"order_id": "单号"}, "columns"),
    ],
)
def test_a_mapping_that_may_not_be_is_refused(mapping, fact):
    with pytest.raises(Refused) as caught:
        kinds.mapped(kinds.named("orders"), ["单号", "实付", "收货人姓名", "联系手机"], mapping)
    assert fact in caught.value.facts


def test_a_mapping_remembered_from_another_file_names_the_missing_column():
    with pytest.raises(NotFound) as caught:
        kinds.mapped(kinds.named("orders"), ["单号"], {"order_id": "单号", "paid_fen": "实付"})
    assert caught.value.facts == {"header": "实付"}


def test_every_column_a_person_may_map_has_a_title_in_both_languages():
    chinese = text.speaker("zh")
    for name in ("orders", "order_lines", "reviews"):
        listed = kinds.mappable(kinds.named(name))
        assert dict(listed).keys() == kinds.named(name).columns.keys()
    assert not [title for title in TITLES.values() if chinese(title) == title]
    assert kinds.mappable(kinds.named("refunds")) == []
