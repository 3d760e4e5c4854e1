"""The steps of a promotion as people write them: `300-50`, `200-25 480-60`, `2-9.5`, `8.5`."""

import re
from collections.abc import Iterator
from decimal import Decimal

from shopkit.errors import Refused
from shopkit.money import fen
from shopkit.prices.promotion import GIFT, KINDS, OFF, PIECES, RATE, SPEND, Promotion, Tier
from shopkit.text import Say, message

_NUMBER = r"\d+(?:\.\d{1,2})?"
_STEP = re.compile(rf"[满¥￥]?({_NUMBER})[元件]?[-–减打送]({_NUMBER})[元折件]?")
_ALONE = re.compile(rf"[¥￥]?({_NUMBER})[元折]?")
_SAYINGS = {
    (SPEND, OFF): message("from {least} yuan: {value} yuan off"),
    (SPEND, RATE): message("from {least} yuan: {tenths}折"),
    (SPEND, GIFT): message("from {least} yuan: {value} × {gift} as a gift"),
    (PIECES, OFF): message("from {least} pieces: {value} yuan off"),
    (PIECES, RATE): message("from {least} pieces: {tenths}折"),
}
_ITEM_SAYINGS = {
    RATE: message("each at {tenths}折"),
    OFF: message("{value} yuan off each"),
    "price": message("{value} yuan each"),
}


def steps(text: str, kind: str) -> tuple[Tier, ...]:
    """The steps that a text means for this kind, or `Refused` with an example.

    >>> steps("200-25 480-60", "member")
    (Tier(least=20000, value=2500), Tier(least=48000, value=6000))
    >>> steps("8.5折", "limited"), steps("满2件打9.5折", "pieces_rate")
    ((Tier(least=0, value=850),), (Tier(least=2, value=950),))
    """
    known = KINDS.get(kind)
    words = text.replace("，", " ").replace(",", " ").replace("、", " ").split()
    if known is None or not words:
        raise Refused("Write the steps as {example}.", example=example(kind))
    if known.layer == "item":
        found = _ALONE.fullmatch("".join(words))
        if found is None:
            raise Refused("Write the steps as {example}.", example=example(kind))
        return (Tier(0, _value(found[1], known.effect)),)
    matches = [_STEP.fullmatch(word) for word in words]
    if None in matches:
        raise Refused("Write the steps as {example}.", example=example(kind))
    return tuple(
        Tier(_least(each[1], known.counts), _value(each[2], known.effect))
        for each in matches
        if each
    )


def example(kind: str) -> str:
    """How the steps of this kind are written."""
    known = KINDS.get(kind)
    if known is None or (known.counts, known.effect) == (SPEND, OFF):
        return "300-50"
    if known.layer == "item":
        return "8.5" if known.effect == RATE else "9.90"
    least = "2" if known.counts == PIECES else "199"
    return f"{least}-{'9.5' if known.effect == RATE else '1' if known.effect == GIFT else '10'}"


def typed(promotion: Promotion) -> str:
    """The steps of a promotion as they may be typed again."""
    one = [_words(promotion, tier) for tier in promotion.tiers]
    if promotion.layer == "item":
        return one[0]["typed"]
    return " ".join(f"{each['least']}-{each['typed']}" for each in one)


def said(promotion: Promotion, say: Say) -> str:
    """What a promotion does, in the reader's words."""
    return " · ".join(_said(promotion, say))


def _said(promotion: Promotion, say: Say) -> Iterator[str]:
    for tier in promotion.tiers:
        words = _words(promotion, tier)
        if promotion.layer == "item":
            yield say(_ITEM_SAYINGS[promotion.effect], **words)
        else:
            template = _SAYINGS[promotion.counts, promotion.effect]
            yield say(template, **words, gift=promotion.gift)
    if promotion.repeats:
        yield say("for every full amount")
    if promotion.cap_fen:
        yield say("at most {value} yuan", value=_yuan(promotion.cap_fen))


def _words(promotion: Promotion, tier: Tier) -> dict[str, str]:
    is_rate = promotion.effect == RATE
    value = str(tier.value) if promotion.effect == GIFT else _yuan(tier.value)
    tenths = _plain(Decimal(tier.value) / 100)
    return {
        "least": str(tier.least) if promotion.counts == PIECES else _yuan(tier.least),
        "value": value,
        "typed": tenths if is_rate else value,
        "tenths": tenths,
    }


def _least(word: str, counts: str) -> int:
    if counts == SPEND:
        return fen(word)
    return _whole(word)


def _value(word: str, effect: str) -> int:
    if effect == RATE:
        return int(Decimal(word) * 100)
    return _whole(word) if effect == GIFT else fen(word)


def _whole(word: str) -> int:
    if not word.isdecimal():
        raise Refused("“{word}” is no whole number of pieces.", word=word)
    return int(word)


def _yuan(amount_fen: int) -> str:
    return _plain(Decimal(amount_fen) / 100)


def _plain(number: Decimal) -> str:
    """A number without needless zeros.

    >>> _plain(Decimal("50.00")), _plain(Decimal("8.50"))
    ('50', '8.5')
    """
    return f"{number.normalize():f}"
