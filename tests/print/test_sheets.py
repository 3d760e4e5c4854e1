"""Sheets say what is to be done, hide what must not be known, and sum to the cent."""

import re
from datetime import date

import pytest

from shopkit.print.sheets import count_sheet, pick_sheet, purchase_order_sheet

TODAY = date(2026, 10, 1)
HOSTILE = "</style></title><script>document.title='run'</script>\"};@page{size:1mm}"
ROWS = [
    {"location": "A-01-2", "sku": "MUG", "title": "马克杯", "qty": 12, "orders": ["ann-1", "bob-1"], "group": "One item"},
    {"location": "B-03", "sku": "TEE", "title": "茶巾", "qty": 1, "short": 4, "group": "Several"},
]  # fmt: skip
ORDER = {
    "number": 12,
    "supplier": "景德镇陶瓷厂",
    "ordered_on": TODAY,
    "remark": "用五层箱。",
}
LINES = [
    {"sku": "MUG", "title": "马克杯", "qty": 24, "pack_size": 12, "unit_fen": 1999},
    {"sku": "TEE", "title": "茶巾", "qty": 7, "pack_size": 1, "unit_fen": 1},
]
SHEETS = {
    "pick": lambda rows, **told: pick_sheet(rows, number=7, made_on=TODAY, scan="PICK:7", **told),
    "count": lambda rows, **told: count_sheet(
        rows, number=7, made_on=TODAY, scan="COUNT:7", **told
    ),
    "order": lambda rows, **told: purchase_order_sheet(ORDER | {"number": 7}, rows, **told),
}
each_sheet = pytest.mark.parametrize("name", SHEETS)


def words(html: str) -> list[str]:
    """The visible words of a sheet's main part."""
    return re.sub(r"<[^>]+>", "\n", html.split("<main>")[1].split("<script>")[0]).split("\n")


@pytest.mark.parametrize(
    ("name", "text"), [("pick", "PICK:7"), ("count", "COUNT:7"), ("order", "PO:7")]
)
def test_a_scan_of_a_sheet_opens_what_it_is_of(name, text, paper, scanned):
    page = paper(SHEETS[name](ROWS))
    assert scanned(page.locator(".top")) == [text]


def test_a_pick_sheet_has_each_line_in_its_order_with_what_is_short():
    said = words(pick_sheet(ROWS, number=7, made_on=TODAY, lang="en"))
    assert [one for one in said if one in ("A-01-2", "B-03")] == ["A-01-2", "B-03"]
    assert {"12", "4 short", "ann-1  bob-1", "One item", "Several", "13"} <= set(said)


def test_a_heading_stands_where_the_group_changes():
    rows = [{"location": "A", "sku": "MUG", "qty": 1, "group": group} for group in "xxy"]
    assert SHEETS["pick"](rows).count('class="group"') == 2


def test_a_count_sheet_never_says_what_the_books_say():
    rows = [{"location": "A-01-2", "sku": "MUG", "title": "Mug", "qty": 987, "booked": 654}]
    html = count_sheet(rows, number=7, made_on=TODAY, lang="en")
    assert "MUG" in words(html) and "987" not in html and "654" not in html


def test_a_purchase_order_sums_to_the_cent():
    said = words(purchase_order_sheet(ORDER, LINES, lang="en"))
    assert {"479.76", "0.07", "￥479.83", "2 × 12", "Total", "31"} <= set(said)


def test_a_line_without_a_price_is_not_hidden_in_the_total():
    said = words(purchase_order_sheet(ORDER, [*LINES, {"sku": "POT", "qty": 1}], lang="en"))
    assert "Total of the lines with a price" in said and "￥479.83" in said


def test_a_pack_begun_is_seen():
    said = words(purchase_order_sheet(ORDER, [{"sku": "MUG", "qty": 18, "pack_size": 12}]))
    assert "1.5 × 12" in said


@each_sheet
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_sheet_says_that_it_is(name, lang):
    assert 'class="nothing"' in SHEETS[name]([], lang=lang)


@each_sheet
def test_text_from_outside_is_printed_and_never_run(name, paper):
    row = dict.fromkeys(("location", "sku", "title", "group", "supplier_sku"), HOSTILE)
    if name == "order":
        html = purchase_order_sheet(
            dict.fromkeys(("number", "supplier", "shop", "remark"), HOSTILE), [row]
        )
    else:
        make = pick_sheet if name == "pick" else count_sheet
        html = make([row], number=HOSTILE, made_on=TODAY, shop=HOSTILE, remark=HOSTILE)
    page = paper(html)
    assert page.title() != "run" and page.locator("main script").count() == 0
    assert HOSTILE in page.locator("main").inner_text()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('thead')).display")
        == "table-header-group"
    )


@each_sheet
def test_a_sheet_speaks_chinese_alone(name):
    said = " ".join(words(SHEETS[name]([{"sku": "1", "qty": 1}], lang="zh")))
    assert not re.search(r"[A-Za-z]{3}", said)


@each_sheet
@pytest.mark.parametrize(("wide", "lang"), [(390, "zh"), (390, "en"), (794, "en")])
def test_a_sheet_can_be_read_on_a_phone_too(name, wide, lang, paper):
    page = paper(SHEETS[name](ROWS, lang=lang))
    page.set_viewport_size({"width": wide, "height": 844})
    page.emulate_media(media="screen")
    assert page.get_by_role("button").bounding_box()["height"] >= 48
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
