"""Carriers' price sheets as people paste them, one row a province."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from shopkit.intake.faults import Fault
from shopkit.intake.heads import wanted
from shopkit.intake.lists import ListRead, pasted, read_list
from shopkit.intake.quantities import NOT_SENT
from shopkit.shipping.freight import Rate
from shopkit.text import message

KILOGRAM = 1000
# 首重 and 续重 are the names of weights and of fees: a unit or a column beside them tells which.
PRICE_SHEET = wanted("""
    carrier+        text     快递 快递公司 承运商 物流公司 物流 carrier
    zones*+         places   省份 地区 目的地 区域 到达省份 目的省 目的省份 省 收件省 zone province
    first_g         kg       首重 首重重量 首重单位
    first_fee_fen!  fee      首费 首重费 首重费用 首重价格 首重价 首重运费 首重金额 起步价 首重
    step_g          kg       续重 续重单位 续重重量
    step_fee_fen!   fee      续费 续重费 续重费用 续重价格 续重价 续重运费 续重金额 续重
    divisor         divisor  抛比 体积系数 抛重系数 体积比 材积系数 泡比 计抛系数 抛重比 divisor
    surcharge_fen   fen      偏远附加 偏远附加费 附加费 偏远费 偏远加收 加收 surcharge
    is_excluded     flag     不发 不到 是否不发 停发 不派送 不发货
    days            days     时效 天数 到达天数 时效(天) 参考时效 days
""")
NO_CARRIER = message(
    "The row names no carrier. Add a column 快递 (carrier), or choose the carrier beside the file."
)
NO_FEE = message(
    "A fee is missing. Write it, 0 as the step fee of a flat price, "
    "or 不发 if nothing is sent there."
)
KILOGRAM_TAKEN = message(
    "{n} rows do not say how heavy the first weight or a step is: 1 kg is taken. "
    "Check it against the contract."
)


def price_sheet(
    path: Path, *, carrier: str = "", name: str | None = None, trusted: bool = False
) -> ListRead:
    """A price sheet from a file: rows with the fields of `Rate`, one a province, `line`, `sheet`.

    `carrier` is whose sheet it is where the file does not say; of a workbook with a sheet for each
    carrier the sheets' names say it. Raises `BadFile` as `read_list` does.
    """
    return _priced(read_list(path, PRICE_SHEET, name=name, trusted=trusted), carrier)


def pasted_price_sheet(text: str, *, carrier: str = "") -> ListRead:
    """A price sheet from cells copied out of a workbook."""
    return _priced(pasted(text, PRICE_SHEET), carrier)


def rates(read: ListRead) -> tuple[Rate, ...]:
    """The rows of a price sheet as rates."""
    fields = Rate.__dataclass_fields__
    return tuple(Rate(**{name: row[name] for name in fields}) for row in read.rows)


def _priced(read: ListRead, carrier: str) -> ListRead:
    rows, faults, unsized = [], list(read.faults), 0
    for row in read.rows:
        if fault := _fault(row, carrier):
            faults.append(fault)
        else:
            rows += _rates(row, carrier)
            unsized += not _is_excluded(row) and None in (row["first_g"], row["step_g"])
    notes = ((KILOGRAM_TAKEN, {"n": unsized}),) if unsized else ()
    return replace(read, rows=rows, faults=faults, notes=notes)


def _fault(row: Mapping[str, Any], carrier: str) -> Fault | None:
    if not (row["carrier"] or carrier or row["sheet"]):
        return Fault(row["line"], "", NO_CARRIER, {}, "", row["sheet"])
    if not _is_excluded(row) and None in (row["first_fee_fen"], row["step_fee_fen"]):
        return Fault(row["line"], "", NO_FEE, {}, "", row["sheet"])
    return None


def _rates(row: Mapping[str, Any], carrier: str) -> Iterator[dict[str, Any]]:
    is_excluded = _is_excluded(row)
    facts = {
        "carrier": row["carrier"] or carrier or row["sheet"],
        "first_g": row["first_g"] or KILOGRAM,
        "first_fee_fen": 0 if is_excluded else row["first_fee_fen"],
        "step_g": row["step_g"] or KILOGRAM,
        "step_fee_fen": 0 if is_excluded else row["step_fee_fen"],
        "divisor": row["divisor"],
        "surcharge_fen": row["surcharge_fen"] or 0,
        "is_excluded": is_excluded,
        "days": row["days"],
        "line": row["line"],
        "sheet": row["sheet"],
    }
    for zone in row["zones"][0]:
        yield facts | {"zone": zone}


def _is_excluded(row: Mapping[str, Any]) -> bool:
    fees = (row["first_fee_fen"], row["step_fee_fen"])
    return bool(row["zones"][1] or row["is_excluded"] or NOT_SENT in fees)
