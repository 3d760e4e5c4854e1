"""A label that cannot be scanned is no label: each is read back at the printer's dots."""

from itertools import product

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.print.labels import labels
from shopkit.print.paper import SIZES

HOSTILE = "</style></title><script>document.title='run'</script><b onclick=x>&amp;"
LONG = "景德镇手工青花瓷功夫茶具套装家用陶瓷盖碗茶杯整套礼盒装送礼佳品"
SKUS = [
    {"sku": "SP-GW-01", "title": LONG, "bin": "A-01-2", "barcode": "6901234567892"},
    {"sku": "TEE", "title": "Tea towel"},
    {"sku": "7"},
]
BINS = [
    {"code": "A-01-2", "name": "茶具区", "level": 2, "arrow": "up"},
    {"code": "B-03", "arrow": "left"},
    {"code": "C-12-10"},
]
KINDS = {"sku": SKUS, "bin": BINS}
CODES = ("qr", "code128")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_label_can_be_scanned(size, code, kind, paper, scanned):
    page = paper(labels(KINDS[kind], kind=kind, code=code, size=size))
    wanted = sorted(item.get("sku") or item["code"] for item in KINDS[kind])
    assert scanned(page.locator("main")) == wanted


@pytest.mark.parametrize("size", SIZES)
def test_nothing_hangs_over_the_edge_of_a_label(size, paper):
    for kind, code in product(KINDS, CODES):
        page = paper(labels(KINDS[kind], kind=kind, code=code, size=size, lang="en"))
        over = page.evaluate(
            """() => [...document.querySelectorAll('.label')].flatMap(label => {
              const edge = label.getBoundingClientRect();
              return [...label.querySelectorAll('svg, p:not(.title), b')].filter(one => {
                const box = one.getBoundingClientRect();
                return box.right > edge.right + .5 || box.bottom > edge.bottom + .5
                  || box.left < edge.left - .5 || box.top < edge.top - .5;
              }).map(one => one.outerHTML.slice(0, 90));
            })"""
        )
        assert over == []


def test_words_do_not_lie_on_the_code(paper):
    for kind, code in product(KINDS, CODES):
        page = paper(labels(KINDS[kind], kind=kind, code=code, size="40x30"))
        covered = page.evaluate(
            """() => [...document.querySelectorAll('.label')].flatMap(label => {
              const code = label.querySelector('svg[role=img]').getBoundingClientRect();
              return [...label.querySelectorAll('p, b')].filter(one => {
                const box = one.getBoundingClientRect();
                return box.left < code.right && box.right > code.left
                  && box.top < code.bottom - 1 && box.bottom > code.top + 1;
              }).map(one => one.textContent);
            })"""
        )
        assert covered == []


def test_a_bin_can_be_read_from_two_metres(paper):
    page = paper(labels([{"code": "A-01-2", "arrow": "up"}], kind="bin", size="60x40"))
    high = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.name')).fontSize)")
    assert high / 96 * 25.4 * 0.7 >= 10  # capitals of 10 mm: a 200th of the distance


def test_a_title_is_two_lines_at_most(paper):
    page = paper(labels([{"sku": "X", "title": LONG * 3}], kind="sku", size="40x30"))
    lines = page.evaluate(
        """() => { const title = document.querySelector('.title');
          return title.getBoundingClientRect().height / parseFloat(getComputedStyle(title).lineHeight); }"""
    )
    assert round(lines, 1) == 2


@pytest.mark.parametrize("kind", ["sku", "bin"])
def test_text_from_outside_is_printed_and_never_run(kind, paper, scanned):
    item = dict.fromkeys(("sku", "code", "title", "name", "level", "bin", "barcode"), HOSTILE)
    page = paper(labels([item | {"scan": "SAFE"}], kind=kind))
    assert "run" not in page.title() and HOSTILE in page.locator(".label").inner_text()
    assert scanned(page.locator(".label")) == ["SAFE"]


def test_even_a_script_that_got_in_would_not_run(paper):
    html = labels(SKUS, kind="sku").replace("<main>", "<main><script>document.title='run'</script>")
    assert paper(html).title() != "run"


def test_a_label_is_printed_as_often_as_asked():
    html = labels([{"sku": "MUG"}, {"sku": "TEE", "copies": 3}], kind="sku", copies=2)
    assert (html.count('<p class="sku"'), html.count(">TEE<")) == (5, 3)


def test_a_sheet_begun_earlier_is_used_from_its_first_free_place(paper):
    page = paper(labels([{"sku": "MUG"}], kind="sku", size="a4-3x8", skip=4))
    place = page.locator(".label").last.bounding_box()
    assert (round(place["x"] * 25.4 / 96), round(place["y"] * 25.4 / 96, 1)) == (70, 37.5)


@pytest.mark.parametrize("size", [size for size in SIZES.values() if not size.is_roll])
def test_a_sheet_of_stickers_lies_within_its_paper(size):
    wide = size.left_mm + size.columns * size.width_mm + (size.columns - 1) * size.gap_mm
    assert wide <= 210 and size.top_mm + size.rows * size.height_mm <= 297
    assert size.left_mm + size.edge_mm >= 4 and size.top_mm + size.edge_mm >= 4


@pytest.mark.parametrize(
    ("items", "copies"), [([], 1), (SKUS, 0), (SKUS, -1), (SKUS, 10**9), (SKUS, "2")]
)
def test_too_few_and_too_many_are_refused(items, copies):
    with pytest.raises(Refused):
        labels(items, kind="sku", copies=copies)


def test_what_a_label_cannot_hold_is_refused_by_name():
    with pytest.raises(Refused) as caught:
        labels([{"sku": "SP-GW-01-LARGE-BLUE-2026"}], kind="sku", code="code128", size="40x30")
    assert caught.value.facts["paper"] == "40x30"


def test_an_unknown_paper_is_answered_with_those_there_are():
    with pytest.raises(NotFound, match="a4-3x8"):
        labels(SKUS, kind="sku", size="letter")
