"""Titles that must fire and titles that must not; lengths; what marks and blanks can hide."""

from pathlib import Path
from statistics import median
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.compliance import Phrase, built_in, lexicon, lint, sources, title_width
from shopkit.compliance.lexicon import ASK, BLOCK, LEVELS, PASS, own_phrase
from shopkit.compliance.lint import KINDS, code_fits
from shopkit.compliance.reasons import REASONS
from shopkit.errors import Refused

HERE = Path(__file__).parent
MARKS = {"!": BLOCK, "?": ASK}


def lines(name):
    told = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in told if line and not line.startswith("#")]


FIRES = [
    (line[0], *(part.strip(" ") for part in line[1:].split("|"))) for line in lines("fires.txt")
]
PASSES = lines("passes.txt")


def found(text, kind="title", words=None):
    return [hit.known.phrase for hit in lint(text, kind, words).hits]


def test_there_are_sixty_titles_of_each():
    assert len({title for _, _, title in FIRES}) >= 60 <= len(set(PASSES))


@pytest.mark.parametrize(("mark", "words", "title"), FIRES)
def test_a_title_that_boasts_fires(mark, words, title):
    verdict = lint(title)
    assert verdict.level == MARKS[mark]
    assert any(words in hit.words for hit in verdict.hits)


@pytest.mark.parametrize("title", PASSES)
def test_a_title_that_only_looks_like_it_passes(title):
    verdict = lint(title)
    assert (verdict.level, verdict.hits) == (PASS, ())


def test_a_hit_points_at_the_words_as_they_stand():
    [hit] = lint("茶具 極 品 茶").hits
    assert (hit.words, hit.first, hit.last) == ("極 品", 3, 5)


def test_a_longer_phrase_speaks_for_the_shorter_inside_it():
    assert found("第一品牌") == ["第一品牌"] and found("最近") == []


def test_a_context_hides_nothing_beside_it():
    assert found("最近最好的第一次第一名") == ["最好", "第一名"]


def test_a_word_of_the_law_in_a_hint_for_use_only_asks():
    [hit] = lint("最佳食用期三个月", "detail").hits
    assert (hit.level, hit.known.reason) == (ASK, "tip")


@pytest.mark.parametrize("text", ["地铁沿线最 近", "回看榜首 选手名单", "中国独 家具展"])
def test_a_blank_parts_two_words(text):
    assert not {"首选", "独家"} & set(found(text))


def test_the_shops_own_words_are_found_and_win_over_ours():
    words = lexicon([Phrase("养生神器", BLOCK), Phrase("独家", PASS)])
    assert found("养生神器独家", words=words) == ["养生神器"]
    assert words.version != lexicon().version == lexicon([]).version


@pytest.mark.parametrize(
    ("text", "level"), [("", "ask"), (" *", "ask"), ("长" * 41, "ask"), ("好", "no")]
)
def test_a_word_that_cannot_be_looked_for_is_refused(text, level):
    with pytest.raises(Refused):
        own_phrase(text, level)


def test_a_title_is_measured_as_the_platform_does():
    assert title_width("茶" * 30) == 60 and lint("茶" * 30).length is None
    assert lint("茶" * 30 + "a").level == BLOCK
    assert title_width("abc茶杯") == len("abc茶杯".encode("gbk"))


@pytest.mark.parametrize(
    ("kind", "n", "is_right"),
    [("point", 150, True), ("point", 151, False), ("detail", 4, False), ("detail", 5, True),
     ("detail", 25_000, True), ("detail", 25_001, False)],
)  # fmt: skip
def test_each_text_has_its_length(kind, n, is_right):
    assert (lint("茶" * n, kind).length is None) is is_right


def test_an_items_own_code_holds_64_bytes():
    assert code_fits("茶" * 21) and not code_fits("茶" * 22)


def test_a_released_word_no_longer_asks_and_a_blocked_one_stays():
    verdict = lint("独家顶级")
    assert verdict.left({"独家", "顶级"}) == BLOCK
    assert lint("独家").left({"独家"}) == PASS and lint("独家唯一").left({"独家"}) == ASK


def test_every_phrase_is_whole():
    for each in built_in():
        assert each.level in LEVELS and each.source in sources()
        assert each.reason in REASONS or not each.reason
    assert len({each.phrase for each in built_in()}) == len(built_in())


def test_what_is_blocked_comes_from_the_law_or_the_regulator():
    assert {each.source for each in built_in() if each.level == BLOCK} == {"ad_law", "guide"}


@given(st.text(max_size=80), st.sampled_from(sorted(KINDS)))
def test_any_text_is_judged_and_each_hit_lies_inside_it(text, kind):
    for hit in lint(text, kind).hits:
        assert text[hit.first : hit.last + 1] == hit.words != ""


@given(st.text("最近后第一次佳顶级独家 茶", max_size=30), st.sampled_from(["国家级", "顶级"]))
def test_a_word_of_the_law_is_found_wherever_it_stands(before, word):
    assert lint(before + "杯" + word, "detail").level == BLOCK


@pytest.mark.timed
def test_ten_thousand_titles_take_a_second_at_most():
    titles = [f"{title}{n}"[:30] for n in range(90) for _, _, title in FIRES]
    titles = (titles + PASSES * 100)[:10_000]
    assert len(titles) == 10_000
    words, took = lexicon(), []  # this process's own time: a busy machine is no slower a lint
    for _ in range(3):
        began = process_time()
        for title in titles:
            assert lint(title, words=words).level
        took.append(process_time() - began)
    assert median(took) <= 1
