"""Notebooks tell; the package does. And each one runs, on the first day and on the sample shop."""

import ast
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(
    path for path in FOLDER.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
)
LOGIC = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.For, ast.While, ast.If, ast.Try, ast.With),
)

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path) -> list:
    return nbformat.read(path, as_version=4).cells


def code_cells(path: Path) -> list:
    return [cell for cell in cells(path) if cell.cell_type == "code"]


def trees(path: Path) -> list[ast.Module]:
    return [ast.parse(cell.source) for cell in code_cells(path)]


def test_the_first_three_are_there():
    assert {"start_here", "explore", "kpi"} <= {path.stem for path in NOTEBOOKS}


@each
def test_holds_no_logic(path):
    assert not [node for tree in trees(path) for node in ast.walk(tree) if isinstance(node, LOGIC)]


@each
def test_imports_the_package_and_nothing_else(path):
    found = {
        module.split(".")[0]
        for tree in trees(path)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in ([node.module] if isinstance(node, ast.ImportFrom) else
                       [alias.name for alias in node.names])
    }  # fmt: skip
    assert found == {"shopkit"}


@each
def test_is_saved_without_outputs(path):
    assert not [cell for cell in code_cells(path) if cell.outputs or cell.execution_count]


@each
def test_opens_with_its_title(path):
    assert cells(path)[0].cell_type == "markdown"
    assert cells(path)[0].source.startswith("# ")


@each
def test_prose_leads(path):
    prose = [cell for cell in cells(path) if cell.cell_type == "markdown"]
    assert len(prose) >= 0.45 * len(cells(path))


@each
def test_cells_are_short(path):
    assert not [cell.source for cell in code_cells(path) if len(cell.source.splitlines()) > 5]


@each
def test_is_a_notebook_of_this_format(path):
    nbformat.validate(nbformat.read(path, as_version=4))


@each
def test_runs_on_the_first_day(path, tmp_path):
    from shopkit.review import run_notebook

    run_notebook(path, data=tmp_path / "data")


@each
def test_runs_on_the_sample_shop(path, sample_data):
    from shopkit.review import run_notebook

    run_notebook(path, data=sample_data)
