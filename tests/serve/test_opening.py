"""What opening the workbook tells, and what it keeps."""

from types import SimpleNamespace

import pytest

from shopkit.serve import opening
from shopkit.serve.opening import Opened, kept_token, told
from shopkit.serve.running import Served
from shopkit.text import speaker

TOKEN = "t" * 43


@pytest.fixture
def opened():
    return Opened(Served(None, 8866, TOKEN), Served(None, 8867, TOKEN))


def test_the_token_is_long_and_lasts(tmp_path):
    settings = SimpleNamespace(config=tmp_path / "config")
    token = kept_token(settings)
    assert len(token) >= 43 and kept_token(settings) == token


def test_a_token_too_short_to_be_ours_is_replaced(tmp_path):
    (tmp_path / "token").write_text("abc", encoding="utf-8")
    assert len(kept_token(SimpleNamespace(config=tmp_path))) >= 43


@pytest.mark.parametrize("lang, words", [("zh", "从这里开始"), ("en", "Start here")])
def test_the_addresses_are_told_in_the_reader_s_language(opened, lang, words):
    sentence = told(opened, speaker(lang), lan=False)
    assert words in sentence and f"http://127.0.0.1:8867/lab?token={TOKEN}" in sentence


def test_on_the_network_only_the_wall_is_told(opened):
    sentence = told(Opened(opened.boards, None), speaker("en"), lan=True)
    assert "kpi" in sentence and "start_here" not in sentence and "lab" not in sentence


def test_the_network_gets_no_page_that_writes():
    assert opening.SHARED == ("kpi",)
