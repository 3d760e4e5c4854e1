"""What buyers wrote of what they got; more of them cross where something was wrong."""

import numpy as np
import pandas as pd

from shopkit.sample.book import Book
from shopkit.sample.journeys import CUT, HOUR, seconds

WRITES = 0.24
GRADES = ("好评", "中评", "差评")
WORDS = {
    "好评": (
        "做工不错，和图片一样，会再来。", "包装很仔细，没有磕碰。", "颜色好看，尺寸刚好。",
        "发货快，客服有耐心。", "送给长辈的，很喜欢。", "第二次买了，质量稳定。",
        "手感温润，泡茶顺手。", "比想象中厚实。",
    ),
    "中评": ("东西还行，就是物流慢了点。", "颜色和图片有一点差别。", "一般，对得起这个价钱。"),
    "差评": ("收到时有破损，等客服处理。", "做工粗糙，边上有毛刺。", "和描述的尺寸不一样。"),
    "批次": ("杯身有一道裂纹，倒热水就漏。", "杯口有缺口，玻璃里还有裂纹。"),
}  # fmt: skip
WRONG = ("破损", "粗糙", "裂纹", "不符", "少件")


def reviews(book: Book) -> pd.DataFrame:
    """One row a review: line, written_at, grade, has_image and text, by time."""
    chance = book.chance("reviews")
    order = book.orders.iloc[book.lines["order"].to_numpy()]
    got = order["received_at"].to_numpy().astype("datetime64[s]")
    written = got + seconds(chance.exponential(20, len(got)) * HOUR)
    writes = (chance.random(len(got)) < WRITES) & ~np.isnat(got) & (written < CUT)
    trouble = _trouble(book)
    sour = np.where(trouble, 0.45, 0.012)
    grade = np.select([chance.random(len(got)) < sour, chance.random(len(got)) < 0.035], [2, 1], 0)
    table = pd.DataFrame(
        {
            "line": np.arange(len(got)),
            "written_at": written,
            "grade": np.array(GRADES)[grade],
            "has_image": chance.random(len(got)) < 0.3,
            "word": chance.random(len(got)),
            "is_cracked": _of_batch(book) & (grade == 2),
        }
    )[writes]
    return table.assign(text=_texts(table)).sort_values("written_at", ignore_index=True)


def _trouble(book: Book) -> np.ndarray:
    wrong = book.refunds["reason"].str.contains("|".join(WRONG))
    trouble = np.zeros(len(book.lines), dtype=bool)
    trouble[book.refunds.loc[wrong, "line"]] = True
    return trouble | (_of_batch(book) & (book.chance("cracks").random(len(trouble)) < 0.4))


def _of_batch(book: Book) -> np.ndarray:
    """Whether a line is of the bad batch."""
    sku, day = (book.lines[name].to_numpy() for name in ("sku", "day"))
    cracked = np.zeros(len(sku), dtype=bool)
    for event in book.calendar.of("批次"):
        bad = [n for n, known in enumerate(book.skus) if known.sku in event.codes]
        span = book.calendar.span(event)
        cracked |= np.isin(sku, bad) & (day >= span.start) & (day < span.stop)
    return cracked


def _texts(table: pd.DataFrame) -> list[str]:
    kinds = table["grade"].mask(table["is_cracked"], "批次").tolist()
    return [
        WORDS[kind][int(word * len(WORDS[kind]))]
        for kind, word in zip(kinds, table["word"].tolist(), strict=True)
    ]
