"""The browser's side of a board: its script, its style, its words, and the page as HTML."""

import json
import os
from functools import cache
from pathlib import Path

from shopkit.charts.board import specs
from shopkit.text import Say, escape, message
from shopkit.text.markup import script_json

FOLDER = Path(__file__).parent / "browser"
PARTS = (
    *("words", "dom", "chart", "table", "page"),
    *("desk_fields", "desk_send", "desk_told", "desk_keep", "desk_scan", "desk_grid"),
    *("desk_board_bar", "desk_board_card", "desk_board_drag", "desk_board_keys", "desk_board"),
    *("desk_panel", "desk_month", "desk_tabs", "desk_blocks", "desk", "live"),
)
SHEETS = ("page", "desk", "desk_board")
# Set by `serve`, whose template has already loaded script, style and bundle.
SERVED = "SHOPKIT_FRONT"
SHIM = "export default { render: (given) => globalThis.shopkit.render(given) };"

# What the script itself says, by the key it asks for; charts' legends are keyed by the sentence.
WORDS = {
    "no_data": message("No data for this period."),
    "stale": message("Not refreshed for {n} seconds: these figures may be old."),
    "Shop": message("Shop"),
    "Period": message("Period"),
    "From": message("From"),
    "To": message("To"),
    "Theme": message("Theme"),
    "auto": message("Auto"),
    "light": message("Light"),
    "dark": message("Dark"),
    "Figures": message("Figures"),
    "Charts": message("Charts"),
    "Table": message("Table"),
    "Chart": message("Chart"),
    "Copy": message("Copy"),
    "Copied": message("Copied"),
    "CSV": message("Download CSV"),
    "What is this?": message("What is this?"),
}


@cache
def source() -> str:
    """The whole script: its parts and the compiled charts."""
    parts = "\n".join((FOLDER / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    charts = json.dumps(specs(), ensure_ascii=False, separators=(",", ":"))
    return (
        f"const shopkit = globalThis.shopkit ??= (() => {{\nconst SPECS = {charts};\n{parts}\n"
        "return { render, wake };\n})();\nshopkit.wake();\n"
    )


def script() -> str:
    """What the widget carries: a shim where the template brought the script, else all of it."""
    return SHIM if is_served() else f"{source()}export default {{ render: shopkit.render }};"


@cache
def sheet() -> str:
    """The whole style sheet."""
    return "\n".join((FOLDER / f"{part}.css").read_text(encoding="utf-8") for part in SHEETS)


def style() -> str:
    """What the widget carries: nothing where the template brought the style."""
    return "" if is_served() else sheet()


def is_served() -> bool:
    """Whether the workbook's own dashboard server runs this kernel."""
    return bool(os.environ.get(SERVED))


def is_dashboard() -> bool:
    """Whether this kernel belongs to one dashboard page, and ends with it."""
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila")


def bundle_bytes() -> bytes:
    """The chart library, for a browser that no template has given it to."""
    from shopkit.charts.bundle import bundle
    from shopkit.settings import Settings

    return bundle(Settings.from_env().cache).read_bytes()


def words(say: Say) -> dict[str, str]:
    """Every text the script says by itself, in the reader's language."""
    legends = (entry[2] for chart in specs().values() for entry in chart["legend"])
    return {key: say(sentence) for key, sentence in WORDS.items()} | {
        sentence: say(sentence) for sentence in legends
    }


def early_html(page: dict, key: str) -> str:
    """The page as HTML that paints before any widget is there, and reads as plain text."""
    tiles = "".join(
        f"<dt>{escape(tile['label'])}</dt><dd>{escape(tile['value'])} {escape(tile['unit'])}</dd>"
        for tile in page.get("tiles") or []
    )
    return (
        f'<div class="shopkit-board" data-board="{escape(key)}">'
        f'<div class="shopkit-plain"><h1>{escape(page.get("title", ""))}</h1>'
        f"<p>{escape(page.get('error', ''))}</p><dl>{tiles}</dl></div>"
        f'<script type="application/json">{script_json(page)}</script></div>'
    )
