"""Shops, what belongs together, what is remembered."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from shopkit import store
from shopkit.errors import NotFound, Refused

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)


def an_import(**facts):
    row = dict(name="a.csv", kind="orders", sha256="0" * 64, rows=1, new_rows=1, changed_rows=0)
    return store.ImportRow(
        **(row | facts),
        totals={"paid_fen": 1},
        first_on=None,
        last_on=None,
        imported_by="ann",
        imported_at=NOW,
    )


def test_a_chinese_name_gets_an_id_that_can_be_a_folder(engine):
    assert store.create_shop(engine, "我的店", at=NOW).id == "shop"
    assert store.create_shop(engine, "第二家", at=NOW).id == "shop-2"


def test_a_name_is_taken_once(engine):
    store.create_shop(engine, "Mugs", at=NOW)
    with pytest.raises(Refused):
        store.create_shop(engine, " Mugs ", at=NOW)


def test_an_unknown_shop_is_answered_with_those_there_are(engine):
    store.create_shop(engine, "Mugs", at=NOW)
    with pytest.raises(NotFound, match="Mugs"):
        store.find_shop(engine, "Tees")


def test_own_shops_come_before_the_sample(engine):
    store.create_shop(engine, "Sample", at=NOW, is_sample=True)
    store.create_shop(engine, "Mugs", at=NOW)
    assert [row.id for row in store.shops(engine)] == ["mugs", "sample"]


def test_tables_that_belong_together_are_seen_together(engine):
    shop = store.create_shop(engine, "Mugs", at=NOW)
    store.record_import(engine, shop.id, an_import(), tables={"orders": 1})
    store.record_import(engine, shop.id, an_import(), tables={"orders": 1, "refunds": 4})
    assert store.current_version(engine, shop.id).tables == {"orders": 1, "refunds": 4}


def test_an_import_without_news_makes_no_version(engine):
    shop = store.create_shop(engine, "Mugs", at=NOW)
    store.record_import(engine, shop.id, an_import(), tables={"orders": 1})
    before = store.current_version(engine, shop.id)
    store.record_import(engine, shop.id, an_import(new_rows=0), tables=None)
    assert store.current_version(engine, shop.id) == before
    assert [row.new_rows for row in store.imports(engine, shop.id)] == [0, 1]


def test_instants_come_back_in_utc(engine):
    shop = store.create_shop(engine, "Mugs", at=NOW)
    store.record_import(engine, shop.id, an_import(), tables=None)
    assert store.imports(engine, shop.id)[0].imported_at == NOW


def test_another_programs_import_changes_the_pulse(engine, url):
    shop = store.create_shop(engine, "Mugs", at=NOW)
    before = store.pulse(engine)
    other = store.open_store(url)
    store.record_import(other, shop.id, an_import(), tables={"orders": 1})
    other.dispose()
    assert store.pulse(engine) != before


def test_a_removed_shop_takes_its_rows_along(engine):
    shop = store.create_shop(engine, "Mugs", at=NOW)
    store.set_target(engine, shop.id, "paid_fen", month="2026-10", target=5)
    store.record_import(engine, shop.id, an_import(), tables={"orders": 1})
    store.remove_shop(engine, shop.id)
    assert store.shops(engine) == []
    assert store.imports(engine, shop.id) == []


def test_a_mapping_is_remembered_for_its_headers_in_any_order(engine):
    shop = store.create_shop(engine, "Mugs", at=NOW)
    mapping = {"order_id": "Invoice"}
    store.remember_mapping(
        engine, shop.id, ["Invoice", "Qty"], kind="order_lines", mapping=mapping, at=NOW
    )
    assert store.mapping_for(engine, shop.id, ["Qty ", "Invoice"]) == ("order_lines", mapping)
    assert store.mapping_for(engine, shop.id, ["Invoice"]) is None


def test_a_target_set_again_replaces_the_first(engine):
    shop = store.create_shop(engine, "Mugs", at=NOW)
    store.set_target(engine, shop.id, "paid_fen", month="2026-10", target=5)
    store.set_target(engine, shop.id, "paid_fen", month="2026-10", target=7)
    assert store.targets(engine, shop.id, "2026-10") == {"paid_fen": 7}


def test_the_schema_itself_refuses_a_target_of_nothing(engine):
    shop = store.create_shop(engine, "Mugs", at=NOW)
    row = f"insert into kpi_target values ('{shop.id}', 'paid_fen', '2026-10', 0)"
    with pytest.raises(IntegrityError), engine.begin() as db:
        db.execute(text(row))
