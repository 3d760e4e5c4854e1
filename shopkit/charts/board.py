"""The compiled charts, ready for a browser: no Altair, no pandas."""

import json
from functools import cache
from pathlib import Path

SPECS = Path(__file__).with_name("specs.json")


@cache
def specs() -> dict[str, dict]:
    """Each chart's compiled specification by its name."""
    return json.loads(SPECS.read_text(encoding="utf-8"))
