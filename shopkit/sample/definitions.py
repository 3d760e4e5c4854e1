"""What the sample shop is made from: goods, events, members and targets, as a person wrote them."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shopkit.roles import Role
from shopkit.settings import HOME
from shopkit.shipping.freight import Rate
from shopkit.shipping.names import zones
from shopkit.store import Member

FOLDER = HOME / "data" / "sample"
NAME = "示例小铺（样例数据）"
FIRST, LAST = date(2025, 5, 1), date(2026, 10, 31)


@dataclass(frozen=True)
class Sku:
    """One SKU: its names, price, cost before and after a day, weight, box and supplier."""

    item_id: str
    item_code: str
    title: str
    category: str
    sku: str
    sku_id: str
    props: str
    price_fen: int
    cost_fen: int
    new_cost_fen: int
    new_cost_from: date | None
    weight_g: int
    supplier: str
    lead_time_days: int
    liking: float
    barcode: str
    size_mm: tuple[int, int, int]
    pack_size: int
    moq: int
    season: dict[str, int] | None

    def cost_on(self, day: date) -> int:
        """What one piece cost on `day`, in fen."""
        changed = self.new_cost_from is not None and day >= self.new_cost_from
        return self.new_cost_fen if changed else self.cost_fen


@dataclass(frozen=True)
class Event:
    """Something that moved the shop from one day to another, both included."""

    name: str
    kind: str
    first: date
    last: date
    orders: float
    visits: float
    discount: float
    off_from_fen: int
    off_fen: int
    off_repeats: bool
    codes: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Supplier:
    """Who delivers: the days stated, how much later it is on average, and how unsure."""

    name: str
    lead_time_days: int
    late_days: float
    spread_days: float
    min_order_fen: int
    orders_on: int
    remark: str


def rows(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def catalogue(folder: Path = FOLDER) -> tuple[Sku, ...]:
    """Every SKU of the sample shop, in shelf order."""
    return tuple(
        Sku(
            item_id=row["商品ID"],
            item_code=row["货号"],
            title=row["标题"],
            category=row["类目"],
            sku=row["SKU编码"],
            sku_id=row["SKU_ID"],
            props=row["规格"],
            price_fen=int(row["售价_分"]),
            cost_fen=int(row["成本_分"]),
            new_cost_fen=int(row["新成本_分"] or row["成本_分"]),
            new_cost_from=date.fromisoformat(row["新成本起"]) if row["新成本起"] else None,
            weight_g=int(row["重量_克"]),
            supplier=row["供应商"],
            lead_time_days=int(row["交期_天"]),
            liking=float(row["人气"]),
            barcode=row["条码"],
            size_mm=(int(row["长_毫米"]), int(row["宽_毫米"]), int(row["高_毫米"])),
            pack_size=int(row["包装数"]),
            moq=int(row["起订量"]),
            season=_season(row),
        )
        for row in rows("catalogue.csv", folder)
    )


def _season(row: dict[str, str]) -> dict[str, int] | None:
    """What a season's goods are expected to sell, how unsure that is, and what a rest brings."""
    if not row["季节均值"]:
        return None
    names = {"mean": "季节均值", "sd": "季节标准差", "salvage_fen": "残值_分"}
    return {name: int(row[column]) for name, column in names.items()}


def events(folder: Path = FOLDER) -> tuple[Event, ...]:
    """Every festival, campaign and mishap of the sample shop, as the calendar lists them."""
    return tuple(
        Event(
            name=row["名称"],
            kind=row["类型"],
            first=date.fromisoformat(row["开始"]),
            last=date.fromisoformat(row["结束"]),
            orders=float(row["订单倍数"]),
            visits=float(row["访客倍数"]),
            discount=float(row["单品折扣"]),
            off_from_fen=int(row["满_分"] or 0),
            off_fen=int(row["减_分"] or 0),
            off_repeats=row["可叠加"] == "是",
            codes=tuple(row["货号"].split()),
            note=row["说明"],
        )
        for row in rows("events.csv", folder)
    )


def members(folder: Path = FOLDER) -> tuple[Member, ...]:
    """The five people of the sample team."""
    return tuple(
        Member(
            name=row["姓名"],
            roles=frozenset(Role(word) for word in row["角色"].split()),
            language=row["语言"],
            works_from=row["上班"],
            works_to=row["下班"],
            workdays=frozenset(int(day) for day in row["工作日"].split()),
            days_off=frozenset(date.fromisoformat(day) for day in row["休息日"].split()),
        )
        for row in rows("members.csv", folder)
    )


def targets(folder: Path = FOLDER) -> tuple[tuple[str, str, int], ...]:
    """The shop's promises to itself: KPI, month (`2026-10`), and the figure, money in fen."""
    return tuple(
        (row["指标"], row["月份"], int(row["目标"])) for row in rows("targets.csv", folder)
    )


def suppliers(folder: Path = FOLDER) -> tuple[Supplier, ...]:
    """Everyone who delivers to the sample shop."""
    return tuple(
        Supplier(
            name=row["名称"],
            lead_time_days=int(row["交期_天"]),
            late_days=float(row["平均晚_天"]),
            spread_days=float(row["波动_天"]),
            min_order_fen=int(row["最小订货额_分"]),
            orders_on=int(row["下单日"]),
            remark=row["备注"],
        )
        for row in rows("suppliers.csv", folder)
    )


def places(folder: Path = FOLDER) -> tuple[tuple[str, int], ...]:
    """The bins and their turn on the way through the warehouse, the nearest to the door first."""
    return tuple((row["库位"], int(row["顺序"])) for row in rows("places.csv", folder))


def rates(folder: Path = FOLDER) -> tuple[Rate, ...]:
    """The invented carriers' prices: a row for each province and one for the whole country."""
    return tuple(
        Rate(
            carrier=row["承运商"],
            zone=zone,
            first_g=int(row["首重_克"]),
            first_fee_fen=int(row["首费_分"] or 0),
            step_g=int(row["续重_克"]),
            step_fee_fen=int(row["续费_分"] or 0),
            divisor=int(row["体积系数"]),
            surcharge_fen=int(row["偏远附加_分"] or 0),
            is_excluded=row["不发"] == "是",
            days=float(row["时效_天"]) if row["时效_天"] else None,
        )
        for row in rows("freight.csv", folder)
        for zone in zones(row["地区"])
    )
