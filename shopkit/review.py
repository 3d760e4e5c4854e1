"""Runs a notebook headless, from top to bottom, on one data folder."""

import os
import sys
from pathlib import Path

from shopkit.errors import ShopkitError
from shopkit.settings import HOME

NOTEBOOKS = HOME / "notebooks"
SECONDS = 120


class BrokenNotebook(ShopkitError):
    """A notebook that did not run to its end, with the cell that stopped it."""


def notebooks() -> list[Path]:
    """Every notebook of the workbook, by name."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def run_notebook(path: Path, *, data: Path, lang: str = "zh") -> object:
    """The executed notebook, its outputs in it; nothing is written.

    Raises `BrokenNotebook` with the cell and the error when one fails.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    book = nbformat.read(path, as_version=4)
    env = os.environ | {
        "SHOPKIT_DATA": str(data),
        "SHOPKIT_LANG": lang,
        "PYTHONUTF8": "1",
        "PYTHONPATH": os.pathsep.join([str(HOME), os.environ.get("PYTHONPATH", "")]),
    }
    quiet = ["--IPKernelApp.log_level=ERROR"]  # a person who runs a check wants its result
    client = NotebookClient(book, timeout=SECONDS, kernel_name="python3", extra_arguments=quiet)
    client.create_kernel_manager()
    client.km.kernel_spec.argv[0] = sys.executable  # this environment's, whatever kernels are known
    try:
        return client.execute(env=env, cwd=str(path.parent))
    except CellExecutionError as error:
        raise BrokenNotebook(
            "{notebook} stopped: {reason}",
            notebook=path.name,
            reason=f"{error.ename}: {error.evalue}",
        ) from error
