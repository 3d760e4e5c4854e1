"""Why the paid amount and the gross profit moved since the month before."""

from collections.abc import Iterator
from typing import Any

from shopkit.bridge.cells import PAID
from shopkit.pages.bridge import bridge_rows
from shopkit.pages.bridge_words import NAMES
from shopkit.pages.review import parts
from shopkit.pages.review.month import Month
from shopkit.pages.review.parts import Part
from shopkit.text import message

ORDER, TITLE = 15, message("Why it changed")
ENDS = ("before", "now")


def section(month: Month) -> Iterator[Part]:
    """A table for each measure: the month before, every bar, this month; the bars sum exactly."""
    say = month.say
    found = month.past.ask("bridge", lambda: _sums(month))
    if not found:
        yield parts.words(say("There is no month before with sales to explain this one from."))
    for measure in dict.fromkeys(row["measure"] for row in found):
        bars = [row for row in found if row["measure"] == measure]
        ends = {row["bar"]: row for row in bars if row["bar"] in ENDS}
        middle = [row for row in bars if row["bar"] not in ENDS]
        title = say("Paid amount") if measure == PAID else say("Gross profit")
        columns = [("bar", title, "text"), ("effect_fen", say("Yuan"), "fen")]
        rows = [
            _row(ends["before"], say("Month before")),
            *(_row(each, say(NAMES.get(each["bar"], each["bar"]))) for each in middle),
            _row(ends["now"], month.name),
        ]
        yield parts.table(measure, title, columns, rows)


def _row(each: dict[str, Any], label: str) -> dict[str, Any]:
    return {"key": each["bar"], "bar": label, "effect_fen": each["effect_fen"]}


def _sums(month: Month) -> list[dict[str, Any]]:
    """Each measure's bars, summed over sources and products."""
    sums: dict[tuple[str, str], int] = {}
    for row in bridge_rows(month.shop, month.period, month.earlier):
        place = (row["measure"], row["bar"])
        sums[place] = sums.get(place, 0) + row["effect_fen"]
    return [{"measure": measure, "bar": bar, "effect_fen": effect}
            for (measure, bar), effect in sums.items()]  # fmt: skip
