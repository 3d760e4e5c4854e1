"""What a file holds, as a person reads it before agreeing: totals, days, faults."""

from typing import Any

from shopkit.money import yuan
from shopkit.text import Say
from shopkit.widgets.paper import line, table

FAULTS_SHOWN = 20


def described(seen: Any, say: Say) -> list[str]:
    """The lines and tables of a preview: what is known of it, or its headers when nothing is."""
    if seen.unknown:
        return [
            line(
                say("This is no file we know. Say what it is and which column is which."),
                tone="bad",
            ),
            table(seen.unknown.headers, seen.unknown.sample),
        ]
    return [
        line(say(seen.title) if seen.title else ""),
        table(("", ""), _totals(seen, say)),
        *_faults(seen, say),
    ]


def _totals(seen: Any, say: Say) -> list[tuple[str, str]]:
    headers = {column: header for header, column in seen.taken.items()}
    rows = [
        (say("Rows"), f"{seen.rows:,}"),
        (say("First day"), str(seen.first_day or "–")),
        (say("Last day"), str(seen.last_day or "–")),
        (say("Encoding"), seen.encoding or seen.container),
    ]
    for column, total in seen.totals.items():
        money = column.endswith("_fen")
        rows.append((headers.get(column, column), f"¥{yuan(total)}" if money else f"{total:,}"))
    for words, many in (
        (say("Repeated rows, the last kept"), seen.repeated),
        (say("Left out"), seen.left_out),
    ):
        if many:
            rows.append((words, f"{many:,}"))
    return rows


def _faults(seen: Any, say: Say) -> list[str]:
    if not seen.fault_count:
        return [line(say("Nothing is wrong in this file."), tone="good")]
    rows = [(fault.line, fault.column, fault.told(say)) for fault in seen.faults[:FAULTS_SHOWN]]
    return [
        line(
            say("{n} faults: correct the file and choose it again.", n=seen.fault_count), tone="bad"
        ),
        table((say("Line"), say("Column"), say("What is wrong")), rows),
    ]
