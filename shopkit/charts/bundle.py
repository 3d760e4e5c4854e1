"""The chart library for the browser: made once from vl-convert, kept in the cache."""

import os
from importlib.metadata import version
from pathlib import Path

# Charts are compiled already, so the browser needs Vega alone: 0.59 MB instead of 0.90.
SNIPPET = """
import * as library from "/npm/vega@{version}/+esm";
globalThis.shopkitVega = library;
globalThis.dispatchEvent(new Event("shopkit-vega"));
"""


def bundle(cache: Path) -> Path:
    """The bundle's file in `cache`, made on first use (some seconds); safe from two processes.

    One file a version of vl-convert, so a new release brings its own.
    """
    path = cache / f"vega-{version('vl-convert-python')}.js"
    return path if path.exists() else _made(path)


def _made(path: Path) -> Path:
    from filelock import FileLock

    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock")):
        if not path.exists():
            _write(path)
    return path


def _write(path: Path) -> None:
    # Renamed last: a reader never sees half a bundle, also after a kill.
    part = path.with_suffix(".part")
    part.write_text(_isolated(_script()), encoding="utf-8")
    os.replace(part, path)


def _script() -> str:
    import vl_convert

    return vl_convert.javascript_bundle(SNIPPET.format(version=vl_convert.get_vega_version()))


def _isolated(script: str) -> str:
    # As a classic script its thousands of short names would land in the page's global scope.
    return f"(() => {{{script}\n}})();\n"
