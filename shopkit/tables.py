"""The lake's tables: columns, units, keys. Every room that holds rows follows these contracts.

Types: `text`; `count` an integer; `fen` integer money; `share` 0 to 1; `seconds` a length;
`instant` UTC, microseconds; `day` a Shanghai day; `flag` a truth; `score` a number of points.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A named table: key, the day that places a row in its month, and the columns in order.

    `dated` lists the columns whose first known value gives the row's month.
    `days` maps a derived Shanghai day to the instant it comes from.
    """

    name: str
    key: tuple[str, ...]
    dated: tuple[str, ...]
    columns: Mapping[str, str]
    days: Mapping[str, str]

    @property
    def stored(self) -> dict[str, str]:
        """Every stored column: the file's, the derived days, `seen_at` and `month`."""
        derived = dict.fromkeys(self.days, "day")
        return dict(self.columns) | derived | {"seen_at": "instant", "month": "text"}

    @property
    def totals(self) -> list[str]:
        """The columns worth a control total: money and counts."""
        return [name for name, kind in self.columns.items() if kind in ("fen", "count")]


def _table(
    name: str,
    key: str,
    dated: str,
    columns: dict[str, str],
    days: Mapping[str, str] | None = None,
) -> Table:
    listed = {word: kind for kind, words in columns.items() for word in words.split()}
    return Table(name, tuple(key.split()), tuple(dated.split()), listed, days or {})


ORDERS = _table(
    "orders",
    "order_id",
    "created_at paid_at",
    {
        "text": "order_id buyer status close_reason province city title sku store_name "
        "carrier tracking_no terminal",
        "count": "qty",
        "fen": "goods_fen postage_fen total_fen paid_fen refund_fen settled_fen",
        "instant": "created_at paid_at shipped_at received_at",
    },
    {"created_on": "created_at", "paid_on": "paid_at"},
)

ORDER_LINES = _table(
    "order_lines",
    "line_id",
    "created_at paid_at",
    {
        "text": "line_id order_id buyer item_id sku title props status refund_status province",
        "count": "qty",
        "fen": "price_fen payable_fen paid_fen refund_fen",
        "instant": "created_at paid_at shipped_at",
    },
    {"created_on": "created_at", "paid_on": "paid_at"},
)

REFUNDS = _table(
    "refunds",
    "refund_id",
    "applied_at paid_at completed_at",
    {
        "text": "refund_id order_id item_id sku title kind status goods_status stage reason "
        "liable is_full",
        "fen": "order_paid_fen refund_fen",
        "instant": "paid_at applied_at completed_at",
    },
    {"applied_on": "applied_at", "completed_on": "completed_at"},
)

# `day` is the first day and `days` the length of what a row covers: a week's visitors are a
# row of their own, never the sum of seven.
SHOP_DAYS = _table(
    "shop_days",
    "day days",
    "day",
    {
        "day": "day",
        "count": "days visitors page_views item_visitors item_page_views new_visitors "
        "old_visitors favourite_users cart_users cart_qty orderers ordered_qty buyers paid_qty "
        "old_buyers paid_orders paid_lines paid_items reviews reviews_image reviews_good "
        "reviews_bad parcels_shipped parcels_collected parcels_delivering parcels_delivered",
        "fen": "ordered_fen paid_fen old_buyer_paid_fen refund_fen ad_search_fen ad_display_fen "
        "ad_affiliate_fen ad_site_fen ad_crowd_fen ad_smart_fen",
        "share": "bounce_rate",
        "seconds": "stay_seconds delivery_seconds",
        "score": "score_item score_logistics score_service",
    },
)

ITEM_DAYS = _table(
    "item_days",
    "day days item_id",
    "day",
    {
        "day": "day",
        "text": "item_id title parent_item_id sku status",
        "count": "days visitors page_views favourite_users cart_qty cart_users orderers "
        "ordered_qty buyers paid_qty new_buyers old_buyers search_visitors search_buyers",
        "fen": "ordered_fen paid_fen old_buyer_paid_fen refund_fen",
        "share": "bounce_rate",
        "seconds": "stay_seconds",
        "score": "rivalry_score",
    },
)

# Distinct per source: the same visitor can come by two sources, so sources do not add up.
TRAFFIC = _table(
    "traffic",
    "day days item_id source source_2 source_3",
    "day",
    {
        "day": "day",
        "text": "item_id source source_2 source_3",
        "count": "days visitors new_visitors page_views favourite_users cart_users orderers "
        "buyers paid_qty",
        "fen": "ordered_fen paid_fen",
        "share": "bounce_rate",
    },
)

# One row a day, level and key; levels repeat each other and are never added together.
AD_DAYS = _table(
    "ad_days",
    "day platform level plan_id plan unit_id item_id creative_id effect basis attribution",
    "day",
    {
        "day": "day",
        "text": "platform level plan_id plan promotion unit_id unit item_id item creative_id "
        "creative effect basis attribution",
        "count": "impressions clicks carts favourites paid_orders direct_orders indirect_orders "
        "net_orders presale_orders new_buyers",
        "fen": "spend_fen paid_fen direct_paid_fen indirect_paid_fen net_paid_fen presale_fen",
    },
)

SERVICE_DAYS = _table(
    "service_days",
    "day days system agent",
    "day",
    {
        "day": "day",
        "text": "system agent",
        "count": "days consulted received effective inquirers orderers buyers paid_qty "
        "paid_orders unanswered slow buyer_messages agent_messages transferred_in "
        "transferred_out ratings_sent ratings very_satisfied satisfied neutral dissatisfied "
        "very_dissatisfied refund_orders days_worked",
        "fen": "paid_fen ordered_fen refund_fen net_paid_fen",
        "share": "conversion_rate reply_rate satisfaction_rate help_rate fault_rate",
        "seconds": "first_response_seconds response_seconds handling_seconds "
        "refund_only_seconds return_seconds",
    },
)

ITEMS = _table(
    "items",
    "seen_on item_id sku_id",
    "seen_on",
    {
        "day": "seen_on",
        "text": "item_id sku_id category_id category title short_title item_code sku props",
        "count": "stock_qty",
        "fen": "price_fen sku_price_fen",
    },
)

STOCK = _table(
    "stock",
    "seen_on system sku",
    "seen_on",
    {
        "day": "seen_on",
        "text": "system sku style barcode title props brand",
        "count": "on_hand reserved available public_available on_order returns_qty inbound_qty "
        "virtual_qty damaged_qty transit_qty locked_qty low_limit high_limit",
    },
)

REVIEWS = _table(
    "reviews",
    "review_id",
    "reviewed_at",
    {
        "text": "review_id buyer item_id sku props text follow_up reply grade",
        "score": "stars",
        "instant": "reviewed_at followed_at",
    },
    {"reviewed_on": "reviewed_at"},
)

FUND_FLOWS = _table(
    "fund_flows",
    "flow_id order_id line_id kind",
    "booked_at",
    {
        "text": "flow_id order_id line_id kind description channel",
        "fen": "income_fen expense_fen",
        "instant": "booked_at",
    },
    {"booked_on": "booked_at"},
)

TABLES = {
    table.name: table
    for table in (
        ORDERS,
        ORDER_LINES,
        REFUNDS,
        SHOP_DAYS,
        ITEM_DAYS,
        TRAFFIC,
        AD_DAYS,
        SERVICE_DAYS,
        ITEMS,
        STOCK,
        REVIEWS,
        FUND_FLOWS,
    )
}
