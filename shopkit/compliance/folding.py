"""Text without its disguises: one width, one case, simplified, no marks between the characters.

What was left out is remembered by its place, so that a finding points at the text as written.
"""

import re
import unicodedata

# Only characters of the phrases that are looked for.
_SIMPLE = str.maketrans(
    "國級頂極獨銷萬歷絕對無敵傳網價選發創領導軍榮譽識標碼編號質貨歡適遙顛顶終祕藥馳環會員與壹",
    "国级顶极独销万历绝对无敌传网价选发创领导军荣誉识标码编号质货欢适遥颠顶终秘药驰环会员与一",
)
# A range such as 第1-3件 counts pieces; a lone 第1 boasts as 第一 does.
_FIRST = re.compile(r"第1(?![0-9.,%:/~〜至到、-])")


class _Folding(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        wide = unicodedata.normalize("NFKC", chr(code)).casefold().translate(_SIMPLE)
        self[code] = kept = "".join(each for each in wide if each.isalnum() or each == "%")
        return kept


_FOLDED = _Folding()


def plain(text: str) -> str:
    """The text folded."""
    return _counted(text).translate(_FOLDED)


def places(text: str) -> list[int]:
    """For each character of the text folded, the place where it stood."""
    return [place for place, char in enumerate(_counted(text)) for _ in _FOLDED[ord(char)]]


def _counted(text: str) -> str:
    if "第" not in text:
        return text
    return _FIRST.sub("第一", text.replace("第１", "第1"))
