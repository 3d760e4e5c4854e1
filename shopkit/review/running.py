"""Runs a notebook headless, from top to bottom, on one data folder."""

import ast
import os
import sys
from pathlib import Path
from typing import Any

from shopkit.errors import Refused, ShopkitError
from shopkit.settings import HOME

NOTEBOOKS = HOME / "notebooks"
SECONDS = 120
TAG = "parameters"


class BrokenNotebook(ShopkitError):
    """A notebook that did not run to its end, with the cell that stopped it."""


def notebooks() -> list[Path]:
    """Every notebook of the workbook, by name."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def run_notebook(
    path: Path, *, data: Path, lang: str = "zh", env: dict[str, str] | None = None, **given: object
) -> Any:
    """The executed notebook, its outputs in it; nothing is written.

    `given` are its parameters; `Refused` names one it lacks, `BrokenNotebook` tells the cell and
    the error when one fails.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    book = with_parameters(nbformat.read(path, as_version=4), path.name, **given)
    whole = os.environ | {
        "SHOPKIT_DATA": str(data),
        "SHOPKIT_LANG": lang,
        "PYTHONUTF8": "1",
        "PYTHONPATH": os.pathsep.join([str(HOME), os.environ.get("PYTHONPATH", "")]),
    }
    quiet = ["--IPKernelApp.log_level=ERROR"]  # a person who runs a check wants its result
    client = NotebookClient(
        book, timeout=SECONDS, kernel_name="python3", extra_arguments=quiet, record_timing=False
    )
    client.create_kernel_manager()
    client.km.kernel_spec.argv[0] = sys.executable  # this environment's, whatever kernels are known
    try:
        return client.execute(env=whole | (env or {}), cwd=str(path.parent))
    except CellExecutionError as error:
        raise BrokenNotebook(
            "{notebook} stopped: {reason}",
            notebook=path.name,
            reason=f"{error.ename}: {error.evalue}",
        ) from error


def with_parameters(book: Any, name: str, **given: object) -> Any:
    """The notebook with these values in its parameters cell; `Refused` names one it lacks."""
    if not given:
        return book
    tagged = [cell for cell in book.cells if TAG in cell.metadata.get("tags", ())]
    known = _assigned(tagged[0].source) if tagged else {}
    if unknown := sorted(given.keys() - known.keys()):
        raise Refused(
            "{notebook} has no parameter {unknown}. It has: {known}.",
            notebook=name,
            unknown=", ".join(unknown),
            known=", ".join(known) or "–",
        )
    values = known | given
    tagged[0].source = "\n".join(f"{word} = {value!r}" for word, value in values.items())
    return book


def _assigned(source: str) -> dict[str, object]:
    """The literals a parameters cell assigns, by name."""
    return {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
    }
