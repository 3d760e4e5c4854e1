"""Words for the group: cut whole, cleaned, never inside a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopkit.chat.letters import LONGEST, Letter, pieces
from shopkit.errors import Refused

FAMILY = "👩‍👩‍👧"
FLAGS = "🇨🇳🇯🇵"


def in_bytes(text):
    return len(text.encode())


def cut(text, most):
    return pieces(text, most=most, size=in_bytes)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.integers(8, 40))
def test_pieces_are_the_text_again_and_each_fits(text, most):
    found = cut(text, most)
    assert "".join(found) == text
    assert all(in_bytes(piece) <= most for piece in found)


def test_lines_stay_whole_where_they_can():
    assert cut("one two\nthree\nfour", 15) == ["one two\nthree\n", "four"]


def test_a_long_line_is_cut_at_a_space():
    assert cut("one two three four", 12) == ["one two ", "three four"]


@pytest.mark.parametrize("seen", [FAMILY, "e\u0301", "👍🏽", "❤️"])
def test_what_people_see_as_one_character_stays_one(seen):
    found = cut(seen * 4, in_bytes(seen) * 2 + 1)
    assert found == [seen * 2, seen * 2]


def test_a_flag_is_not_cut_into_letters():
    assert cut(FLAGS, 12) == ["🇨🇳", "🇯🇵"]


def test_a_character_that_is_too_large_alone_is_cut_all_the_same():
    assert "".join(cut(FAMILY, 8)) == FAMILY


def test_half_a_character_and_control_codes_are_not_kept():
    letter = Letter("note", "a\ud83d\x00b\x1b[31m\n", title="\x07")
    assert (letter.text, letter.title) == ("a?b[31m", "")


@pytest.mark.parametrize(
    ("kind", "text"), [("gossip", "x"), ("note", " \n"), ("note", "x" * (LONGEST + 1))]
)
def test_a_letter_has_a_kind_and_words_and_an_end(kind, text):
    with pytest.raises(Refused):
        Letter(kind, text)
