"""The chart library is made once and read many times."""

import pytest

from shopkit.charts.bundle import bundle


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return bundle(tmp_path_factory.mktemp("cache") / "new" / "cache")


def test_the_bundle_defines_the_library_and_says_so(made):
    script = made.read_text(encoding="utf-8")
    assert "globalThis.shopkitVega=" in script.replace(" ", "") and "shopkit-vega" in script


def test_the_bundle_is_smaller_than_one_with_a_compiler_in_it(made):
    assert 300_000 < made.stat().st_size < 700_000


def test_the_bundle_is_made_once(made):
    before = made.stat().st_mtime_ns
    assert bundle(made.parent) == made and made.stat().st_mtime_ns == before


def test_no_half_bundle_is_left(made):
    assert not list(made.parent.glob("*.part"))
