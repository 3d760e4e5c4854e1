"""A campaign written down before it runs: its days, its goods, what it costs and promises."""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from shopkit.campaigns.campaign import KINDS, Campaign
from shopkit.errors import Refused
from shopkit.lake import Lake
from shopkit.pages import blocks as draw
from shopkit.pages import given
from shopkit.pages.blocks import Block
from shopkit.pages.shift import Shift
from shopkit.store import campaigns as kept
from shopkit.text import message
from shopkit.widgets import Reply

MOST_ITEMS = 200
_PROMISE = message("Promised margin beyond the usual, yuan")
_SALES = message("Promised sales beyond the usual, yuan")
_ITEMS = message("Item numbers or codes")


def form(shift: Shift, campaign: Campaign | None = None) -> Block:
    """A form for a new campaign, or the one given."""
    say, was = shift.say, campaign
    kinds = [(key, say(name)) for key, name in KINDS.items()]
    people = [(str(each.id), each.name) for each in shift.members]
    fields = [
        draw.field("name", say("Name of the campaign"), required=True,
                   value=was.name if was else ""),
        draw.field("kind", say("Kind"), "choice", options=kinds, required=True,
                   value=was.kind if was else "discount"),
        draw.field("first", say("First day"), "day", required=True,
                   value=_shown_day(shift, was, 3)),
        draw.field("last", say("Last day"), "day", required=True,
                   value=was.last.isoformat() if was else _shown_day(shift, None, 7)),
        draw.field("items", say(_ITEMS), "area", value=" ".join(was.items) if was else "",
                   hint=say("Empty: the whole shop. Else only these are measured.")),
        draw.field("promised", say(_PROMISE), value=_yuan(was.promised_fen if was else None),
                   hint=say("After discounts, ads, gifts and freight")),
        draw.field("promised_sales", say(_SALES),
                   value=_yuan(was.promised_sales_fen if was else None)),
        draw.field("ads", say("Ads for it, yuan"), value=_yuan(was.ads_fen if was else None)),
        draw.field("gifts", say("Gifts, yuan"), value=_yuan(was.gifts_fen if was else None)),
        draw.field("freight", say("Extra freight, yuan"),
                   value=_yuan(was.freight_fen if was else None)),
        draw.field("margin", say("Usual margin, percent"),
                   value=f"{was.margin_rate * 100:g}" if was and was.margin_rate else "",
                   hint=say("Only where the goods have no cost written down")),
        draw.field("owner", say("Owner"), "choice", options=[("", "–"), *people],
                   value=str(was.owner_id) if was and was.owner_id else str(shift.by or "")),
    ]  # fmt: skip
    values = {"campaign": str(was.id), "version": was.version} if was else {}
    return draw.form(
        "plan", "campaign_save", fields, say("Save"), values=values,
        title=say("Change it") if was else say("Plan a campaign"), since=["version"] if was else [],
    )  # fmt: skip


def save(
    shift: Shift,
    *,
    key: str,
    name: object,
    kind: object,
    first: object,
    last: object,
    items: object = "",
    promised: object = "",
    promised_sales: object = "",
    ads: object = "",
    gifts: object = "",
    freight: object = "",
    margin: object = "",
    owner: object = "",
    campaign: object = None,
    version: object = 1,
) -> Reply:
    """Keeps a campaign, new or changed."""
    say = shift.say
    days = [given.day(each, say(label)) for each, label in _days(first, last)]
    if None in days:
        raise Refused("Choose the first and the last day.")
    people = {str(each.id): each.id for each in shift.members} | {"": None}
    rate = given.decimal(margin, say("Usual margin, percent"))
    wanted = Campaign(
        given.words(name, say("Name of the campaign"), most=60),
        given.one_of(kind, KINDS, say("Kind")),
        *days,
        items=_items(shift, items),
        promised_fen=given.fen(promised, say(_PROMISE)),
        promised_sales_fen=given.fen(promised_sales, say(_SALES)),
        ads_fen=given.fen(ads, say("Ads for it, yuan")) or 0,
        gifts_fen=given.fen(gifts, say("Gifts, yuan")) or 0,
        freight_fen=given.fen(freight, say("Extra freight, yuan")) or 0,
        margin_rate=None if rate is None else rate / 100,
        owner_id=people[given.one_of(owner, people, say("Owner"))],
        id=given.maybe(campaign, say("Campaign"), most=10**12),
        version=given.whole(version, say("Campaign")),
    )
    number = kept.save_campaign(shift.shop.engine, shift.shop.id, wanted, shift.stamp(key))
    return Reply(say("Saved: {name}.", name=wanted.name), ask={"campaign": str(number)})


def _days(first: object, last: object) -> Iterable[tuple[object, str]]:
    return (first, message("First day")), (last, message("Last day"))


def _items(shift: Shift, typed: object) -> tuple[str, ...]:
    """The items that were typed: their numbers, or the codes of their SKUs."""
    text = given.words(typed, shift.say(_ITEMS), most=4000)
    words = list(
        dict.fromkeys(text.replace(",", " ").replace("，", " ").replace("、", " ").split())
    )
    if len(words) > MOST_ITEMS:
        raise Refused("At most {most} items a campaign.", most=MOST_ITEMS)
    known = _known(shift.shop.lake())
    unknown = [word for word in words if word.casefold() not in known]
    if unknown:
        raise Refused(
            "{word} is no item this shop has sold or listed: check its number.",
            word=unknown[0][:40],
        )
    return tuple(dict.fromkeys(known[word.casefold()] for word in words))


def _shown_day(shift: Shift, was: Campaign | None, ahead: int) -> str:
    return (was.first if was else shift.day + timedelta(days=ahead)).isoformat()


def _yuan(amount_fen: int | None) -> str:
    return "" if not amount_fen else f"{amount_fen / 100:g}"


@lru_cache(maxsize=4)
def _known(lake: Lake) -> dict[str, str]:
    """Every item's number by itself and by its SKUs' codes, small letters."""
    rows = [row for row in lake.rows("goods") if row["item_id"]]
    return {row["sku"].casefold(): row["item_id"] for row in rows} | {
        row["item_id"].casefold(): row["item_id"] for row in rows
    }


ACTS = {"campaign_save": save}
