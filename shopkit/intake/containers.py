"""The sheets of a checked file, whatever holds them."""

from contextlib import AbstractContextManager
from pathlib import Path

from shopkit.intake import delimited, workbooks
from shopkit.intake.sheets import Sheet


def sheets(path: Path, *, container: str, encoding: str) -> AbstractContextManager[list[Sheet]]:
    """Every sheet of a file that `precheck.checked` has told the container and encoding of."""
    if container in ("csv", "zip"):
        return delimited.sheets(path, container=container, encoding=encoding)
    if container == "html":
        return workbooks.html_sheets(path, encoding=encoding)
    return workbooks.sheets(path)
