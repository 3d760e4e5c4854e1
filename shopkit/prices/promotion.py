"""A promotion as data: its layer, for what, whom and when, and what it takes off.

Which layer comes first, what stacks and who pays for it differ from campaign to campaign: nothing
of it is built in. What a kind brings along is where a form begins, and can be changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shopkit.errors import Refused
from shopkit.text import message

LAYERS = {
    "item": message("Single product"),
    "shop": message("Whole shop"),
    "cross": message("Across shops"),
    "voucher": message("Consumer voucher"),
    "subsidy": message("Subsidy"),
    "member": message("Members"),
}
SPEND, PIECES = "spend", "pieces"
RATE, OFF, PRICE, GIFT = "rate", "off", "price", "gift"
WHOLE = 1000
MANY = 10_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """What people call it, the layer it usually stands in, what it counts and what it does."""

    name: str
    layer: str
    counts: str
    effect: str


KINDS = {
    "limited": Kind(message("Limited-time discount"), "item", PIECES, RATE),
    "reduced": Kind(message("Price cut per piece"), "item", PIECES, OFF),
    "flash": Kind(message("Flash sale price"), "item", PIECES, PRICE),
    "spend_off": Kind(message("Spend and save"), "shop", SPEND, OFF),
    "spend_rate": Kind(message("Spend for a discount"), "shop", SPEND, RATE),
    "pieces_off": Kind(message("Pieces and save"), "shop", PIECES, OFF),
    "pieces_rate": Kind(message("Pieces for a discount"), "shop", PIECES, RATE),
    "gift": Kind(message("Gift"), "shop", SPEND, GIFT),
    "coupon": Kind(message("Shop coupon"), "shop", SPEND, OFF),
    "cross_shop": Kind(message("Spend and save across shops"), "cross", SPEND, OFF),
    "voucher": Kind(message("Consumer voucher"), "voucher", SPEND, OFF),
    "subsidy": Kind(message("Platform subsidy"), "subsidy", SPEND, OFF),
    "member": Kind(message("Member price or coupon"), "member", SPEND, OFF),
}


@dataclass(frozen=True, slots=True)
class Tier:
    """From `least` (fen or pieces): fen off, per mille left (800 is 8折), a price, or gifts."""

    least: int
    value: int


@dataclass(frozen=True, slots=True)
class Promotion:
    """One promotion, both days included; raises `Refused` for what could not be meant.

    `scope` holds SKU codes or item numbers, empty is everything. Of one layer a line has the best
    one, and those that `stacks`. `repeats` is 上不封顶, up to `cap_fen`. With `on_item_price` the
    threshold counts prices after the first layer, else what is left when its layer begins.
    `audience` names the buyers it is for. `step_fen` rounds a piece's price (10 is 抹分). Of what
    it takes off the shop pays `borne_permille`, the platform the rest.
    """

    name: str
    kind: str
    tiers: tuple[Tier, ...]
    first_on: date
    last_on: date
    layer: str = ""
    scope: frozenset[str] = frozenset()
    stacks: bool = False
    repeats: bool = False
    cap_fen: int | None = None
    on_item_price: bool = False
    audience: str = ""
    step_fen: int = 1
    borne_permille: int = WHOLE
    gift: str = ""
    id: int | None = None
    version: int = 1

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refused("A promotion needs a name.")
        if self.kind not in KINDS:
            raise Refused("A promotion is one of: {known}.", known=", ".join(KINDS))
        object.__setattr__(self, "layer", self.layer or KINDS[self.kind].layer)
        object.__setattr__(self, "scope", frozenset(self.scope))
        object.__setattr__(self, "tiers", tuple(sorted(self.tiers, key=lambda tier: tier.least)))
        if (self.layer == "item") != (KINDS[self.kind].layer == "item") or (
            self.layer not in LAYERS
        ):
            raise Refused("“{name}” does not fit this layer. Choose another.", name=self.name)
        if self.first_on > self.last_on:
            raise Refused("“{name}” would end before it begins.", name=self.name)
        if self.effect == GIFT and not self.gift.strip():
            raise Refused("Say which product is given with “{name}”.", name=self.name)
        if not 0 <= self.borne_permille <= WHOLE or self.step_fen < 1:
            raise Refused("“{name}”: the shop pays from 0 to 100 %.", name=self.name)
        if self.layer == "item" and self.borne_permille < WHOLE:
            raise Refused("What the platform pays of “{name}” belongs in a layer of its own: "
                          "enter it as a subsidy.", name=self.name)  # fmt: skip
        _check_tiers(self)

    @property
    def counts(self) -> str:
        """What a threshold is of: money or pieces."""
        return KINDS[self.kind].counts

    @property
    def effect(self) -> str:
        """What it does: rate, off, price or gift."""
        return KINDS[self.kind].effect

    def is_on(self, day: date) -> bool:
        """Whether it holds on this day."""
        return self.first_on <= day <= self.last_on

    def covers(self, sku: str, item_id: str = "") -> bool:
        """Whether this product takes part."""
        return not self.scope or sku in self.scope or (item_id != "" and item_id in self.scope)


def active(
    promotions: Iterable[Promotion], on: date, audiences: Iterable[str] = ()
) -> list[Promotion]:
    """What holds on a day for a buyer who belongs to these audiences, in the order of layers."""
    theirs = {"", *audiences}
    held = [each for each in promotions if each.is_on(on) and each.audience in theirs]
    return sorted(held, key=lambda each: (list(LAYERS).index(each.layer), each.id or 0, each.name))


def _check_tiers(one: Promotion) -> None:
    if not one.tiers or len({tier.least for tier in one.tiers}) < len(one.tiers):
        raise Refused("“{name}” needs at least one step, each from another amount.", name=one.name)
    if len(one.tiers) > 1 and (one.repeats or one.layer == "item"):
        raise Refused("“{name}” can have one step only: it repeats.", name=one.name)
    for tier in one.tiers:
        if not 0 <= tier.least <= MANY or not 0 < tier.value <= MANY:
            raise Refused("“{name}” has a step without an amount.", name=one.name)
        if one.effect == RATE and tier.value >= WHOLE:
            raise Refused("“{name}”: a discount lies between 0 and 10 折.", name=one.name)
        if one.effect == OFF and one.counts == SPEND and tier.least and tier.value > tier.least:
            raise Refused("“{name}” would take off more than is spent.", name=one.name)
    if one.repeats and (one.tiers[0].least < 1 or one.effect not in (OFF, GIFT)):
        raise Refused("“{name}” cannot repeat: it needs a threshold.", name=one.name)
    if one.cap_fen is not None and one.cap_fen < 1:
        raise Refused("“{name}” has a step without an amount.", name=one.name)
