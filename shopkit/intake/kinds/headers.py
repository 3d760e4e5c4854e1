"""Header names as they mean, whatever the file's year, width or blanks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Zero-width marks and the byte order mark are no white space to `re`, yet nobody sees them.
UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
WRAPPED = re.compile(r'^=?"(.*)"$')
STROKES = str.maketrans({"→": "->", "–": "-", "—": "-", "−": "-"})


@lru_cache(maxsize=8192)
def plain(header: str) -> str:
    """A header without width, blanks, line breaks, wrappers, Excel escapes or capitals.

    >>> plain("商品 ID"), plain("平均响应（秒）\\n"), plain('="ＲＯＩ"'), plain("a_x002B_b")
    ('商品id', '平均响应(秒)', 'roi', 'a+b')
    """
    text = ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(header))
    text = unicodedata.normalize("NFKC", text).translate(STROKES)
    return WRAPPED.sub(r"\1", UNSEEN.sub("", text).casefold()).lstrip("'")


def plain_all(headers: Sequence[str]) -> list[str]:
    """Each header `plain`, where the n-th repeat of a name gets `#n`; a blank one stays blank.

    >>> plain_all(["商家编码", "", "商家编码 ", None])
    ['商家编码', '', '商家编码#2', '']
    """
    seen: Counter[str] = Counter()
    named = []
    for header in headers:
        name = "" if header is None else plain(header)
        seen[name] += 1
        named.append(name if seen[name] == 1 or not name else f"{name}#{seen[name]}")
    return named


def aliases(drawn: str) -> Mapping[str, tuple[str, ...]]:
    """Our column to the headers that mean it, drawn one column a line, the preferred first.

    >>> dict(aliases("sku  SKU 商家编码"))
    {'sku': ('sku', '商家编码')}
    """
    lines = [line.split() for line in drawn.splitlines() if line.strip()]
    return {column: tuple(plain(header) for header in headers) for column, *headers in lines}
