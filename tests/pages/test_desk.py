"""The desk in a browser, at a phone's size: nothing typed is lost and nothing is booked twice."""

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from shopkit.serve import serving

sys.path.insert(0, str(Path(__file__).parent.parent / "widgets"))
from desk_page import Shelf

sys.path.pop(0)

DEMO = Path(__file__).parent.parent / "widgets"
SOURCE = """
import sys
sys.path.insert(0, {demo!r})
from desk_page import demo
from shopkit.widgets import asked
demo({shelf!r}, asked())
"""
LIVE = "document.querySelector('.jp-OutputArea-output .sk') !== null"
CODE = ".sk-code"
SKU, UNITS = "[data-at='receive/sku']", "[data-at='receive/qty']"
RECEIVE = "[data-at='receive#submit']"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A notebook of the demo desk, its shelf beside it."""
    folder = tmp_path_factory.mktemp("desk")
    source = SOURCE.format(demo=str(DEMO), shelf=str(folder / "shelf.json"))
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}}
    path = folder / "desk.ipynb"
    text = json.dumps({**book, "cells": [{**cell, "source": source}]})
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def served(tmp_path_factory, book):
    cache = str(tmp_path_factory.mktemp("cache"))
    with serving(
        [book], env={"SHOPKIT_CACHE": cache}, warm=("desk",), log=book.with_name("log")
    ) as server:
        yield server


@pytest.fixture
def shelf(book):
    """An empty shelf."""
    path = book.with_name("shelf.json")
    path.write_text("[]", encoding="utf-8")
    return Shelf(path)


@pytest.fixture(scope="module")
def worker(chromium, served):
    """A phone that stays on its page over the tests, as it does over a shift."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
    )
    strayed = []
    context.on(
        "request", lambda asked: strayed.append(asked.url) if is_foreign(asked.url) else None
    )
    yield opened(context.new_page(), served)
    context.close()
    assert not strayed


@pytest.fixture(scope="module")
def counter(chromium, served):
    """A computer at the counter, on the page all day."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    yield opened(context.new_page(), served)
    context.close()


@pytest.fixture
def computer(counter, shelf):
    """That computer, before an empty shelf."""
    has(counter, 0)
    counter.wait_for_timeout(450)
    return counter


@pytest.fixture
def phone(worker, shelf):
    """That phone, before an empty shelf and with nothing pressed a moment ago."""
    worker.context.set_offline(False)
    has(worker, 0)
    worker.wait_for_timeout(450)
    return worker


def is_foreign(url):
    return urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname != "127.0.0.1"


def opened(page, served, **asked):
    page.set_default_timeout(60_000)  # a kernel starts
    page.goto(served.url("desk", **{"lang": "en", **asked}))
    page.wait_for_function(LIVE)
    page.set_default_timeout(15_000)
    return page


def at(page, tab):
    """The page at another of its tabs."""
    page.locator(f".sk-tabs [data-value={tab}]").click()
    page.wait_for_selector(f".sk-tabs [data-value={tab}][aria-selected=true]")
    return page


def has(page, facts):
    page.wait_for_function(
        "n => document.querySelector('.sk-asof')?.innerText.includes(`${n} facts`)", arg=facts
    )


def focused(page):
    return page.evaluate("document.activeElement.dataset.at")


def test_scans_are_booked_in_order_however_quickly_they_come(phone, shelf):
    page = at(phone, "scan")
    assert focused(page) == "scan"  # without a touch
    for code in ("A1", "A1", "B2", "C3"):
        page.keyboard.type(code)
        page.keyboard.press("Enter")
    has(page, 4)
    assert [fact["scanned"] for fact in shelf.facts] == ["A1", "A1", "B2", "C3"]
    page.wait_for_function("document.querySelector('.sk-code').value === ''")
    assert focused(page) == "scan" and page.locator(".sk-count").inner_text() == "4"


def test_a_scan_refused_among_others_stays_on_the_page(phone, shelf):
    page = at(phone, "scan")
    for code in ("NO9", "B2"):
        page.keyboard.type(code)
        page.keyboard.press("Enter")
    has(page, 1)
    page.wait_for_selector(".sk-missed")
    assert "No SKU has the barcode NO9" in page.locator(".sk-missed").inner_text()


def test_a_refused_scan_flashes_and_waits_to_be_scanned_over(phone, shelf):
    page = at(phone, "scan")
    page.keyboard.type("NO9")
    page.keyboard.press("Enter")
    page.wait_for_selector(".sk-flash[data-tone=bad]", state="attached")
    assert page.locator(CODE).input_value() == "NO9"
    page.keyboard.type("A1")
    page.keyboard.press("Enter")
    has(page, 1)
    assert shelf.facts[0]["scanned"] == "A1"


def test_the_scanner_s_box_is_where_keys_go_after_a_touch_elsewhere(phone, shelf):
    page = at(phone, "scan")
    page.locator(".sk-lines").tap()
    assert focused(page) == "scan"
    page.locator("[data-value=lists]").tap()
    page.wait_for_selector("[data-block=tasks]")
    page.locator("[data-value=scan]").tap()
    page.wait_for_function("document.activeElement.dataset.at === 'scan'")


def filled(page, sku="SP-1", qty="3"):
    page.locator(SKU).fill(sku)
    page.locator(UNITS).fill(qty)


def test_a_second_press_in_a_hurry_books_nothing_more(phone, shelf):
    page = at(phone, "forms")
    filled(page)
    page.locator(RECEIVE).dblclick()
    has(page, 1)
    page.wait_for_selector("[data-told=receive][data-tone=good]")
    assert len(shelf.facts) == 1 and page.locator(SKU).input_value() == ""
    assert focused(page) == "receive/sku"


def test_a_refused_form_keeps_what_was_typed(phone, shelf, picture):
    page = at(phone, "forms")
    filled(page, qty="120")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-told=receive][data-tone=bad]")
    picture(page)
    assert (
        page.locator("[data-told=receive]").inner_text()
        == "The shelf holds 99, not 120: count it first."
    )
    assert (page.locator(SKU).input_value(), page.locator(UNITS).input_value()) == ("SP-1", "120")


def test_what_cannot_be_is_told_beside_its_field_before_anything_is_sent(phone, shelf):
    page = at(phone, "forms")
    filled(page, sku="", qty="two")
    page.locator(RECEIVE).tap()
    faults = page.locator(".sk-fault:not(:empty)").all_inner_texts()
    assert faults == ["Fill this in.", "Type a number here."] and focused(page) == "receive/sku"
    page.locator(SKU).fill("SP-1")
    page.locator(UNITS).fill("３")  # as a Chinese input method types it
    page.locator(RECEIVE).tap()
    has(page, 1)
    assert shelf.facts[0]["qty"] == 3


def test_the_very_same_again_after_a_fault_of_ours_is_booked_once(phone, shelf):
    page = at(phone, "forms")
    filled(page, sku="BUG")
    page.locator(RECEIVE).tap()
    page.wait_for_selector("[data-told=receive][data-tone=bad]")
    assert page.locator(SKU).input_value() == "BUG" and len(shelf.facts) == 1
    page.wait_for_timeout(450)  # two presses, not one in a hurry
    page.locator(RECEIVE).tap()
    page.wait_for_selector("[data-told=receive][data-tone=good]")
    assert len(shelf.facts) == 1


def test_a_redraw_by_another_keeps_half_a_word_its_cursor_and_the_scroll(phone, shelf):
    page = at(phone, "forms")
    filled(page, sku="", qty="7")
    page.locator(SKU).press_sequentially("SP-9")
    page.keyboard.press("ArrowLeft")
    page.evaluate(
        "window.scrollTo(0, 60); window.box = document.activeElement; window.box.addEventListener('blur', () => { window.blurred = true; })"
    )
    shelf.write("other", scanned="X")
    has(page, 1)
    page.wait_for_function(
        "document.querySelector('[data-block=receive] .sk-note').innerText === '1 facts'"
    )
    page.keyboard.type("8")
    assert page.locator(SKU).input_value() == "SP-89" and page.locator(UNITS).input_value() == "7"
    assert page.evaluate("[window.box.isConnected, window.blurred ?? false, window.scrollY]") == [
        True,
        False,
        60,
    ]


def test_what_is_typed_outlives_the_page_until_it_is_sent(phone, shelf):
    page = at(phone, "forms")
    filled(page)
    page.reload()
    page.wait_for_function(LIVE)
    assert (page.locator(SKU).input_value(), page.locator(UNITS).input_value()) == ("SP-1", "3")
    page.locator(RECEIVE).tap()
    has(page, 1)
    page.wait_for_selector("[data-told=receive][data-tone=good]")
    page.reload()
    page.wait_for_function(LIVE)
    assert page.locator(SKU).input_value() == ""


def test_without_a_link_it_waits_may_be_taken_back_and_is_sent_with_it(
    phone, served, shelf, picture
):
    page = at(phone, "forms")
    filled(page)
    page.context.set_offline(True)
    page.locator(RECEIVE).tap()
    page.wait_for_selector("[data-told=receive] button")
    picture(page)
    assert "Not sent yet" in page.locator("[data-told=receive]").inner_text()
    page.locator("[data-told=receive] button").tap()
    page.wait_for_selector("[data-told=receive]:empty", state="attached")
    assert page.locator(SKU).input_value() == "SP-1"
    page.wait_for_timeout(450)
    page.locator(RECEIVE).tap()
    page.wait_for_selector("[data-told=receive] button")
    page.context.set_offline(False)
    page.wait_for_selector("[data-told=receive][data-tone=good]")
    assert [fact.get("sku") for fact in shelf.facts] == ["SP-1"]


def test_what_was_sent_to_a_server_that_went_is_sent_to_the_next_with_its_key(
    browse, book, shelf, tmp_path
):
    env, page = {"SHOPKIT_CACHE": str(tmp_path / "cache")}, browse(390, 844)
    with serving([book], env=env, port=9730) as first:
        opened(page, first)
    page.keyboard.type("A1")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-told=scan][data-tone=warn]")
    kept = page.evaluate(
        "() => new Promise(done => setTimeout(() => done(Object.values(sessionStorage).join()), 150))"
    )
    (entry,) = json.loads(kept)["outbox"]
    page.evaluate("window.before = true")
    with serving([book], env=env, port=first.port, token=first.token):
        page.wait_for_function("window.before === undefined", timeout=30_000)
        has(page, 1)
    assert [fact["key"] for fact in shelf.facts] == [entry["key"]]


def test_a_question_before_an_act_stands_in_its_place(phone, shelf):
    page = at(phone, "lists")
    page.locator(
        "[data-row=T1] .sk-act", has_text="Drop"
    ).dblclick()  # the second press hits no “Yes”
    sure = page.locator("[data-row=T1] .sk-sure")
    assert "Really?" in sure.inner_text() and not shelf.facts
    page.keyboard.press("Escape")
    assert not sure.count()
    page.wait_for_timeout(450)
    page.locator("[data-row=T1] .sk-act", has_text="Drop").tap()
    page.wait_for_timeout(450)
    sure.get_by_text("Yes").tap()
    has(page, 1)


def test_a_press_where_another_row_has_moved_up_is_not_that_row_s(phone, shelf):
    page = at(phone, "lists")
    box = page.locator("[data-row=T1] .sk-act").first.bounding_box()
    for _ in range(2):
        page.mouse.click(box["x"] + 20, box["y"] + 20)
    page.wait_for_selector("[data-row=T1]", state="detached")
    has(page, 1)
    assert [fact["moved"] for fact in shelf.facts] == ["T1"]


def test_a_block_copied_from_excel_fills_the_grid_and_is_sent_as_rows(computer, shelf, picture):
    page = at(computer, "plan")
    page.locator("[data-at='order#r4#sku']").click()
    page.evaluate(
        "() => { const data = new DataTransfer(); data.setData('text/plain', 'NEW-1\\t５\\tAir\\r\\nNEW-2\\t8\\tSea\\r\\n');"
        " document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }"
    )
    page.locator("[data-row=r1] .sk-out button").click()
    shelf.write("other", scanned="X")  # a redraw leaves what is not saved yet
    has(page, 1)
    picture(page)
    assert "3 changed rows" in page.locator(".sk-gridend").inner_text()
    page.locator("[data-at='order#save']").click()
    has(page, 2)
    rows = shelf.facts[1]["rows"]
    assert [(row["key"], row["change"], row["sku"], row["qty"], row["by"]) for row in rows] == [
        ("r1", "removed", "SP-01", 14, "sea"),
        ("r4", "changed", "NEW-1", 5, "air"),
        (None, "added", "NEW-2", 8, "sea"),
    ]
    page.wait_for_selector(".sk-gridend .sk-go", state="hidden")


def test_the_grid_is_walked_by_arrows_and_enter(computer, shelf):
    page = at(computer, "plan")
    page.locator("[data-at='order#r1#sku']").focus()
    for key in ("ArrowRight", "ArrowDown", "Enter", "ArrowLeft"):
        page.keyboard.press(key)
    assert focused(page) == "order#r3#sku"


def test_a_slider_redraws_while_it_is_moved_and_keeps_the_hand_on_it(computer, shelf):
    page = at(computer, "plan")
    page.wait_for_selector(".sk-plot svg")
    page.locator("input[type=range]").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "document.querySelector('[data-block=sum]').innerText === 'Order 200 units'"
    )
    assert focused(page) == "how/days" and "days=20" in page.url
    assert page.locator("output").inner_text() == "20 days"


def test_everything_is_done_by_keys_alone(computer, shelf):
    page = at(computer, "lists")
    page.locator("[data-value=lists]").focus()
    for key in ("Tab", "Tab", "Tab", "ArrowRight"):
        page.keyboard.press(key)
    assert page.locator(".sk-opened").inner_text() == "Inside 1"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    has(page, 1)
    page.locator("[data-value=lists]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("[data-block=receive]")
    page.keyboard.press("F8")
    has(page, 2)
    assert [fact["moved"] for fact in shelf.facts] == ["T1", "next"]


def test_a_file_comes_with_a_press_and_a_label_goes_to_the_printer(computer, shelf):
    page = at(computer, "forms")
    with page.expect_download() as taken:
        page.locator(".sk-act", has_text="Moves as a file").click()
    assert taken.value.suggested_filename == "moves.csv"
    assert Path(taken.value.path()).read_bytes() == b"sku,qty\r\n"
    page.wait_for_timeout(450)
    page.locator(".sk-act", has_text="Print label").click()
    page.wait_for_selector("iframe[data-ready]", state="attached")
    text = page.evaluate("document.querySelector('iframe.sk-paper').contentDocument.body.innerText")
    assert text.strip() == "SP-GW-01" and page.evaluate("window.hurt") is None


def test_a_photo_is_made_small_and_sent(phone, shelf):
    page = at(phone, "forms")
    canvas = page.evaluate(
        "() => { const c = document.createElement('canvas'); c.width = 3000; c.height = 1500;"
        " c.getContext('2d').fillRect(0, 0, 900, 900); return c.toDataURL('image/png').split(',')[1]; }"
    )
    import base64

    page.locator("[data-block=photo] input[type=file]").set_input_files(
        {"name": "box.png", "mimeType": "image/png", "buffer": base64.b64decode(canvas)}
    )
    page.wait_for_selector(".sk-file img")
    assert page.evaluate("document.querySelector('.sk-file img').naturalWidth") == 1600
    page.locator("[data-at='photo#submit']").tap()
    has(page, 1)
    name, mime, size = shelf.facts[0]["photo"]
    assert (name, mime) == ("box.jpg", "image/jpeg") and 1000 < size < 200_000


def test_text_from_outside_is_shown_and_never_run(phone, shelf):
    shelf.write("evil", scanned="</script><img src=x onerror='window.hurt=1'>")
    page = at(phone, "scan")
    page.wait_for_selector("[data-block=undo] li")
    at(page, "lists")
    assert page.evaluate("window.hurt") is None and page.locator(".sk img").count() == 0
    assert "<img" in page.locator("[data-row=T2]").inner_text()


def test_who_works_is_remembered_by_the_browser(phone, served, shelf):
    page = at(phone, "scan")
    page.locator(".sk-who select").select_option("2")
    page.wait_for_function("new URLSearchParams(location.search).get('who') === '2'")
    opened(page, served, tab="lists")
    page.wait_for_function("new URLSearchParams(location.search).get('who') === '2'")
    page.wait_for_function("document.querySelector('.sk-who select').value === '2'")


@pytest.mark.parametrize("tab", ["scan", "forms", "lists", "plan"])
def test_a_phone_scrolls_one_way_and_a_glove_hits_every_button(phone, shelf, tab):
    page = at(phone, tab)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    small = page.evaluate(
        "[...document.querySelectorAll('.sk-desk button, .sk-desk select, .sk-desk input:not([type=checkbox], [type=range])')]"
        ".filter(each => each.offsetParent && each.getBoundingClientRect().height < 47.5).map(each => each.outerHTML)"
    )
    assert not small


@pytest.mark.timed
def test_an_act_is_answered_and_painted_within_a_tenth_of_a_second(computer, shelf):
    page = at(computer, "scan")
    page.evaluate(
        "() => { window.times = []; let from = 0;"
        " document.addEventListener('keydown', (event) => { if (event.key === 'Enter') from = performance.now(); }, true);"
        " new MutationObserver(() => { if (from) requestAnimationFrame(() => { if (from) window.times.push(performance.now() - from); from = 0; }); })"
        ".observe(document.querySelector('.sk-count').closest('.sk-blocks'), { childList: true, subtree: true, characterData: true }); }"
    )
    for n in range(1, 12):
        page.keyboard.type(f"A{n}")
        page.keyboard.press("Enter")
        has(page, n)
        page.wait_for_function("n => window.times.length >= n", arg=n)
    times = sorted(page.evaluate("window.times"))
    assert times[len(times) // 2] < 100
