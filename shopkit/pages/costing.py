"""What a piece cost on the day it was sold: the terms the bridge's questions are asked with."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shopkit.shop import Shop
from shopkit.store import costs, goods

if TYPE_CHECKING:
    from sqlalchemy import Engine

# A card's cost holds from before any sale until a delivery tells another.
ALWAYS = date(1970, 1, 1)


def version(shop: Shop) -> tuple[int, ...]:
    """Numbers that change when a cost may have."""
    return costs.newest(shop.engine, shop.id)


def terms(shop: Shop) -> Mapping[str, Any]:
    """Costs by SKU and day, and each SKU's item: the last delivery before a sale, else the card."""
    return _terms(shop.engine, shop.id, version(shop))


@lru_cache(maxsize=4)
def _terms(engine: "Engine", shop_id: str, _version: tuple[int, ...]) -> Mapping[str, Any]:
    cards = goods.skus(engine, shop_id)
    known = [(card.code, ALWAYS, card.cost_fen) for card in cards if card.cost_fen is not None]
    known += [(each.sku, each.day, each.cost_fen) for each in costs.unit_costs(engine, shop_id)]
    items = [(card.code, card.item_id) for card in cards if card.item_id]
    return {
        "cost_skus": [sku for sku, _, _ in known],
        "cost_days": [day for _, day, _ in known],
        "cost_fen": [cost for _, _, cost in known],
        "own_skus": [sku for sku, _ in items],
        "own_items": [item for _, item in items],
    }
