"""Small lists that people keep by hand, for the store: price sheets, bills, goods, locations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shopkit.intake.faults import Fault
from shopkit.intake.grid import CELL
from shopkit.intake.heads import HEAD, Columns, Heads, Wanted, heads, wanted
from shopkit.intake.precheck import checked
from shopkit.intake.quantities import KINDS, tidy
from shopkit.intake.watch import watched
from shopkit.text import message

SUMMARIES = tuple("合计 总计 小计 汇总 总和 共计 total".split())
REMARK = re.compile(r"注|备注|说明|以上|温馨|.*[,，。:：;；]")
NO_COLUMN = message(
    "There is no column “{column}”. Name it in the header: {names}, or paste the rows by hand."
)
NO_ROWS = message("The list has a header and no rows below it. Fill it in and import it again.")
EMPTY = message("The cell is empty. Fill it in.")
TORN = message("A quotation mark is opened here and never closed.")
MEND = message("Correct the cell and import the file again.")


@dataclass(frozen=True)
class ListRead:
    """A list as it was read: rows by our column names, what is wrong, what was left out.

    A row holds every wanted column (None where the cell is empty or the column is not there),
    `line` and `sheet`. A row with a fault is not among them. `headers` maps our columns to the
    file's headers; `ignored` are the file's other headers; `dropped` are sums and remarks as
    (line, text); `notes` are what was assumed, as sentences and their facts.
    """

    rows: list[dict[str, Any]]
    faults: list[Fault]
    headers: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    dropped: tuple[tuple[int, str], ...] = ()
    notes: tuple[tuple[str, dict[str, Any]], ...] = ()


def read_list(
    path: Path,
    columns: Columns,
    *,
    name: str | None = None,
    trusted: bool = False,
    longest: int = CELL,
) -> ListRead:
    """The rows of a list in a workbook or text file, read in a process of its own.

    Every sheet with the needed columns is read. `name` is what the file was uploaded as. A
    `trusted` file is read in this process. A cell is cut after `longest` characters. Raises
    `BadFile` for what cannot or must not be opened; anything else that is wrong is in `faults`,
    with its line.
    """
    name = name or path.name
    file = checked(path, name=name, tell=lambda share: None)
    asked = {"path": str(path.resolve()), "name": name}
    asked |= {"container": file.container, "encoding": file.encoding, "longest": longest}
    if trusted:
        from shopkit.intake.grid import grid

        return listed(grid(**asked)["sheets"], columns)
    answer = watched({"grid": asked}, size=file.size, tell=lambda stage, share: None)
    return listed(answer["sheets"], columns)


def pasted(text: str, columns: Columns) -> ListRead:
    """The rows of a list copied from a workbook: cells between tabs, the header among them."""
    rows = [line.split("\t") for line in text.replace("\r\n", "\n").split("\n")]
    return listed([{"title": "", "rows": rows, "lines": range(1, len(rows) + 1)}], columns)


def listed(sheets: list[Mapping[str, Any]], columns: Columns) -> ListRead:
    """The rows of plain sheets {title, rows, lines}: each with the needed columns, else faults."""
    found = [(sheet, heads(sheet["rows"], columns)) for sheet in sheets]
    whole = [(sheet, head) for sheet, head in found if not head.lacks(columns)]
    if not whole:
        head = max((head for _, head in found), key=lambda head: len(head.places), default=None)
        return _without_header(head or Heads(-1, {}, {}, {}), columns, _widest(sheets))
    reading = _Reading(columns)
    for sheet, head in whole:
        reading.add(sheet, head)
    if not reading.rows and not reading.faults:
        reading.faults.append(Fault(whole[0][1].last + 1, "", NO_ROWS))
    first = whole[0][1]
    return ListRead(
        reading.rows, reading.faults, first.headers, first.ignored, tuple(reading.dropped)
    )


def _without_header(head: Heads, columns: Columns, widest: tuple[str, ...]) -> ListRead:
    line = max(head.last, 0) + 1
    faults = [
        Fault(line, "", NO_COLUMN, {"column": names[0], "names": " / ".join(names[:4])})
        for names in (columns[name].names for name in head.lacks(columns))
    ]
    return ListRead([], faults, head.headers, head.ignored if head.places else widest)


def _widest(sheets: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """What may be the header where no column is known by name: the first row with most cells."""
    rows = [
        tuple(cell.strip() for cell in row if cell.strip())
        for sheet in sheets
        for row in sheet["rows"][:HEAD]
    ]
    return max(rows, key=len, default=())


class _Reading:
    """Sheets of one list on their way to rows."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.rows: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.dropped: list[tuple[int, str]] = []

    def add(self, sheet: Mapping[str, Any], head: Heads) -> None:
        """Take in the rows below a sheet's header."""
        above: dict[str, str] = {}
        title = sheet["title"]
        self.faults += [Fault(line, "", TORN, {}, MEND, title) for line in sheet.get("torn", ())]
        below = head.last + 1
        for line, cells in zip(sheet["lines"][below:], sheet["rows"][below:], strict=True):
            said = self._said(head, [tidy(cell) for cell in cells])
            if self._is_aside(line, cells, said, head):
                continue
            for name in (name for name, each in self._columns.items() if each.down):
                said[name] = above[name] = said[name] or above.get(name, "")
            self._row(said, head, line, title)

    def _said(self, head: Heads, cells: list[str]) -> dict[str, str]:
        reached = {name: head.places.get(name, len(cells)) for name in self._columns}
        return {name: cells[n] if n < len(cells) else "" for name, n in reached.items()}

    def _is_aside(self, line: int, cells: list[str], said: Mapping[str, str], head: Heads) -> bool:
        """Whether a row is a sum, a remark or the header again; such rows are told, not read."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not any(said.values()):
            self.dropped += [(line, cell) for cell in filled[:1]]
            return True
        first = "".join(filled[0].split()).casefold()
        is_sum = first.rstrip(":：").endswith(SUMMARIES) and len(first) < 10
        is_remark = len(filled) == 1 and len(head.places) > 1 and self._is_remark(said)
        again = [said[name] for name in head.places] == [
            tidy(head.headers[name]) for name in head.places
        ]
        if is_sum or is_remark or again:
            self.dropped.append((line, filled[0]))
        return is_sum or is_remark or again

    def _is_remark(self, said: Mapping[str, str]) -> bool:
        ((name, cell),) = ((name, cell) for name, cell in said.items() if cell)
        each = self._columns[name]
        is_remark = each.kind != "prose" and bool(REMARK.match(cell))
        return not each.filled or is_remark or not _is_readable(each, cell)

    def _row(self, said: Mapping[str, str], head: Heads, line: int, title: str) -> None:
        row: dict[str, Any] = {}
        faults = []
        for name, each in self._columns.items():
            header = head.headers.get(name, "")
            try:
                row[name] = _value(each, said[name], head.units.get(name, ""))
            except (ValueError, OverflowError, ArithmeticError):
                facts = {"value": said[name]}
                faults.append(Fault(line, header, KINDS[each.kind][1], facts, MEND, title))
            else:
                if each.filled and row[name] is None:
                    faults.append(Fault(line, header, EMPTY, {}, MEND, title))
        self.faults += faults
        if not faults:
            given = {name: value for name, value in head.given.items() if row[name] is None}
            self.rows.append(row | given | {"line": line, "sheet": title})


def _is_readable(each: Wanted, cell: str) -> bool:
    try:
        _value(each, cell, "")
    except (ValueError, ArithmeticError):
        return False
    return True


def _value(each: Wanted, cell: str, unit: str) -> Any:
    return KINDS[each.kind][0](cell, unit) if cell else None


CARRIER_BILL = wanted("""
    tracking_no*  code    运单号 快递单号 物流单号 单号 运单编号 面单号 tracking_no
    fee_fen*      fen     金额 运费 费用 应付金额 结算金额 总费用 合计金额 快递费 运费金额 fee
    weight_g      kg      重量 计费重量 结算重量 计重 实际重量 weight
    carrier+      text    快递公司 快递 承运商 物流公司 carrier
    province      text    省份 目的省 目的省份 收件省 收件省份 省 目的地 province
    billed_on     day     日期 发货日期 揽收日期 揽件日期 寄件日期 业务日期 扫描日期 date
""")

PURCHASE_LINES = wanted("""
    sku*           code   SKU 商家编码 货号 编码 商品编码 规格编码
    qty*           count  数量 采购数量 订货数量 订购数量 qty
    unit_cost_fen  fen    单价 采购价 进价 成本价 成本 采购单价 cost
    title          text   品名 名称 商品名称 商品标题 标题 title
""")

LOCATIONS = wanted("""
    code*  code        库位 库位编码 货位 货位编码 库位号 货位号 仓位 编码 location code
    walk   count       顺序 拣货顺序 路线 序号 动线 walk
    kind   place_kind  类型 库位类型 货位类型 用途 kind type
""")

SKU_MASTER = wanted("""
    sku*            code    SKU 商家编码 货号 编码 商品编码 规格编码
    title           text    品名 名称 商品名称 商品标题 标题 title
    props           text    规格 属性 销售属性 颜色分类 props
    barcode         code    条码 条形码 商品条码 69码 barcode
    weight_g        g       重量 毛重 单重 净重 weight
    length_mm       cm      长 长度 length
    width_mm        cm      宽 宽度 width
    height_mm       cm      高 高度 height
    cost_fen        fen     成本 成本价 进价 采购价 cost
    price_fen       fen     售价 价格 一口价 销售价 price
    pack_size       count   箱规 装箱数 每箱数量 包装数量 pack
    moq             count   起订量 最小起订量 起批量 起订数 moq
    supplier        text    供应商 厂家 供货商 supplier
    lead_time_days  days    交期 货期 采购周期 到货周期 交货期 补货周期 lead_time
""")
