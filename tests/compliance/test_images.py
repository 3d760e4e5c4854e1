"""What a picture's first bytes say, held to what an image library writes."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shopkit.compliance.images import MOST_BYTES, ImageFacts, findings, image_facts
from shopkit.errors import BadFile


def picture(kind, width=801, height=640, **more):
    drawn = BytesIO()
    Image.new("RGB", (width, height), "white").save(drawn, kind, **more)
    return drawn.getvalue()


@pytest.mark.parametrize(
    ("kind", "more"),
    [("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("GIF", {}), ("BMP", {}),
     ("WEBP", {}), ("WEBP", {"lossless": True})],
)  # fmt: skip
def test_a_pictures_size_is_read_from_its_header(kind, more):
    content = picture(kind, **more)
    assert image_facts(content) == ImageFacts(kind, 801, 640, len(content))


def test_a_jpeg_with_a_long_comment_is_measured_too():
    assert image_facts(picture("JPEG", comment=b"x" * 60_000)).width == 801


@pytest.mark.parametrize(
    "content", [b"", b"<svg/>", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a\0"]
)
def test_what_is_no_whole_picture_is_refused(content):
    with pytest.raises(BadFile):
        image_facts(content)


@given(
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"BM", b"GIF89a"]),
    st.binary(max_size=60),
)
def test_a_damaged_picture_is_a_sentence(mark, rest):
    try:
        facts = image_facts(mark + rest)
    except BadFile:
        return
    assert facts.width > 0 and facts.height > 0


def wrong(image, use="main"):
    return [(each.facts, each.is_sure) for each in findings(image, use) if each.is_wrong]


def test_a_square_picture_of_eight_hundred_is_right():
    assert wrong(ImageFacts("JPEG", 800, 800, MOST_BYTES)) == []


def test_what_is_wrong_comes_first_and_says_how_sure_it_is():
    told = findings(ImageFacts("WEBP", 700, 800, MOST_BYTES + 1))
    assert [each.is_wrong for each in told] == [True] * 4
    assert [each.is_sure for each in told] == [True, True, False, False]


def test_a_picture_of_a_sku_need_not_be_square_and_is_no_gif():
    assert wrong(ImageFacts("JPEG", 900, 1200, 1), "sku") == []
    assert len(wrong(ImageFacts("GIF", 900, 1200, 1), "sku")) == 1
