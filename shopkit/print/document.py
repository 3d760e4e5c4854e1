"""One whole HTML page that prints: nothing in it is fetched, and no text in it can run."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from shopkit.text import escape, speaker

FOLDER = Path(__file__).parent
BUTTON = "document.querySelector('button').onclick = () => print();"
# Each character outside these is written as its number, so that no text can end a CSS string.
PLAIN = frozenset(" -_.,:/#")


def document(title: str, body: str, *, style: str, lang: str, hint: str = "") -> str:
    """A whole page: `body` and `style` are finished HTML and CSS, `title` and `hint` plain text.

    On a screen it carries a bar with the title, the hint and a print button; on paper it does not.
    """
    say = speaker(lang)
    allowed = b64encode(sha256(BUTTON.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{stylesheet('page')}{style}</style>\n</head>\n"
        f'<body>\n<header class="bar"><strong>{escape(title)}</strong> <span>{escape(hint)}</span>'
        f' <button type="button">{escape(say("Print"))}</button></header>\n'
        f"<main>\n{body}\n</main>\n<script>{BUTTON}</script>\n</body>\n</html>\n"
    )


def stylesheet(name: str) -> str:
    """The text of a style sheet that lies beside this module."""
    return (FOLDER / f"{name}.css").read_text(encoding="utf-8")


def css_string(text: object) -> str:
    """Any value as a CSS string, quotes included, that may stand inside a style element.

    >>> css_string('采购单 1</style>"')
    '"采购单 1\\\\3c /style\\\\3e \\\\22 "'
    """
    return '"' + "".join(_css(char) for char in str(text)) + '"'


def _css(char: str) -> str:
    return char if char.isalnum() or char in PLAIN else f"\\{ord(char):x} "
