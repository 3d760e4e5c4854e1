"""The queue, words and pictures checked, slow sellers: drawn, worked with, and forged."""

from io import BytesIO

import pytest
from PIL import Image

from shopkit.errors import BadFile, NotFound, Refused
from shopkit.pages.operations import listing
from shopkit.store import wording
from shopkit.widgets import Upload


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("cut", list(listing.CUTS))
def test_an_empty_shop_is_told_so_in_both_languages(bare, lang, cut):
    drawn = bare.work(listing, lang=lang, listing=cut)
    assert len(drawn) > 1 and listing.badge(bare.shift()) is None


def queued(shop, title="Hand made mug", **facts):
    told = {"kind": "list", "on": "2026-10-01", "time": "08:00", "owner": str(shop.who["designer"])}
    return shop.act(listing, "listing_add", title=title, **told | facts)


def first(shop, **ask):
    return shop.work(listing, **ask)["queue"]["rows"][0]


def test_a_product_is_queued_once_ticked_and_done(bare):
    number = int(queued(bare, key="k").ask["entry"])
    assert int(queued(bare, key="k").ask["entry"]) == number
    assert listing.badge(bare.shift()) == 1 and first(bare)["tone"] == "bad"
    assert first(bare)["buttons"][0]["disabled"]
    for row in first(bare)["open"][0]["rows"]:
        bare.act(listing, "listing_tick", **row["buttons"][0]["values"])
    assert first(bare)["badge"] == "8/8" and not first(bare)["buttons"][0]["disabled"]
    bare.act(listing, "listing_finish", entry=number)
    assert bare.work(listing)["queue"]["rows"] == [] and listing.badge(bare.shift()) is None
    assert bare.work(listing)["past"]["rows"]


def test_a_products_day_and_title_are_changed(bare):
    number = int(queued(bare).ask["entry"])
    told = {"entry": number, "version": 1, "title": "Cup", "on": "2026-10-05", "time": "9:30"}
    bare.act(listing, "listing_change", **told)
    assert (
        "2026-10-05 Mon 09:30" in first(bare)["lines"][0]["text"] and first(bare)["title"] == "Cup"
    )
    bare.act(listing, "listing_drop", entry=number)
    assert bare.work(listing)["queue"]["rows"] == []


def test_a_queued_title_that_boasts_says_its_word(bare):
    queued(bare, "史上超值茶杯")
    assert "史上" in first(bare)["lines"][-1]["text"]
    assert first(bare)["open"][1]["id"].startswith("title-")


def test_every_title_of_the_export_is_judged_at_once(goods):
    block = goods.work(listing, listing="words")["titles"]
    [row] = block["rows"]
    assert row["title"] == "【独家】白瓷马克杯" and block["tone"] == "warn"


def test_a_word_is_released_with_a_reason_and_its_title_is_clean(goods):
    [row] = goods.work(listing, listing="words")["titles"]["rows"]
    values = row["open"][0]["values"]
    goods.act(listing, "words_release", **values, reason="fact", note="patent 1")
    drawn = goods.work(listing, listing="words")
    assert drawn["titles"]["rows"] == [] and drawn["released"]["rows"][0]["cells"][2] == "独家"


def test_a_pasted_text_is_judged_line_by_line_and_kept(bare):
    reply = bare.act(listing, "words_check", kind="title", text="顶级茶杯\n\n最近新款茶杯\n")
    drawn = bare.work(listing, listing="words", **reply.ask)
    assert reply.tone == "warn" and len(drawn["found"]["rows"]) == 2
    assert [row["tone"] for row in drawn["found"]["rows"]] == ["bad", None]
    assert len(drawn["evidence"]["rows"]) == 2


def test_all_titles_are_kept_as_evidence_once(goods):
    for _ in range(2):
        assert goods.act(listing, "words_titles").tone == "warn"
    assert len(wording.checks(goods.engine, goods.id)) == 2


def test_a_title_goes_to_the_queue_as_a_change(goods):
    goods.act(listing, "words_change", item="101")
    assert first(goods)["title"] == "独家白瓷马克杯"


def picture(kind="JPEG", side=900):
    drawn = BytesIO()
    Image.new("RGB", (side, side)).save(drawn, kind)
    return Upload("a.jpg", "image/jpeg", drawn.getvalue())


def test_a_picture_is_judged_by_its_first_bytes(bare):
    fine = bare.act(listing, "pictures_check", use="main", file=picture())
    small = bare.act(listing, "pictures_check", use="main", file=picture("PNG", 300))
    assert (fine.tone, small.tone) == ("good", "warn")
    drawn = bare.work(listing, listing="pictures", **small.ask)
    assert drawn["facts"]["lines"][0]["tone"] == "warn"


def test_an_item_goes_to_the_queue_to_be_taken_offline_once(goods):
    for _ in range(2):
        goods.act(listing, "slow_off", items=["101", "102"])
    assert {row["title"] for row in goods.work(listing)["queue"]["rows"]} == {
        "独家白瓷马克杯",
        "保温棉麻茶杯套",
    }


FORGED = [
    ("listing_cut", {"cut": "kitchen"}),
    ("listing_add", {"kind": "burn", "title": "x"}),
    ("listing_add", {"kind": "list", "title": ""}),
    ("listing_add", {"kind": "list", "title": "x", "on": "soon"}),
    ("listing_add", {"kind": "list", "title": "x", "time": "25:00"}),
    ("listing_add", {"kind": "list", "title": "x", "owner": "999"}),
    ("listing_change", {"entry": 999, "version": 1, "title": "x"}),
    ("listing_tick", {"entry": "one", "step": "title", "is_done": True}),
    ("listing_tick", {"entry": 999, "step": "title", "is_done": True}),
    ("listing_finish", {"entry": 999}),
    ("listing_drop", {"entry": {}}),
    ("words_check", {"kind": "poem", "text": "x"}),
    ("words_check", {"kind": "title", "text": ["x"]}),
    ("words_check", {"kind": "title", "text": "x\n" * 501}),
    ("words_check", {"kind": "detail", "text": "x" * 100_001}),
    ("words_titles", {}),
    ("words_release", {"text": "独家", "phrase": "独家", "reason": "because"}),
    ("words_release", {"text": "顶级", "phrase": "顶级", "reason": "fact"}),
    ("words_change", {"item": "999"}),
    ("pictures_check", {"use": "main", "file": "a.jpg"}),
    ("pictures_check", {"use": "main", "file": Upload("a", "image/png", b"<script>")}),
    ("slow_off", {"items": ["999"]}),
    ("slow_off", {"items": {"a": 1}}),
]


@pytest.mark.parametrize(("act", "values"), FORGED)
def test_what_a_browser_forges_is_refused_with_a_sentence(bare, act, values):
    with pytest.raises((Refused, NotFound, BadFile)):
        bare.act(listing, act, **values)


def test_the_warehouse_lists_nothing_and_a_stranger_ticks_nothing(bare):
    number = int(queued(bare).ask["entry"])
    for by, act, values in (
        ("warehouse", "listing_add", {"kind": "list", "title": "x"}),
        ("designer", "listing_finish", {"entry": number}),
        ("nobody", "listing_tick", {"entry": number, "step": "title", "is_done": True}),
        ("warehouse", "words_check", {"kind": "title", "text": "x"}),
        ("service", "words_release", {"text": "独家", "phrase": "独家", "reason": "fact"}),
    ):
        with pytest.raises(Refused):
            bare.act(listing, act, by=by, **values)
