"""A review as one HTML file: charts that answer the pointer, their rows behind them, no network."""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from shopkit.charts.board import specs
from shopkit.charts.bundle import bundle
from shopkit.pages.review import paper
from shopkit.text import escape, speaker
from shopkit.text.markup import script_json
from shopkit.widgets import front

FOLDER = Path(__file__).parent
SHARED = ("words", "dom", "chart")


def document(page: Mapping[str, Any], *, cache: Path) -> str:
    """The whole file; `cache` is where the chart library lies or is made on first use."""
    scripts = [bundle(cache).read_text(encoding="utf-8"), _script()]
    body = "\n".join(paper.section(each, charts=True) for each in page["sections"])
    links = "".join(
        f'<a href="#{escape(each["key"])}">{escape(each["title"])}</a>' for each in page["sections"]
    )
    title = f"{page['shop']} · {page['title']}"
    printing = escape(speaker(page["lang"])("Print"))
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if page["lang"] == "zh" else "en"}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_text('review.css')}</style>\n</head>\n<body>\n"
        f"<main>\n{paper.head(page)}\n<nav>{links}</nav>\n"
        f'<button class="print" type="button">{printing}</button>\n{body}\n</main>\n'
        f'<script type="application/json" id="review-data">{script_json(_data(page))}</script>\n'
        + "".join(f"<script>{each}</script>\n" for each in scripts)
        + "</body>\n</html>\n"
    )


def _policy(scripts: list[str]) -> str:
    # Vega writes its expressions as functions; nothing else may run, and nothing be fetched.
    allowed = " ".join(
        f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in scripts
    )
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed} 'unsafe-eval'; "
        "base-uri 'none'; form-action 'none'"
    )


def _script() -> str:
    shared = "\n".join((front.FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in SHARED)
    return f"(() => {{\n{shared}\n{_text('draw.js')}}})();\n"


def _data(page: Mapping[str, Any]) -> dict[str, Any]:
    """What the script draws from: the charts' rows and only the specifications they need."""
    charts = {
        f"{section['key']}/{part['key']}": {
            "key": part["key"],
            "more": part["more"],
            "rows": [{k: v for k, v in row.items() if k != "key"} for row in part["rows"]],
        }
        for section in page["sections"]
        for part in section["parts"]
        if part["kind"] == "chart"
    }
    used = {each["key"] for each in charts.values()}
    drawn = {name: spec for name, spec in specs().items() if name in used}
    say = speaker(page["lang"])
    legends = {entry[2]: say(entry[2]) for spec in drawn.values() for entry in spec["legend"]}
    return {"lang": page["lang"], "charts": charts, "specs": drawn, "words": legends}


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
