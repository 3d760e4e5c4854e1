"""The board draws, follows, and refuses without losing what it showed."""

import asyncio
import json

import pytest

from shopkit.errors import Refused
from shopkit.widgets import Board


def page(ask):
    if ask.get("period") == "never":
        raise Refused("There is no period {period}.", period=ask["period"])
    tile = {"key": "paid", "label": "Paid", "value": ask.get("period", "30"), "unit": "yuan"}
    return {"lang": ask.get("lang", "en"), "title": "Board", "tiles": [tile], "charts": []}


def heard(board, **content):
    board._handle_custom_msg(content, [])


def value(board):
    return board.page["tiles"][0]["value"]


def test_a_board_draws_what_is_asked_at_the_start():
    assert value(Board(page, ask={"period": "7"})) == "7"


def test_a_new_question_draws_anew():
    board = Board(page, ask={})
    heard(board, ask={"period": "7"})
    assert (value(board), board.page["drawn"]) == ("7", 2)


def test_a_refused_question_says_why_and_keeps_the_last_good_figures():
    board = Board(page, ask={"period": "7"})
    heard(board, ask={"period": "never"})
    assert board.page["error"] == "There is no period never." and value(board) == "7"


def test_a_refused_question_is_forgotten():
    board = Board(page, ask={"period": "7"})
    heard(board, ask={"period": "never"})
    board.redraw()
    assert board.page["error"] == "" and value(board) == "7"


def test_a_refusal_at_the_start_is_a_page_with_a_sentence():
    assert Board(page, ask={"period": "never"}).page["error"] == "There is no period never."


def test_a_bug_stays_loud():
    def broken(_ask):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Board(broken, ask={})


def test_changed_data_draws_anew_and_unchanged_data_does_not():
    version = [1]
    board = Board(page, ask={}, token=lambda: version[0])
    assert not board.look()
    version[0] = 2
    assert board.look() and board.page["drawn"] == 2


@pytest.mark.parametrize(
    "forged", ["text", 7, None, [], {"ask": "x"}, {"ask": [1]}, {"page": {"title": "x"}}]
)
def test_what_a_browser_forges_changes_nothing(forged):
    board = Board(page, ask={"period": "7"})
    board._handle_custom_msg(forged, [])
    assert value(board) == "7" and board.page["title"] == "Board"


def test_an_answer_follows_each_sign_of_the_browser():
    board, sent = Board(page, ask={}), []
    board.send = lambda content, buffers=None: sent.append(content)
    heard(board, beat=5)
    assert sent == [{"beat": 5, "drawn": 1}]


def test_the_words_speak_the_page_s_language():
    assert Board(page, ask={"lang": "zh"}).page["words"]["Table"] == "表格"


def test_the_page_is_html_before_any_widget_and_without_scripts_of_others():
    evil = "</script><img src=x onerror=alert(1)>"

    def drawn(_ask):
        return {
            "lang": "en",
            "title": evil,
            "tiles": [{"label": evil, "value": evil, "unit": evil}],
        }

    html = Board(drawn, ask={})._repr_mimebundle_()[0]["text/html"]
    assert "<img" not in html and html.count("</script>") == 1


def test_the_page_travels_as_plain_json():
    assert json.loads(json.dumps(Board(page, ask={}).page))["title"] == "Board"


def test_a_board_that_stopped_following_says_so():
    async def broken():
        version = [0]

        def token():
            version[0] += 1
            if version[0] > 1:
                raise ZeroDivisionError
            return 0

        board = Board(page, ask={}, token=token, every=0)
        await asyncio.wait([board._following])
        await asyncio.sleep(0)
        return board.page["error"]

    assert "reload" in asyncio.run(broken())
