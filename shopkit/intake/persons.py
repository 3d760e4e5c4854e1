"""What a file says of a person, made unreadable before anything is kept."""

import hmac
import re
import unicodedata

DIGITS = re.compile(r"\d{7,}")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
WORDS = re.compile(r"[^\W\d_]{2,}")
PERSONAL = re.compile(
    r"姓名|收货人|联系|电话|手机|地址|邮箱|邮编|身份证|旺旺|昵称|会员|支付宝|买家|留言|备注"
    r"|name|phone|mobile|address|mail|customer|buyer|nick",
    re.IGNORECASE,
)


def pseudonym(secret: bytes, kind: str, value: str) -> str | None:
    """The 32 hex characters that stand for a person's value, or None for a masked one.

    HMAC-SHA256 under `secret` of kind, a zero byte and the normalised value: without the secret
    no list of names or phone numbers leads back. `张**` and `138****8000` are not an identity.
    """
    known = normal(value)
    if not known or "*" in known:
        return None
    return hmac.digest(secret, f"{kind}\0{known}".encode(), "sha256").hex()[:32]


def normal(value: str) -> str:
    """A person's value without width, case, outer blanks or Excel's `.0` after a number.

    >>> normal(" ＡＢ "), normal("17850.0")
    ('ab', '17850')
    """
    wide = value if value.isascii() else unicodedata.normalize("NFKC", value)
    text = wide.strip().casefold()
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def masked(text: str) -> str:
    """Free text without phone numbers, order numbers and mail addresses.

    >>> masked("call 13900000000 or a.b@c.com")
    'call *** or ***'
    """
    return DIGITS.sub("***", MAIL.sub("***", text))


def hint(value: str) -> str:
    """A bad value short and nameless enough to show: words keep their first letter.

    >>> hint("12.5x"), hint("张三丰 13900000000")
    ('12.5x', '张* ***')
    """
    text = WORDS.sub(lambda word: f"{word[0][0]}*", masked(value))
    return text if len(text) <= 40 else f"{text[:39]}…"


def sampled(header: str, value: str) -> str:
    """A cell fit to show someone who maps columns: nothing from a column about persons."""
    if value and PERSONAL.search(unicodedata.normalize("NFKC", header)):
        return "***"
    shown = masked(value)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
