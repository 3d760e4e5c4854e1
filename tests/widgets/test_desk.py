"""A desk checks every act that a browser sends, answers it once, and loses nothing that was typed."""

import json

import pytest

from shopkit.errors import Refused
from shopkit.widgets import Desk, Reply, Upload

BROKEN = "Something went wrong; nothing was lost, what you typed is still here."


class Counter:
    """A desk over a list of what was booked, and everything the desk sent back."""

    def __init__(self, **acts):
        self.booked, self.sent, self.broken = [], [], False
        self.desk = Desk(self.page, {"book": self.book} | acts, ask={"lang": "en"})
        self.desk.send = lambda content, buffers=None: self.sent.append((content, buffers))

    def page(self, ask):
        if self.broken:
            raise ZeroDivisionError
        if ask.get("tab") == "never":
            raise Refused("There is no tab {tab}.", tab="never")
        lines = [{"text": f"{len(self.booked)} booked"}]
        blocks = [{"kind": "text", "id": "count", "lines": lines}]
        return {
            "lang": ask.get("lang", "en"),
            "title": "Desk",
            "tab": ask.get("tab"),
            "blocks": blocks,
        }

    def book(self, ask, *, key, sku, qty=1):
        if qty == 0:
            raise ZeroDivisionError
        if not isinstance(qty, int) or qty < 0:
            raise Refused("Units must be above zero, not {qty}.", qty=qty)
        self.booked.append((key, sku, qty))
        return f"{sku} +{qty}"

    def press(self, act="book", buffers=(), **content):
        given = {"act": act, "key": "k1", "values": {"sku": "SP-1"}, "id": "form"} | content
        self.desk._handle_custom_msg(given, list(buffers))
        return next((told for told, _ in self.sent[::-1] if "reply" in told), None)

    @property
    def shown(self):
        return self.desk.page["blocks"][0]["lines"][0]["text"]


def test_an_act_is_called_with_its_values_and_key_and_the_page_drawn_again():
    counter = Counter()
    reply = counter.press()
    assert counter.booked == [("k1", "SP-1", 1)] and counter.shown == "1 booked"
    assert (reply["reply"], reply["tone"], reply["text"]) == ("k1", "good", "SP-1 +1")


def test_the_same_key_twice_is_booked_once_and_answered_twice():
    counter = Counter()
    assert counter.press() == counter.press()
    assert len(counter.booked) == 1 and len([1 for told, _ in counter.sent if "reply" in told]) == 2


def test_another_key_books_again():
    counter = Counter()
    counter.press()
    counter.press(key="k2")
    assert [key for key, _, _ in counter.booked] == ["k1", "k2"]


def test_a_refusal_is_told_in_words_and_keeps_what_was_typed():
    reply = Counter().press(values={"sku": "SP-1", "qty": -3})
    assert reply["text"] == "Units must be above zero, not -3."
    assert reply["tone"] == "bad" and reply["keep"] and not reply["again"]


@pytest.mark.parametrize("name", ["page", "__init__", "", None, 7, ["book"], {"book": 1}])
def test_an_act_that_the_page_does_not_have_is_refused(name):
    counter = Counter()
    assert counter.press(act=name)["text"] == "This page does not know that button: reload it."
    assert not counter.booked


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"sku": "a", "more": 1},
        {"sku": "a", "key": "x"},
        {"sku": "a", "ask": {}},
        [1],
        "sku",
        None,
        7,
    ],
)
def test_values_that_do_not_fit_are_refused_before_the_act_is_called(values):
    counter = Counter()
    assert "do not fit" in counter.press(values=values)["text"] and not counter.booked


@pytest.mark.parametrize("qty", ["3", 2.5, None, [1], {"a": 1}, "x"])
def test_a_value_of_the_wrong_kind_is_the_act_s_to_refuse(qty):
    counter = Counter()
    assert counter.press(values={"sku": "a", "qty": qty})["tone"] == "bad" and not counter.booked


@pytest.mark.parametrize("key", [None, "", 7, ["k"], "k" * 65])
def test_an_act_without_a_key_is_not_done(key):
    counter = Counter()
    assert counter.press(key=key) is None and not counter.booked


def test_a_fault_of_ours_is_logged_told_and_may_be_tried_again(caplog):
    counter = Counter()
    reply = counter.press(values={"sku": "a", "qty": 0})
    assert reply["text"] == BROKEN and reply["keep"] and reply["again"]
    assert "ZeroDivisionError" in caplog.text
    counter.press(turn=1)
    assert counter.booked == [("k1", "SP-1", 1)]


def test_what_was_done_is_answered_even_when_the_page_cannot_be_drawn_after_it(caplog):
    counter = Counter()
    counter.broken = True
    assert counter.press()["tone"] == "good"
    assert "may be old" in counter.desk.page["error"] and counter.shown == "0 booked"
    assert "could not be drawn" in caplog.text


def test_a_reply_may_change_what_the_page_asks():
    counter = Counter(go=lambda ask, *, key: Reply("Done.", ask={"tab": "next", "row": 7}))
    reply = counter.press("go", values={})
    assert reply["ask"] == {"tab": "next", "row": 7} and counter.desk.page["tab"] == "next"


def test_an_ask_is_text_and_what_is_emptied_is_left_out():
    counter, asked = Counter(), []
    counter.desk._page_of = lambda ask: asked.append(ask) or counter.page(ask)
    for change in ({"tab": "a", "days": 14}, {"days": ""}, {"tab": None, "odd": [1]}):
        counter.desk._handle_custom_msg({"ask": change}, [])
    assert asked == [
        {"lang": "en", "tab": "a", "days": "14"},
        {"lang": "en", "tab": "a"},
        {"lang": "en"},
    ]


def test_a_refused_question_keeps_the_page():
    counter = Counter()
    counter.desk._handle_custom_msg({"ask": {"tab": "never"}}, [])
    assert counter.desk.page["error"] == "There is no tab never." and counter.shown == "0 booked"


def test_a_file_to_save_and_a_document_to_print_come_with_the_reply():
    reply = Reply("Ready.", file=("a.csv", "text/csv", b"sku"), html="<h1>Label</h1>")
    counter = Counter(take=lambda ask, *, key: reply)
    told = counter.press("take", values={})
    buffers = next(buffers for told, buffers in counter.sent if "reply" in told)
    assert told["file"] == {"name": "a.csv", "mime": "text/csv"} and buffers == [b"sku"]
    assert told["html"] == "<h1>Label</h1>"


def photographed(**content):
    seen = []
    counter = Counter(photo=lambda ask, *, key, photo: seen.append(photo))
    return counter.press("photo", values={}, **content), seen


def test_a_photo_comes_as_its_name_kind_and_bytes():
    files = {"photo": {"name": "box.jpg", "mime": "image/jpeg", "at": 0}}
    _, seen = photographed(files=files, buffers=[memoryview(b"jpeg")])
    assert seen == [Upload("box.jpg", "image/jpeg", b"jpeg")]


def test_a_photo_that_was_not_taken_is_none():
    assert photographed(files={"photo": None})[1] == [None]


@pytest.mark.parametrize("told", [{"at": 1}, {"at": -1}, {"at": "0"}, {}, "box.jpg", 7, [0]])
def test_a_file_that_was_announced_and_not_sent_is_refused(told):
    reply, seen = photographed(files={"photo": told}, buffers=[b"x"])
    assert reply["tone"] == "bad" and not seen


def test_a_file_over_the_limit_is_refused_in_words():
    files = {"photo": {"name": "big.jpg", "mime": "image/jpeg", "at": 0}}
    reply, seen = photographed(files=files, buffers=[bytes(8 * 2**20 + 1)])
    assert reply["text"] == "“big.jpg” is larger than 8 MB: choose a smaller file." and not seen


def test_the_desk_speaks_the_page_s_language():
    counter = Counter()
    counter.desk._handle_custom_msg({"ask": {"lang": "zh"}}, [])
    assert counter.desk.page["words"]["sure"] == "确定吗？"
    assert counter.press(act="other")["text"] == "页面不认识这个按钮：请刷新页面。"


def test_old_answers_are_forgotten_and_new_ones_kept():
    counter = Counter()
    for number in range(300):
        counter.press(key=f"k{number}")
    assert len(counter.desk._answers) == 200
    counter.press(key="k299")
    assert len(counter.booked) == 300


def test_the_page_paints_before_the_widget_and_travels_as_plain_json():
    data, _ = Counter().desk._repr_mimebundle_()
    assert 'class="shopkit-board"' in data["text/html"]
    assert json.loads(json.dumps(Counter().desk.page))["blocks"][0]["id"] == "count"


def test_a_page_that_cannot_be_drawn_at_first_has_no_blocks_and_a_sentence():
    def never(_ask):
        raise Refused("There is no shop {shop}.", shop="7")

    page = Desk(never, {}, ask={"lang": "en"}).page
    assert page["blocks"] == [] and page["error"] == "There is no shop 7."
