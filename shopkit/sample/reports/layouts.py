"""The header lists of the reports that the sample shop writes, trailing blanks and all."""

import json
from functools import cache
from pathlib import Path

LISTED = Path(__file__).parent / "headers.json"


@cache
def layouts() -> dict[str, list[str]]:
    """Header lists by the name of their generation."""
    return json.loads(LISTED.read_text(encoding="utf-8"))
