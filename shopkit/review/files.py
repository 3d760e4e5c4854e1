"""A frozen version's files, made from its notebook's one run."""

from collections.abc import Mapping
from typing import Any

import nbformat

from shopkit.errors import Refused
from shopkit.pages.review.page import PLAIN, figures_of
from shopkit.review import html, sheets
from shopkit.review.running import NOTEBOOKS, BrokenNotebook, run_notebook
from shopkit.shop import Shop
from shopkit.store.reviews import Review
from shopkit.text import speaker

NOTEBOOK, PAGE, FIGURES = "monthly_review.ipynb", "review.html", "figures.csv"


def made(shop: Shop, kept: Review) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The bytes of each file by its name, and the page they show: the same at every run."""
    env = {} if shop.settings.database_url is None else {
        "SHOPKIT_DATABASE_URL": shop.settings.database_url}  # fmt: skip
    book = run_notebook(
        NOTEBOOKS / NOTEBOOK,
        data=shop.settings.data,
        lang=kept.lang,
        env=env,
        month=kept.month,
        shop=shop.id,
        version=kept.version,
    )
    page = shown(book)
    found = {
        NOTEBOOK: nbformat.writes(normal(book)).encode(),
        PAGE: html.document(page, cache=shop.settings.cache).encode(),
        FIGURES: sheets.figures_csv(figures_of(page), speaker(kept.lang)),
    }
    return found | {f"tables/{name}": body for name, body in sheets.tables(page["sections"])}, page


def shown(book: Any) -> Mapping[str, Any]:
    """The page that an executed review notebook shows; its refusal, if it has one, is raised."""
    for cell in book.cells:
        for output in cell.get("outputs", ()):
            if PLAIN in output.get("data", {}):
                page = output["data"][PLAIN]
                if page["error"]:
                    raise Refused("{sentence}", sentence=page["error"])
                return page
    raise BrokenNotebook("{notebook} stopped: {reason}", notebook=NOTEBOOK, reason="–")


def normal(book: Any) -> Any:
    """An executed notebook without what differs from run to run or from computer to computer."""
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for place, cell in enumerate(book.cells):
        cell["id"] = f"cell-{place}"
        cell.metadata.pop("execution", None)
        # warnings of a kernel name folders of the computer it ran on
        if "outputs" in cell:
            cell["outputs"] = [each for each in cell["outputs"] if each["output_type"] != "stream"]
    return book
