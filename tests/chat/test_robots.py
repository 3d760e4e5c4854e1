"""The robots' protocol: signed once, measured in their own bytes, answers read for what they say."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from shopkit.chat import robots
from shopkit.chat.robots import DINGTALK, FEISHU, WECOM, body, parts, verdict

AT = datetime.fromtimestamp(1577808000, UTC)
LIMITS = {DINGTALK: 20_000, WECOM: 2_048, FEISHU: 20 * 1024}
KINDS = pytest.mark.parametrize("kind", robots.NAMES)


def content(sent):
    told = json.loads(sent)
    return (told.get("text") or {}).get("content") or told["content"]["text"]


def test_a_dingtalk_address_is_signed_once():
    url = "https://oapi.dingtalk.com/robot/send?access_token=t"
    signed = robots.address(DINGTALK, url, secret="SECabc123", at=AT)
    [sign] = parse_qs(urlsplit(signed).query)["sign"]
    assert sign == "XE4R7IL0vopgq8cbuTGw6A2PvUgYymHWfIDiKqcpEXA="
    assert "%253D" not in signed and "timestamp=1577808000000" in signed


def test_a_feishu_body_carries_its_signature():
    told = json.loads(body(FEISHU, "hi", secret="demo", at=AT))
    assert told["sign"] == "XZmDP3SJb1/TJi67fpxqdoA1Qb/DJHem4ibq0ixaOK8="
    assert told["timestamp"] == "1577808000"


@KINDS
def test_an_address_without_a_secret_stays_as_it_is(kind):
    assert robots.address(kind, "https://x/?k=1", secret="", at=AT) == "https://x/?k=1"


@KINDS
@pytest.mark.parametrize("text", ["淘" * 9_000, '"\\\n' * 5_000, "a" * 20_000, "😀" * 8_000])
def test_every_part_keeps_the_robots_limit(kind, text):
    cut = parts(kind, text, room="小店 (sent again) ")
    for part in cut:
        sent = body(kind, "小店 (sent again) " + part, secret="s" * 40, at=AT)
        size = len(content(sent).encode()) if kind == WECOM else len(sent)
        assert size <= LIMITS[kind]
    whole = "".join(part.split("\n", 1)[1] if len(cut) > 1 else part for part in cut)
    assert whole == text


def test_parts_are_numbered_and_a_short_message_is_not():
    assert parts(WECOM, "hi") == ["hi"]
    cut = parts(WECOM, "淘" * 1_000)
    assert [part.split("\n")[0] for part in cut] == ["(1/2)", "(2/2)"]


def test_a_tag_in_a_feishu_text_calls_nobody():
    assert "<at" not in content(body(FEISHU, '<at user_id="all"></at> hi'))


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (DINGTALK, {"errcode": 0, "errmsg": "ok"}),
        (WECOM, {"errcode": 0, "errmsg": "ok"}),
        (FEISHU, {"code": 0, "msg": "success", "data": {}}),
        (FEISHU, {"StatusCode": 0, "StatusMessage": "success"}),
    ],
)
def test_a_clear_yes_is_sent(kind, answer):
    assert verdict(kind, 200, json.dumps(answer).encode()).result == robots.SENT


@pytest.mark.parametrize(
    ("kind", "answer", "detail"),
    [
        (DINGTALK, {"errcode": 310000, "errmsg": "sign not match"}, "310000 sign not match"),
        (WECOM, {"errcode": 93000, "errmsg": "invalid webhook url"}, "93000 invalid webhook url"),
        (FEISHU, {"code": 19021, "msg": "sign match fail"}, "19021 sign match fail"),
    ],
)
def test_http_200_with_an_error_code_is_a_refusal(kind, answer, detail):
    found = verdict(kind, 200, json.dumps(answer).encode())
    assert (found.result, found.detail) == (robots.REFUSED, detail)


@pytest.mark.parametrize(
    ("kind", "answer", "wait"),
    [
        (DINGTALK, {"errcode": 130101}, 600),
        (WECOM, {"errcode": 45009}, 60),
        (FEISHU, {"code": 11232}, 60),
    ],
)
def test_too_fast_is_waited_for_as_long_as_the_robot_is_mute(kind, answer, wait):
    found = verdict(kind, 200, json.dumps(answer).encode())
    assert (found.result, found.wait) == (robots.LIMITED, wait)


@KINDS
@pytest.mark.parametrize(
    "answer",
    [b"", b"<html>", b"[]", b"{}", b'{"errcode":"0","code":"0"}', b"\xff", b"[" * 60_000, b"null"],
)
def test_an_answer_that_cannot_be_read_is_unclear(kind, answer):
    assert verdict(kind, 200, answer).result == robots.UNCLEAR


@KINDS
@pytest.mark.parametrize(
    ("status", "result"),
    [(302, robots.REFUSED), (400, robots.REFUSED), (404, robots.REFUSED),
     (429, robots.LIMITED), (500, robots.UNCLEAR), (502, robots.UNCLEAR)],
)  # fmt: skip
def test_a_status_other_than_200_is_never_sent(kind, status, result):
    assert verdict(kind, status, b'{"errcode":0,"code":0}').result == result
