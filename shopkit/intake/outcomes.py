"""What came of a list of contacts, as it comes back in a workbook."""

from pathlib import Path

from shopkit.intake.faults import Fault
from shopkit.intake.heads import wanted
from shopkit.intake.lists import MEND, ListRead, read_list
from shopkit.text import message

CONTACT_OUTCOMES = wanted("""
    contact_id*  count  联系编号 编号 contactno.
    outcome!     text   结果 联系结果 outcome
    note         prose  备注 说明 note
""")
UNKNOWN = message("“{value}” is no outcome. Write one of: {known}.")
TWICE = message("This contact stands twice in the file.")


def contact_outcomes(path: Path, *, name: str, words: dict[str, str]) -> ListRead:
    """The rows of a list that have an outcome; `words` names outcomes as people write them."""
    found = read_list(path, CONTACT_OUTCOMES, name=name)
    rows, faults, seen = [], list(found.faults), set()
    known = " / ".join(dict.fromkeys(words))
    for row in found.rows:
        said = (row["outcome"] or "").strip()
        if not said:
            continue
        outcome = words.get(said.casefold())
        if outcome is None:
            header = found.headers.get("outcome", "")
            faults.append(
                Fault(row["line"], header, UNKNOWN, {"value": said, "known": known}, MEND)
            )
        elif row["contact_id"] in seen:
            header = found.headers.get("contact_id", "")
            faults.append(Fault(row["line"], header, TWICE, {}, MEND))
        else:
            seen.add(row["contact_id"])
            rows.append(row | {"outcome": outcome})
    return ListRead(rows, faults, found.headers, found.ignored, found.dropped, found.notes)
