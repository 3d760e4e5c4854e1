"""Rivals pasted and uploaded, their moves, and our prices against theirs."""

from datetime import date

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.operations import rivals
from shopkit.store import rivals as seen
from shopkit.widgets import Upload

TABLE = (
    "店铺\t商品标题\t日期\t价格\t券后价\t销量\t活动\t主图\t对标商品ID\n"
    "甲店\t杯子\t2026-09-21\t30\t\t100\t\t白底\t101\n"
    "甲店\t杯子\t2026-09-28\t28\t24\t180\t满减\t场景\t101\n"
    "乙店\t杯套\t2026-09-28\t18\t\t\t\t\t102\n"
)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_shop_that_looked_at_nobody_is_told_how(bare, lang):
    drawn = bare.work(rivals, lang=lang)
    assert drawn["none"]["lines"] and {"paste", "upload"} <= drawn.keys()
    assert rivals.badge(bare.shift()) is None


def kept_table(shop, text=TABLE):
    found = shop.act(rivals, "rivals_paste", text=text)
    key = found.ask["rival"]
    return found, shop.act(rivals, "rivals_take", found=key)


def test_a_pasted_table_is_looked_into_before_it_is_kept(goods):
    found = goods.act(rivals, "rivals_paste", text=TABLE)
    drawn = goods.work(rivals, **found.ask)
    assert len(drawn["read"]["rows"]) == 3 and seen.seen(goods.engine, goods.id) == []
    taken = goods.act(rivals, "rivals_take", **drawn["save"]["buttons"][0]["values"])
    assert taken.ask == {"rival": ""} and len(seen.seen(goods.engine, goods.id)) == 3


def test_the_same_table_twice_adds_nothing(goods):
    assert "3" in kept_table(goods)[1].text and "0" in kept_table(goods)[1].text


def test_what_changed_this_week_is_told(goods):
    kept_table(goods)
    badges = [row["badge"] for row in goods.work(rivals)["moves"]["rows"]]
    assert badges == ["Cheaper", "Promotion begun", "New main picture", "Sells much more"]


def test_our_price_stands_against_theirs(goods):
    kept_table(goods)
    drawn = goods.work(rivals)
    first, second = (row["cells"] for row in drawn["against"]["rows"])
    assert first[:5] == ["独家白瓷马克杯", 3000, 2400, 2400, 125]
    assert second[:5] == ["保温棉麻茶杯套", 2000, 1800, 1800, 111]
    assert drawn["figures"]["tiles"][0]["value"] == "117.9"


def test_a_row_without_a_day_was_seen_today(goods):
    kept_table(goods, "店铺\t标题\t价格\n甲店\t杯子\t30\n")
    assert [each.seen_on for each in seen.seen(goods.engine, goods.id)] == [date(2026, 10, 1)]


def test_an_item_that_is_not_ours_is_pointed_out(goods):
    found = goods.act(rivals, "rivals_paste", text=TABLE.replace("\t102", "\t999"))
    assert "999" in goods.work(rivals, **found.ask)["notes"]["lines"][0]["text"]


def test_faults_are_told_line_by_line_and_nothing_is_kept(goods):
    found = goods.act(rivals, "rivals_paste", text=TABLE.replace("\t30\t", "\tdear\t"))
    assert found.tone == "warn" and goods.work(rivals, **found.ask)["faults"]["rows"]
    with pytest.raises(Refused):
        goods.act(rivals, "rivals_take", found=found.ask["rival"])


def test_the_empty_table_can_be_uploaded_again(goods):
    name, mime, content = goods.act(rivals, "rivals_template").file
    found = goods.act(rivals, "rivals_read", file=Upload(name, mime, content))
    assert found.tone == "good" and len(goods.work(rivals, **found.ask)["read"]["rows"]) == 1
    assert goods.act(rivals, "rivals_back").ask == {"rival": ""}


def test_a_product_is_forgotten(goods):
    kept_table(goods)
    goods.act(rivals, "rival_forget", rival="甲店", title="杯子")
    assert {each.rival for each in seen.seen(goods.engine, goods.id)} == {"乙店"}


FORGED = [
    ("rivals_paste", {"text": ""}),
    ("rivals_paste", {"text": 7}),
    ("rivals_paste", {"text": "x" * 500_001}),
    ("rivals_read", {"file": "a.csv"}),
    ("rivals_take", {"found": "nothing"}),
    ("rival_forget", {"rival": "x" * 201, "title": "y"}),
]


@pytest.mark.parametrize(("act", "values"), FORGED)
def test_what_a_browser_forges_is_refused_with_a_sentence(bare, act, values):
    with pytest.raises((Refused, NotFound)):
        bare.act(rivals, act, **values)


def test_a_day_to_come_is_refused(goods):
    found = goods.act(rivals, "rivals_paste", text=TABLE.replace("2026-09-28", "2026-10-02"))
    with pytest.raises(Refused):
        goods.act(rivals, "rivals_take", found=found.ask["rival"])


def test_the_warehouse_keeps_no_rivals(goods):
    found = goods.act(rivals, "rivals_paste", text=TABLE)
    with pytest.raises(Refused):
        goods.act(rivals, "rivals_take", by="warehouse", found=found.ask["rival"])
