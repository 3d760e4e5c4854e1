"""`shopkit start`: the workbook opened, or every notebook checked."""

import tempfile
from dataclasses import replace
from pathlib import Path

from shopkit import clock, store
from shopkit.cli.show import progress
from shopkit.errors import ShopkitError
from shopkit.pages.sample import load_sample
from shopkit.review import notebooks, run_notebook
from shopkit.settings import Settings
from shopkit.text import Say


def start(
    settings: Settings, *, port: int, browser: bool, lan: bool, phones: bool, say: Say
) -> int:
    """Serve the workbook until Ctrl-C; a data folder without any shop gets the sample first."""
    from shopkit.serve import workbook

    if not store.shops(store.open_store(settings.url)):
        with progress(say, is_shown=True) as report:
            load_sample(settings, at=clock.now(), progress=report)
    return workbook(settings, port=port, browser=browser, lan=lan, phones=phones)


def check(settings: Settings, *, say: Say) -> int:
    """Run every notebook on a sample shop of its own; 0 when all ran to their end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        own = replace(settings, data=Path(folder) / "data", database_url=None)
        with progress(say, is_shown=True) as report:
            load_sample(own, at=clock.now(), progress=report)
        broken = [path for path in notebooks() if not _runs(path, own, say)]
    return 1 if broken else 0


def _runs(path: Path, settings: Settings, say: Say) -> bool:
    try:
        run_notebook(path, data=settings.data, lang=settings.lang)
    except ShopkitError as error:
        print(error.told(say))
        return False
    print(say("{notebook} runs.", notebook=path.name))
    return True
