"""The sample shop written down: every file a platform would have handed out."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from shopkit.sample import visits
from shopkit.sample.book import Book, book
from shopkit.sample.reports.lines import line_report
from shopkit.sample.reports.orders import order_report
from shopkit.sample.reports.shop import shop_report_2019, shop_report_2025

SEED = 20251111
Progress = Callable[[str, float], None]
# First month of each order file, its layouts, and the minute it was exported.
QUARTERS = [
    ("2025-05", "ExportOrderList_2018_taobao", "ExportOrderDetailList_2022", "202509151030"),
    ("2025-08", "ExportOrderList_2022", "ExportOrderDetailList_2022", "202512151031"),
    ("2025-11", "ExportOrderList_2022", "ExportOrderDetailList_2022", "202604151032"),
    ("2026-02", "ExportOrderList_2022", "ExportOrderDetailList_2022", "202607151033"),
    ("2026-05", "ExportOrderList_2022", "ExportOrderDetailList_2022", "202609151034"),
    ("2026-08", "ExportOrderList_2022", "ExportOrderDetailList_2022", "202611010801"),
    (
        "2026-10",
        "ExportOrderList_2025_qianniu_selectable_seen",
        "ExportOrderDetailList_2024plus_A_to_W",
        "202611010802",
    ),
]


def files(folder: Path, *, seed: int = SEED, progress: Progress | None = None) -> list[Path]:
    """Write every file into `folder`; the paths, in the order to import them.

    The same seed gives the same bytes. `progress(what, share)` is told of each kind of file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    told = progress or (lambda what, share: None)
    told("orders", 0.0)
    story = book(seed)
    written = order_files(story, folder)
    told("shop days", 0.6)
    written += day_files(story, folder)
    told("done", 1.0)
    return written


def order_files(story: Book, folder: Path) -> list[Path]:
    """Order reports and line reports, by quarter and last by month."""
    month = story.orders["created_at"].to_numpy().astype("datetime64[M]")
    starts = [np.datetime64(first) for first, *_ in QUARTERS] + [np.datetime64("2026-11")]
    line_month = month[story.lines["order"].to_numpy()]
    written = []
    for start, end, (_, main, detail, stamp) in zip(starts, starts[1:], QUARTERS, strict=False):
        ending = "xlsx" if "2025_qianniu" in main else "csv"
        orders = story.orders[(month >= start) & (month < end)]
        lines = story.lines[(line_month >= start) & (line_month < end)]
        where = folder / f"样例-ExportOrderList{stamp}.{ending}"
        written.append(order_report(story, orders, where, main))
        where = folder / f"样例-ExportOrderDetailList{stamp}.{ending}"
        written.append(line_report(story, lines, where, detail))
    return written


def day_files(story: Book, folder: Path) -> list[Path]:
    """生意参谋's shop days: 2025 in the old layout, 2026 in the new."""
    table = visits.shop_days(story).assign(ad_search_fen=0, ad_site_fen=0, ad_affiliate_fen=0)
    is_old = (table["day"] < np.datetime64("2026-01-01")).to_numpy()
    return [
        shop_report_2019(
            table[is_old], folder / "样例-【生意参谋平台】店铺整体_2025-05-01_2025-12-31.csv"
        ),
        shop_report_2025(
            table[~is_old], folder / "样例-【生意参谋平台】店铺整体_2026-01-01_2026-10-31.xlsx"
        ),
    ]
