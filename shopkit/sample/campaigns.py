"""The sample shop's campaigns: what it planned and promised; measured like anyone's own."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shopkit import store
from shopkit.campaigns.campaign import Campaign
from shopkit.clock import instant_of
from shopkit.roles import Role
from shopkit.sample import definitions
from shopkit.store.campaigns import save_campaign
from shopkit.store.ledger import Stamp

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

# A campaign is written down two weeks before it begins.
AHEAD = timedelta(days=14)


def campaigns(folder: "Path" = definitions.FOLDER) -> tuple[Campaign, ...]:
    """Every campaign the sample shop planned, the first first."""
    items = {sku.item_code: sku.item_id for sku in definitions.catalogue(folder)}
    return tuple(
        Campaign(
            row["名称"],
            row["类型"],
            date.fromisoformat(row["开始"]),
            date.fromisoformat(row["结束"]),
            items=tuple(items[code] for code in row["货号"].split()),
            promised_fen=int(row["承诺毛利_分"]),
            promised_sales_fen=int(row["承诺销售_分"]),
            ads_fen=int(row["广告_分"]),
            gifts_fen=int(row["赠品_分"]),
            freight_fen=int(row["运费_分"]),
        )
        for row in definitions.rows("campaigns.csv", folder)
    )


def plan_campaigns(engine: "Engine", shop_id: str) -> None:
    """Write the sample's campaigns down, each two weeks before its first day."""
    team = store.members(engine, shop_id)
    owner = next((each.id for each in team if Role.OPERATIONS in each.roles), None)
    for number, each in enumerate(campaigns()):
        day = each.first - AHEAD
        at = instant_of(datetime(day.year, day.month, day.day, 10))
        stamp = Stamp(owner, at, f"sample-campaign-{number}")
        save_campaign(engine, shop_id, replace(each, owner_id=owner), stamp)
