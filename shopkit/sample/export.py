"""The sample shop written down: every file a platform would have handed out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from shopkit.sample import ads, items, periods, reviews, service, sources, stock
from shopkit.sample.book import Book
from shopkit.sample.reports import ads as ad_reports
from shopkit.sample.reports import goods, sycm
from shopkit.sample.reports import service as service_reports
from shopkit.sample.reports.lines import line_report
from shopkit.sample.reports.orders import order_report
from shopkit.sample.reports.refunds import refund_report
from shopkit.sample.reports.shop import shop_report_2019, shop_report_2025
from shopkit.sample.story import Story

Progress = Callable[[str, float], None]
# First month of each order file, its layouts, and the minute it was exported.
CSV_2022 = ("ExportOrderList_2022", "ExportOrderDetailList_2022")
ORDER_FILES = (
    ("2025-05", "ExportOrderList_2018_taobao", "ExportOrderDetailList_2022", "202509151030"),
    ("2025-08", *CSV_2022, "202512151031"),
    ("2025-11", *CSV_2022, "202604151032"),
    ("2026-02", *CSV_2022, "202607151033"),
    ("2026-05", *CSV_2022, "202609151034"),
    ("2026-08", *CSV_2022, "202611010801"),
    (
        "2026-10",
        "ExportOrderList_2025_qianniu_selectable_seen",
        "ExportOrderDetailList_2024plus_A_to_W",
        "202611010802",
    ),
)
REFUND_FILES = (("2025-05", "2025-12"), ("2026-01", "2026-06"), ("2026-07", "2026-10"))
ITEM_FILES = (
    ("2025-05", "2025-07"), ("2025-08", "2025-10"), ("2025-11", "2026-01"), ("2026-02", "2026-04"),
    ("2026-05", "2026-07"), ("2026-08", "2026-10"),
)  # fmt: skip
NEW_NAMES = np.datetime64("2026-01-01")
SOURCE_DAYS = 31
REVIEWED = np.datetime64("2026-08-01")
LAST_EXPORT = "20261101_080500"


def files(
    folder: Path, *, story: Story | None = None, progress: Progress | None = None
) -> list[Path]:
    """Write every file into `folder`; the paths, in the order to import them.

    The same story gives the same bytes. `progress(what, share)` is told before each kind of file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tell = progress or (lambda what, share: None)
    tell("orders", 0.0)
    desk = Desk(story or Story(), folder)
    written: list[Path] = []
    for what, share, kind in KINDS:
        tell(what, share)
        written += kind(desk)
    tell("done", 1.0)
    return written


@dataclass(frozen=True)
class Desk:
    """A story and the folder it is written to."""

    story: Story
    folder: Path

    @property
    def book(self) -> Book:
        """What happened."""
        return self.story.book

    @property
    def shop(self) -> pd.DataFrame:
        """The shop's days, advertising included."""
        return self.story.shop

    def path(self, name: str) -> Path:
        """A file of this name, marked as sample data."""
        return self.folder / f"样例-{name}"

    def sycm(self, report: str, first: np.datetime64, last: np.datetime64, ending: str) -> Path:
        """A 生意参谋 file, whose name tells its days."""
        days = (np.datetime_as_string(day, unit="D") for day in (first, last))
        return self.path(f"【生意参谋平台】{report}_{'_'.join(days)}.{ending}")


def order_files(desk: Desk) -> Iterator[Path]:
    """Order and line reports, by quarter and the last month by itself."""
    story = desk.book
    month = story.orders["created_at"].to_numpy().astype("datetime64[M]")
    line_month = month[story.lines["order"].to_numpy()]
    ends = [np.datetime64(first) for first, *_ in ORDER_FILES[1:]] + [np.datetime64("2026-11")]
    for (first, main, detail, stamp), end in zip(ORDER_FILES, ends, strict=True):
        start, ending = np.datetime64(first), "xlsx" if "2025" in main else "csv"
        path = desk.path(f"ExportOrderList{stamp}.{ending}")
        yield order_report(story, story.orders[(month >= start) & (month < end)], path, main)
        lines = story.lines[(line_month >= start) & (line_month < end)]
        path = desk.path(f"ExportOrderDetailList{stamp}.{ending}")
        yield line_report(story, lines, path, detail)


def refund_files(desk: Desk) -> Iterator[Path]:
    """Refunds by when they were asked for."""
    month = desk.book.refunds["applied_at"].to_numpy().astype("datetime64[M]")
    for number, (first, last) in enumerate(REFUND_FILES):
        asked = (month >= np.datetime64(first)) & (month <= np.datetime64(last))
        ending = "xlsx" if number == len(REFUND_FILES) - 1 else "csv"
        path = desk.path(f"退款报表_20261101_08030{number}.{ending}")
        yield refund_report(desk.book, desk.book.refunds[asked], path)


def shop_files(desk: Desk) -> Iterator[Path]:
    """The shop by day, in the old and the new layout, and by week and month."""
    shop, days = desk.shop, desk.book.calendar.days
    old = (shop["day"] < NEW_NAMES).to_numpy()
    path = desk.sycm("店铺整体", days[0], NEW_NAMES - 1, "csv")
    yield shop_report_2019(shop[old], path)
    yield shop_report_2025(shop[~old], desk.sycm("店铺整体", NEW_NAMES, days[-1], "xlsx"))
    for grain, name in (("W", "周"), ("M", "月")):
        whole = periods.periods(desk.book, shop, grain)
        first, last = whole["first"].to_numpy().min(), whole["last"].to_numpy().max()
        path = desk.sycm(f"店铺整体-{name}", first, last, "xlsx")
        yield shop_report_2025(whole, path)


def item_files(desk: Desk) -> Iterator[Path]:
    """The items by day, one file a quarter."""
    table, months = items.item_days(desk.book, desk.shop), desk.book.calendar.months
    month = months[table["day"].to_numpy()]
    for first, last in ITEM_FILES:
        start, end = np.datetime64(first), np.datetime64(last)
        part = table[(month >= start) & (month <= end)]
        path = desk.sycm("商品_全部", start, (end + 1).astype("datetime64[D]") - 1, "csv")
        yield sycm.item_report(desk.book, part, path)


def source_files(desk: Desk) -> Iterator[Path]:
    """Where visitors came from: every month, and each of the last days."""
    months = periods.periods(desk.book, desk.shop, "M")
    days = desk.shop.tail(SOURCE_DAYS).assign(
        first=lambda day: day["day"], last=lambda day: day["day"]
    )
    for subject, table in (("months", months), ("days", days)):
        split = sources.sources(desk.book, table, subject)
        spans = (table[name].to_numpy() for name in ("first", "last"))
        for first, last, part in zip(*spans, split, strict=True):
            yield sycm.source_report(part, desk.sycm("无线店铺流量来源", first, last, "csv"))


def ad_files(desk: Desk) -> Iterator[Path]:
    """直通车, 万相台 and 阿里妈妈."""
    plans = ads.plan_days(desk.book)
    yield ad_reports.account_report(plans, desk.path(f"直通车账户报表_{LAST_EXPORT}.csv"))
    yield ad_reports.plan_report(plans, desk.path(f"直通车计划报表_{LAST_EXPORT}.csv"))
    path = desk.path(f"万相台创意报表_{LAST_EXPORT}.csv")
    yield ad_reports.creative_report(desk.book, ads.creative_days(desk.book), path)
    path = desk.path(f"商品报表_{LAST_EXPORT}.zip")
    yield ad_reports.item_report(desk.book, ads.item_days(desk.book), path)


def other_files(desk: Desk) -> Iterator[Path]:
    """Service, goods, stock and reviews."""
    served = service.agent_days(desk.book, desk.shop)
    days = "2026-08-01至2026-10-31"
    yield service_reports.presale_report(served, desk.path(f"售前绩效_{days}.xlsx"))
    yield service_reports.workload_report(served, desk.path(f"客服工作量_{days}.xlsx"))
    shelf = stock.stock(desk.book, desk.story.history)
    yield goods.item_export(desk.book, shelf, desk.path("商品导出_2026-10-31.xlsx"))
    yield goods.stock_report(desk.book, shelf, desk.path("聚水潭商品库存_2026-10-31.xlsx"))
    written = reviews.reviews(desk.book)
    recent = written[written["written_at"] >= REVIEWED]
    yield sycm.review_report(desk.book, recent, desk.path("评价_2026-08-01_2026-10-31.xlsx"))


KINDS = (
    ("orders", 0.15, order_files),
    ("refunds", 0.65, refund_files),
    ("shop days", 0.7, shop_files),
    ("items", 0.75, item_files),
    ("traffic", 0.85, source_files),
    ("ads", 0.9, ad_files),
    ("service and goods", 0.95, other_files),
)
