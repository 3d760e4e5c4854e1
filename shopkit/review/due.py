"""What is due: the last whole month if nobody froze it, every month that is missing, and the word
to the group chat about where it lies."""

from datetime import date

from shopkit import clock, notify
from shopkit.chat.letters import Letter
from shopkit.errors import Refused
from shopkit.pages.review.page import horizon, months
from shopkit.review.freezing import Frozen
from shopkit.shop import Shop
from shopkit.store import reviews
from shopkit.store.ledger import Stamp


def missing(shop: Shop, *, today: date) -> list[str]:
    """Every whole month with data that is not frozen, the oldest first."""
    lake = shop.lake()
    frozen = reviews.frozen_months(shop.engine, shop.id)
    there = months(lake, today=horizon(shop, lake, today))
    return [month for month in there if month not in frozen]


def due(shop: Shop, *, today: date) -> str | None:
    """The newest whole month with data, if it is not frozen yet."""
    lake = shop.lake()
    newest = list(months(lake, today=horizon(shop, lake, today)))[-1:]
    if not newest:
        raise Refused("No whole month has data yet: import the shop's files under “Start here”.")
    frozen = reviews.frozen_months(shop.engine, shop.id)
    return None if newest[0] in frozen else newest[0]


def tell(shop: Shop, made: Frozen) -> list[int]:
    """A word to the group about a new version; the messages' numbers, none without a robot."""
    say = shop.say
    title = say("{month} is frozen, version {version}.", month=made.month, version=made.version)
    lies = say("It lies in {folder}. Open review.html, it needs no network.", folder=made.folder)
    key = f"review:{made.month}:{made.version}"
    stamp = Stamp(None, clock.now(), key)
    return notify.post(shop, Letter("digest", lies, title=title), stamp)
