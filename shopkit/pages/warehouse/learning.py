"""SKUs the shop has not written down yet, learned from the platforms' files."""

from shopkit import store
from shopkit.shop import Shop
from shopkit.store import goods
from shopkit.store.goods import Sku

LEARNED = "goods_learned_from"


def learn(shop: Shop) -> int:
    """Adds each SKU a file names and the shop lacks; how many. Once for a version of the files."""
    version = store.current_version(shop.engine, shop.id)
    if not version.tables or store.settings_of(shop.engine, shop.id).get(LEARNED) == version.id:
        return 0
    known = {each.code for each in goods.skus(shop.engine, shop.id)}
    new = [
        _sku(row)
        for row in shop.lake().rows("goods")
        if row["sku"].strip() and row["sku"] not in known
    ]
    if new:
        goods.save_skus(shop.engine, shop.id, new)
    store.set_setting(shop.engine, shop.id, LEARNED, version.id)
    return len(new)


def _sku(row: dict[str, object]) -> Sku:
    words = {name: row[name] or "" for name in ("title", "props", "barcode", "item_id")}
    return Sku(code=row["sku"], price_fen=row["price_fen"], **words)
