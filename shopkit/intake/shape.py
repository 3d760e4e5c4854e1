"""Rows of the header's width: blanks gone, summaries left out, torn rows explained."""

from collections.abc import Sequence
from dataclasses import dataclass

from shopkit.intake.faults import Fault
from shopkit.intake.plan import Plan
from shopkit.intake.sheets import Block
from shopkit.text import message

SUMMARIES = frozenset(
    "总计 合计 汇总 总和 均值 平均值 汇总值 全店汇总值 同行同层均值 暂无数据".split()
)
TORN = message("The row has {cells} cells, the header has {headers}.")
SWALLOWED = message("A quotation mark has swallowed the rows that follow.")
AGAIN = message("A delimiter, a quotation mark or a line break was lost: export the file again.")


@dataclass(frozen=True)
class Shaped:
    """Rows as wide as the header with their lines; faults; summary rows as (line, word)."""

    lines: Sequence[int]
    rows: list[list[str]]
    faults: list[Fault]
    dropped: list[tuple[int, str]]


def shaped(plan: Plan, block: Block) -> Shaped:
    """The rows of a block that hold data."""
    width = len(plan.header)
    lines, rows = range(block.first, block.first + len(block.rows)), block.rows
    faults: list[Fault] = []
    if set(map(len, rows)) - {width} or not all(map(any, rows)):
        lines, rows = _fitted(plan, lines, rows, faults)
    if block.folded:
        lines, rows = _unswallowed(plan, lines, rows, faults)
    dropped = _summaries(plan, lines, rows)
    if dropped:
        gone = {line for line, _ in dropped}
        pairs = [pair for pair in zip(lines, rows, strict=True) if pair[0] not in gone]
        lines, rows = [line for line, _ in pairs], [row for _, row in pairs]
    return Shaped(lines, rows, faults, dropped)


def _fitted(
    plan: Plan, lines: Sequence[int], rows: list[list[str]], faults: list[Fault]
) -> tuple[list[int], list[list[str]]]:
    width, kept = len(plan.header), ([], [])
    for line, row in zip(lines, rows, strict=True):
        if not any(cell.strip() for cell in row):
            continue
        # 宝贝报表 ends every row with a comma that its header lacks.
        fits = len(row) == width or (len(row) > width and not any(row[width:]))
        if plan.strict and not fits:
            facts = {"cells": len(row), "headers": width}
            faults.append(Fault(line, "", TORN, facts, AGAIN, plan.sheet))
            continue
        kept[0].append(line)
        kept[1].append((row + [""] * width)[:width])
    return kept


def _unswallowed(
    plan: Plan, lines: Sequence[int], rows: list[list[str]], faults: list[Fault]
) -> tuple[list[int], list[list[str]]]:
    kept = ([], [])
    for line, row in zip(lines, rows, strict=True):
        if any("\n" in cell and _holds_rows(cell, len(plan.header)) for cell in row):
            faults.append(Fault(line, "", SWALLOWED, {}, AGAIN, plan.sheet))
            continue
        kept[0].append(line)
        kept[1].append(row)
    return kept


def _holds_rows(cell: str, width: int) -> bool:
    # Two rows torn at one column leave together one header's worth of delimiters behind.
    delimiters = max(cell.count(mark) for mark in ",\t;|")
    return width > 1 and delimiters >= max(width - 1, 2)


def _summaries(plan: Plan, lines: Sequence[int], rows: list[list[str]]) -> list[tuple[int, str]]:
    places = plan.match.places
    looked = {0} | {places[name] for name in plan.table.key if name in places}
    found = {}
    for place in sorted(looked):
        cells = [row[place].strip() for row in rows]
        if not SUMMARIES.isdisjoint(cells):
            found |= {n: cell for n, cell in enumerate(cells) if cell in SUMMARIES}
    first = plan.header[0]
    for n, row in enumerate(rows):
        if row[0].strip() == first and [cell.strip() for cell in row] == plan.header:
            found[n] = first
    return [(lines[n], word) for n, word in sorted(found.items())]
