"""What each platform's group robot expects, and what its answers mean.

All three answer HTTP 200 to nearly everything: whether a message arrived stands in the body.
Source: the platforms' own pages on group robots.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote_plus

from shopkit.chat import letters
from shopkit.text import message

DINGTALK, WECOM, FEISHU = "dingtalk", "wecom", "feishu"
HOSTS = {DINGTALK: "oapi.dingtalk.com", WECOM: "qyapi.weixin.qq.com", FEISHU: "open.feishu.cn"}
NAMES = {DINGTALK: message("DingTalk"), WECOM: message("WeCom"), FEISHU: message("Feishu")}
# Bytes of the whole body, of WeCom the text's alone; a little below what is written, for the sign.
BYTES = {DINGTALK: 19_500, WECOM: 2_048, FEISHU: 19_500}
# Answers that say “too fast”, and after how many seconds to try again.
TOO_FAST = {DINGTALK: {130101: 600}, WECOM: {45009: 60}, FEISHU: {11232: 60, 9499: 60}}
PATIENCE_SECONDS = 60
NUMBERS = len("(999/999)\n")
DETAIL = 200

SENT, REFUSED, LIMITED = "sent", "refused", "limited"
UNREACHABLE, UNCLEAR = "unreachable", "unclear"
RESULTS = {
    "begun": message("on its way"),
    SENT: message("arrived"),
    REFUSED: message("refused"),
    LIMITED: message("too many at once"),
    UNREACHABLE: message("not reached"),
    UNCLEAR: message("unclear whether it arrived"),
    "arrived": message("arrived, somebody says"),
    "again": message("to be sent again"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one attempt ended; `wait` seconds before the next, if the robot said so.

    `is_final` where trying again by itself would change nothing.
    """

    result: str
    detail: str = ""
    wait: int | None = None
    is_final: bool = False


def dingtalk_sign(secret: str, milliseconds: int) -> str:
    """The signature of a DingTalk request, not yet written for an address.

    base64(HMAC-SHA256(key = secret, message = milliseconds, line feed, secret)).

    >>> dingtalk_sign("SECabc123", 1577808000000)
    'XE4R7IL0vopgq8cbuTGw6A2PvUgYymHWfIDiKqcpEXA='
    """
    words = f"{milliseconds}\n{secret}"
    return _mac(secret, words)


def feishu_sign(secret: str, seconds: int) -> str:
    """The signature of a Feishu request.

    base64(HMAC-SHA256(key = seconds, line feed, secret; message = nothing)).

    >>> feishu_sign("demo", 1577808000)
    'XZmDP3SJb1/TJi67fpxqdoA1Qb/DJHem4ibq0ixaOK8='
    """
    return _mac(f"{seconds}\n{secret}", "")


def address(kind: str, url: str, *, secret: str, at: datetime) -> str:
    """Where to send to: DingTalk's signature stands in the address, written for it once."""
    if kind != DINGTALK or not secret:
        return url
    milliseconds = int(at.timestamp() * 1000)
    sign = quote_plus(dingtalk_sign(secret, milliseconds))
    return f"{url}{'&' if '?' in url else '?'}timestamp={milliseconds}&sign={sign}"


def body(kind: str, text: str, *, secret: str = "", at: datetime | None = None) -> bytes:
    """The request's body: plain text, so that nothing in it can be taken for a command."""
    if kind != FEISHU:
        return _packed({"msgtype": "text", "text": {"content": text}})
    # Feishu reads tags in a text, `<at user_id="all">` among them.
    told = {"msg_type": "text", "content": {"text": text.replace("<", "＜")}}
    if secret and at:
        seconds = int(at.timestamp())
        told |= {"timestamp": str(seconds), "sign": feishu_sign(secret, seconds)}
    return _packed(told)


def parts(kind: str, text: str, *, room: str = "") -> list[str]:
    """A message cut for this robot, numbered if there are several; `room` is left free in each."""
    most = BYTES[kind] - _size(kind, room) - NUMBERS
    cut = letters.pieces(text, most=most, size=lambda piece: _size(kind, piece))
    if len(cut) == 1:
        return cut
    return [f"({number}/{len(cut)})\n{piece}" for number, piece in enumerate(cut, 1)]


def verdict(kind: str, status: int, answer: bytes) -> Verdict:
    """What the robot's answer means; only a clear yes is `sent`, what cannot be read is unclear."""
    if 300 <= status < 400:
        said = message("The address sends on to another one, which is not followed: check it.")
        return Verdict(REFUSED, said, is_final=True)
    told = _told(answer)
    code = _code(kind, told)
    if code in TOO_FAST[kind] or status == 429:
        return Verdict(LIMITED, _said(code, told), wait=TOO_FAST[kind].get(code, PATIENCE_SECONDS))
    if status >= 500:
        return Verdict(UNCLEAR, f"HTTP {status}")
    if status >= 400:
        return Verdict(REFUSED, _said(code, told) or f"HTTP {status}")
    if code is None:
        return Verdict(UNCLEAR, message("The answer could not be read."))
    return Verdict(REFUSED, _said(code, told)) if code else Verdict(SENT)


def _mac(key: str, words: str) -> str:
    return base64.b64encode(
        hmac.new(key.encode(), words.encode(), hashlib.sha256).digest()
    ).decode()


def _packed(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _size(kind: str, text: str) -> int:
    return len(text.encode()) if kind == WECOM else len(body(kind, text))


def _told(answer: bytes) -> Mapping[str, object]:
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _code(kind: str, told: Mapping[str, object]) -> int | None:
    names = ("code", "StatusCode") if kind == FEISHU else ("errcode",)
    found = (told[name] for name in names if name in told)
    code = next(found, None)
    return code if type(code) is int else None


def _said(code: int | None, told: Mapping[str, object]) -> str:
    words = next((told[name] for name in ("errmsg", "msg", "StatusMessage") if name in told), "")
    return f"{'' if code is None else code} {' '.join(str(words).split())}".strip()[:DETAIL]
