"""Damaged files: none may pass in silence with a wrong total."""

import csv
import io
import random
from decimal import Decimal, InvalidOperation

import openpyxl
import pytest

from shopkit.errors import BadFile

HEAD = (
    '"订单编号","买家会员名","总金额","买家实际支付金额","订单状态",'
    '"订单创建时间","宝贝标题","宝贝总数量"'
)
ROWS = 30


def whole(seed: int) -> str:
    """A sound order report, every cell in quotation marks as the platform writes it, or none."""
    draw = random.Random(seed)
    lines = [
        f'"={n}","buyer{n}","{draw.randrange(100, 99999) / 100:.2f}",'
        f'"{draw.randrange(100, 99999) / 100:.2f}","买家已付款,等待卖家发货",'
        f'"2026-10-{1 + n % 28:02d} 09:{n % 60:02d}:00","标题 {n}","{1 + n % 5}"'.replace(
            '"=', '"1000'
        )
        for n in range(ROWS)
    ]
    text = "\r\n".join([HEAD, *lines]) + "\r\n"
    bare = text.replace("买家已付款,等待卖家发货", "交易成功").replace('"', "")
    return draw.choice([text, bare])


def damaged(content: bytes, seed: int) -> bytes:
    """`content` with one to three injuries."""
    draw = random.Random(seed)
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(len(content))
        kind = draw.randrange(11)
        mark = draw.choice(
            [b",", b'"', b"\n", b"\r", b"\t", b"\0", b"\xff", b";", b"'", b"=", b" "]
        )
        if kind == 0:
            content = content[:at]
        elif kind == 1:
            content = content[:at] + mark + content[at:]
        elif kind == 2:
            content = content[:at] + content[at + draw.randint(1, 40) :]
        elif kind == 3:
            content = content[:at] + content[at : at + draw.randint(1, 300)] + content[at:]
        elif kind == 4:
            content = content[:at] + bytes([draw.randrange(256)]) + content[at + 1 :]
        else:
            wanted = draw.choice([b",", b'"', b"\r\n", b"\n", b".", b'","'])
            found = content.find(wanted, at)
            if found >= 0:
                put = b"" if kind < 8 else mark
                content = content[:found] + put + content[found + len(wanted) :]
    return content


def records(text: str) -> list[list[str]] | None:
    """The rows of a text read line by line; None where a line cannot stand alone.

    A line break inside one cell's quotation marks is plain while it swallows no delimiter.
    """
    rows, held = [], ""
    for line in text.splitlines():
        held += line
        if not held.strip(" ,\t\"'"):
            held = ""
            continue
        try:
            (row,) = csv.reader([held], strict=True)
        except csv.Error as error:
            if "unexpected end" not in str(error) or held.count(",") > 12:
                return None
            held += " "
            continue
        rows.append(row)
        held = ""
    return None if held else rows


def truth(content: bytes, encoding: str) -> tuple[int, int, int] | None:
    """What the damaged file plainly says, or None where it is not plain: rows and two sums.

    Another way of reading on purpose: line by line, each line alone, then Decimal.
    """
    try:
        rows = records(content.decode(encoding))
    except UnicodeDecodeError:
        return None
    if not rows:
        return None
    names, last = [name.strip() for name in rows[0]], {}
    for row in rows[1:]:
        if len(row) < len(names) or any(row[len(names) :]):
            return None
        said = dict(zip(names, row, strict=False))
        last[said.get("订单编号", str(len(last))).strip(" '=\"\t")] = said
    try:
        sums = [
            sum(Decimal(said.get(name, "").strip(" '=\"\t") or 0) for said in last.values())
            for name in ("总金额", "买家实际支付金额")
        ]
    except InvalidOperation:
        return None
    return len(last), *(int(each * 100) for each in sums)


def check(desk, seed: int) -> str:
    encoding = ("utf-8", "gb18030")[seed % 2]
    content = damaged(whole(seed).encode(encoding), seed)
    try:
        seen = desk.bytes(content)
    except BadFile:
        return "refused"
    if seen.staged is None:
        assert seen.faults or seen.unknown or seen.asks
        return "explained"
    said = truth(content, encoding)
    totals = [seen.totals.get(name, 0) for name in ("total_fen", "paid_fen")]
    assert said is not None, (seed, seen.rows, totals)
    assert (seen.rows, *totals) == said or _column_lost(seen), (seed, said)
    return "read"


def _column_lost(seen) -> bool:
    # A damaged header is shown as a column that was not taken; its total is then absent.
    return not {"total_fen", "paid_fen"} <= set(seen.columns) and bool(seen.ignored)


def test_a_sound_file_is_read(desk):
    content = whole(1)
    seen = desk.csv(content)
    assert (seen.rows, seen.totals["total_fen"], seen.totals["paid_fen"]) == truth(
        content.encode(), "utf-8"
    )


@pytest.mark.parametrize("part", range(4))
def test_no_damage_passes_in_silence(desk, part):
    found = [check(desk, seed) for seed in range(part * 40, part * 40 + 40)]
    assert {"refused", "explained", "read"} & set(found)


@pytest.mark.slow
def test_no_damage_passes_in_silence_in_two_thousand(desk):
    found = [check(desk, seed) for seed in range(1000, 3000)]
    assert found.count("explained") > 500 and found.count("read") > 100


def test_no_damaged_workbook_passes_in_silence(desk):
    sound = workbook()
    for seed in range(60):
        draw = random.Random(seed)
        at = draw.randrange(len(sound))
        hurt = sound[:at] + bytes([sound[at] ^ (1 << draw.randrange(8))]) + sound[at + 1 :]
        hurt = draw.choice([hurt, sound[:at], sound[:at] + sound[at + 7 :]])
        try:
            seen = desk.bytes(hurt, name="orders.xlsx")
        except BadFile:
            continue
        assert seen.staged is None or (seen.rows, seen.totals["paid_fen"]) == (ROWS, 100 * ROWS)


def workbook() -> bytes:
    """A sound workbook of orders, a yuan each."""
    book = openpyxl.Workbook()
    book.active.append(["订单编号", "买家实际支付金额", "订单创建时间"])
    for n in range(ROWS):
        book.active.append([f"1000{n}", 1, f"2026-10-{1 + n % 28:02d} 09:00:00"])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_truth_reads_what_is_plain():
    text = io.BytesIO("订单编号,总金额,买家实际支付金额\n1,2.00,1.50\n".encode())
    assert truth(text.getvalue(), "utf-8") == (1, 200, 150)
