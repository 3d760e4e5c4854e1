"""Codes hold the text they were made of, for every text; what they cannot hold is refused."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopkit.errors import Refused
from shopkit.print.codes import code128, code128_svg, qr, qr_svg

ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30).filter(
    str.strip
)


def read(drawing) -> str:
    """The text that a scanner reads from a drawing, two dots a module."""
    import zxingcpp
    from PIL import Image

    picture = Image.new("L", (drawing.wide, drawing.high), 255)
    for x, y, wide, high in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", drawing.path):
        left, top = int(x), int(y)
        picture.paste(0, (left, top, left + int(wide), top + int(high)))
    (found,) = zxingcpp.read_barcodes(picture.resize((drawing.wide * 2, drawing.high * 2), 0))
    return found.text


@pytest.mark.parametrize(
    "text", ["SP-GW-01", "A-01-2", "PO:12", "6901234567892", "青花瓷盖碗 A", "茶"]
)
def test_a_qr_code_says_its_text(text):
    assert read(qr(text)) == text


@settings(max_examples=60, deadline=None)
@given(ASCII)
def test_a_bar_code_says_its_text_whatever_the_signs(text):
    assert read(code128(text)) == text.strip()


def test_a_bar_code_refuses_chinese_and_names_the_way_out():
    with pytest.raises(Refused, match="QR code") as caught:
        code128("盖碗-01")
    assert caught.value.facts == {"text": "盖碗-01"}


@pytest.mark.parametrize("make", [qr, code128])
@pytest.mark.parametrize("text", ["", "  ", "x" * 9000])
def test_no_text_and_too_much_text_are_refused(make, text):
    with pytest.raises(Refused):
        make(text)


def test_a_line_end_does_not_get_into_a_bar_code():
    with pytest.raises(Refused):
        code128("A-01\nB-02")


@pytest.mark.parametrize("svg", [qr_svg("A-01-2"), code128_svg("A-01-2")])
def test_the_picture_is_inline_scales_and_stays_black_on_white(svg):
    assert svg.startswith("<svg ") and "viewBox" in svg and "<?xml" not in svg
    assert re.findall(r'fill="(#\w+)"', svg) == ["#fff", "#000"]
    assert not re.search(r"<svg[^>]* (width|height)=", svg)


def test_the_name_of_a_picture_is_only_text():
    assert "<script>" not in qr_svg("<script>alert(1)</script>")
