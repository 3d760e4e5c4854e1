"""A campaign as somebody planned it: its days, its goods, what it may cost, what it promised."""

from dataclasses import dataclass, replace
from datetime import date

from shopkit.campaigns.gain import Costs
from shopkit.errors import Refused
from shopkit.text import message

# What a shop runs, by the word the store keeps.
KINDS = {
    "discount": message("Limited-time discount (限时折扣)"),
    "full_cut": message("Money off from an amount (满减)"),
    "gift": message("Gift"),
    "coupon": message("Coupon"),
    "cross_shop": message("Cross-shop sale (跨店满减)"),
    "clearance": message("Clearance"),
    "other": message("Other"),
}
PLANNED, RUNNING, AFTER, OVER = "planned", "running", "after", "over"
STATES = {
    PLANNED: message("planned"),
    RUNNING: message("running"),
    AFTER: message("the 14 days after"),
    OVER: message("over"),
}
MOST_DAYS = 62
NAME_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign and its promise. Money in fen; no items means the whole shop.

    `promised_fen` is the margin it was to earn beyond what would have come anyway, after all
    costs; `promised_sales_fen` the same of sales. `margin_rate` is used where the goods' costs
    are unknown.
    """

    name: str
    kind: str
    first: date
    last: date
    items: tuple[str, ...] = ()
    promised_fen: int | None = None
    promised_sales_fen: int | None = None
    ads_fen: int = 0
    gifts_fen: int = 0
    freight_fen: int = 0
    margin_rate: float | None = None
    owner_id: int | None = None
    id: int | None = None
    version: int = 1

    @property
    def costs(self) -> Costs:
        """What it spends beside its discounts."""
        return Costs(self.ads_fen, self.gifts_fen, self.freight_fen)

    def state(self, asof: date) -> str:
        """Where it stands on a day: planned, running, in the 14 days after, or over."""
        if asof < self.first:
            return PLANNED
        if asof <= self.last:
            return RUNNING
        return AFTER if (asof - self.last).days <= 14 else OVER

    def touches(self, first: date, last: date) -> bool:
        """Whether any of its days lies between these two."""
        return self.first <= last and self.last >= first


def sound(campaign: Campaign) -> Campaign:
    """The campaign as it may be kept; `Refused` for one that could not be run or measured."""
    name = " ".join(campaign.name.split())
    if not name or len(name) > NAME_LONGEST:
        raise Refused("Give the campaign a name of at most {most} characters.", most=NAME_LONGEST)
    if campaign.kind not in KINDS:
        raise Refused("Choose what kind of campaign it is.")
    days = (campaign.last - campaign.first).days + 1
    if not 1 <= days <= MOST_DAYS:
        raise Refused("A campaign lasts from 1 to {most} days.", most=MOST_DAYS)
    if campaign.margin_rate is not None and not 0 < campaign.margin_rate < 1:
        raise Refused("A margin lies between 0 and 100 percent.")
    if min(campaign.ads_fen, campaign.gifts_fen, campaign.freight_fen) < 0:
        raise Refused("A cost is not below zero.")
    return replace(campaign, name=name)
