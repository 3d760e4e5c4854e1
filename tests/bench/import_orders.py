"""How long a million orders take to import, against pandas reading the same file and no more.

    python tests/bench/import_orders.py --rows 1000000

Makes an order report in the layout of 2018 (54 columns, GB18030), then by turns reads it with
pandas and imports it, three times; prints medians, their ratio and the peak memory of all
processes together.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
HEADERS = json.loads((ROOT / "tests/intake/headers.json").read_text(encoding="utf-8"))
HEADER = HEADERS["ExportOrderList_2018_taobao"]
STATUSES = [
    "买家已付款,等待卖家发货",
    "卖家已发货，等待买家确认",
    *["交易成功"] * 3,
    "交易关闭",
    "等待买家付款",
]
PLACES = [
    "广东省 广州市 越秀区",
    "上海 上海市 浦东新区",
    "江苏省 南京市 鼓楼区",
    "四川省 成都市 锦江区",
]
PANDAS = """
import sys, time
import pandas
started = time.perf_counter()
pandas.read_csv(sys.argv[1], encoding="gb18030", dtype=str)
print(time.perf_counter() - started)
"""


def lines(rows: int) -> Iterator[str]:
    """The lines of an order report."""
    draw, start = random.Random(7), datetime(2018, 1, 1)
    for n in range(rows):
        cells = _order(draw, n, start + timedelta(seconds=n * 30 + draw.randrange(30)))
        yield ",".join(cells.get(name.strip(), '""') for name in HEADER)


def _order(draw: random.Random, n: int, created: datetime) -> dict[str, str]:
    status, yuan = draw.choice(STATUSES), f"{draw.randrange(990, 59_900) / 100:.2f}"
    paid = "" if status == "等待买家付款" else f"{created + timedelta(seconds=40)}"
    done = f"{created + timedelta(days=5)}" if status == "交易成功" else ""
    said = {
        "买家会员名": f"tb{draw.randrange(400_000)}",
        "买家支付宝账号": f"b{n}@example.com",
        "买家应付货款": yuan,
        "买家应付邮费": "0.00",
        "总金额": yuan,
        "买家实际支付金额": yuan if paid else "0.00",
        "订单状态": status,
        "收货人姓名": "某某",
        "收货地址": f"{draw.choice(PLACES)} 某某街道某某路{draw.randrange(999)}号(510180)",
        "联系手机": "'13900000000",
        "订单创建时间": f"{created}",
        "订单付款时间": paid,
        "宝贝标题": f"新款夏季纯棉短袖T恤男宽松大码半袖上衣潮流{draw.randrange(200)}",
        "宝贝种类": "1",
        "物流单号": f"No:{draw.randrange(10**12)}" if paid else "",
        "物流公司": "申通快递" if paid else "",
        "宝贝总数量": f"{draw.randrange(1, 4)}",
        "店铺名称": "某某旗舰店",
        "订单关闭原因": "买家未付款" if status == "交易关闭" else "订单未关闭",
        "买家服务费": "0元",
        "是否手机订单": "手机订单",
        "是否代付": "否",
        "退款金额": "0.00",
        "确认收货时间": done,
        "打款商家金额": f"{yuan}元" if done else "0元",
    }
    quoted = {name: f'"{text}"' for name, text in said.items()}
    return quoted | {"订单编号": f'="{10**16 + n * 7}"', "特权订金订单id": '=""'}


def write(path: Path, rows: int) -> None:
    """The file of so many orders."""
    with path.open("w", encoding="gb18030", newline="") as file:
        file.write(",".join(HEADER) + "\r\n")
        file.writelines(f"{line}\r\n" for line in lines(rows))


def timed(work: Callable[[], float | None]) -> tuple[float, int]:
    """Seconds that `work` says or takes, and the most bytes this process and its children held."""
    peak, done = [0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(peak, done), daemon=True)
    watcher.start()
    started = time.perf_counter()
    try:
        said = work()
        seconds = said or time.perf_counter() - started
    finally:
        done.set()
        watcher.join()
    return seconds, peak[0]


def _watch(peak: list[int], done: threading.Event) -> None:
    own = psutil.Process()
    while not done.wait(0.05):
        held = 0
        for process in [own, *own.children(recursive=True)]:
            try:
                held += process.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        peak[0] = max(peak[0], held)


def read_bare(path: Path) -> float:
    """What is measured against: pandas alone, every column as text; its import is not counted."""
    command = [sys.executable, "-c", PANDAS, str(path)]
    return float(subprocess.run(command, check=True, capture_output=True).stdout)


def import_whole(path: Path, folder: Path) -> None:
    """Check, stage and commit into a lake of its own."""
    from shopkit import lake
    from shopkit.intake import preview
    from shopkit.tables import TABLES

    found = preview(path, staging=folder / "staging", secret=b"s" * 32)
    assert found.staged, [str(fault) for fault in found.faults[:3]]
    place = folder / f"lake-{datetime.now(UTC):%H%M%S%f}"
    with lake.import_lock(place):
        lake.upsert(place, TABLES[found.table], found.staged, version=None)
    found.staged.unlink()


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=3)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ExportOrderList201812312359.csv"
        write(path, options.rows)
        print(f"{options.rows:,} rows, {path.stat().st_size >> 20} MiB")
        bare, whole = [], []
        for _ in range(options.rounds):
            bare.append(timed(lambda: read_bare(path)))
            whole.append(timed(lambda: import_whole(path, Path(folder))))
            print(f"pandas {bare[-1][0]:.1f} s, import {whole[-1][0]:.1f} s", flush=True)
    seconds = [statistics.median(each[0] for each in runs) for runs in (bare, whole)]
    peak = [max(each[1] for each in runs) >> 20 for runs in (bare, whole)]
    print(f"pandas alone  {seconds[0]:6.1f} s  {peak[0]:5} MiB")
    print(
        f"import        {seconds[1]:6.1f} s  {peak[1]:5} MiB  ratio {seconds[1] / seconds[0]:.2f}"
    )


if __name__ == "__main__":
    main()
