"""The one place that makes HTML safe."""

import html
import json


def escape(words: object) -> str:
    """Any value as text that HTML shows and never runs."""
    return html.escape(str(words), quote=True)


def script_json(value: object) -> str:
    """`value` as JSON that may stand inside a script element: no `<`, `>`, `&`, U+2028, U+2029."""
    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        packed = packed.replace(char, f"\\u{ord(char):04x}")
    return packed
