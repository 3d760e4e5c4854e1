"""The house keeps its own rules: imports go down, each tool stays in its room, rooms stay small."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent
MODULES = sorted(
    path for path in (HOME / "shopkit").rglob("*.py") if "migrations" not in path.parts
)
WORDS = "errors tables money clock festivals workdays settings roles lean text"
ROOMS = "store lake intake charts print sample shop"
HANDS = "pages widgets review notify"
STREET = "__init__ __main__ setup clone installer cli serve"
# every other room holds figures
FLOOR = {
    room: floor
    for floor, rooms in {0: WORDS, 2: ROOMS, 3: HANDS, 4: STREET}.items()
    for room in rooms.split()
}
TOOLS = {
    "sqlalchemy": "store",
    "alembic": "store",
    "duckdb": "lake",
    "deltalake": "lake",
    "altair": "charts",
    "vl_convert": "charts",
    "ipywidgets": "widgets",
    "anywidget": "widgets",
    "python_calamine": "intake",
    "lxml": "intake",
    "voila": "serve",
    "typer": "cli",
    "segno": "print",
    "barcode": "print",
    "httpx": "notify",
}
# a page must ask a warm kernel who is calling before it reads data
ALLOWED = {"pages": {"voila.utils"}, "widgets": {"voila.utils"}}
HEAVY = {"pandas", "altair", "pyarrow", "vl_convert", "openpyxl"}
VAGUE = {"utils", "util", "helpers", "common", "misc", "manager", "handler", "data"}

each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOME)))


def room(path: Path) -> str:
    """The first part of a module's name under the package."""
    return path.relative_to(HOME / "shopkit").with_suffix("").parts[0]


def is_typing_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def nodes(tree: ast.AST):
    """Every node that runs: blocks for the type checker alone do not count."""
    for child in ast.iter_child_nodes(tree):
        if not is_typing_only(child):
            yield child
            yield from nodes(child)


def imports(path: Path) -> set[str]:
    """Full names that a module imports, inside functions too; `from a import b` gives a and a.b."""
    found = set()
    package = ("shopkit", *path.relative_to(HOME / "shopkit").parent.parts)
    for node in nodes(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            near = package[: len(package) + 1 - node.level] if node.level else ()
            base = ".".join([*near, *filter(None, [node.module])])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def rooms_used(path: Path) -> set[str]:
    """Rooms that a module opens the door of."""
    inside = {name.split(".")[1] for name in imports(path) if name.startswith("shopkit.")}
    return inside & {room(module) for module in MODULES}


@each_module
def test_imports_go_down(path):
    here = FLOOR.get(room(path), 1)
    assert not {other for other in rooms_used(path) if FLOOR.get(other, 1) > here}


@each_module
def test_each_tool_stays_in_its_room(path):
    free = ALLOWED.get(room(path), set())
    used = {
        name.split(".")[0] for name in imports(path) if ".".join(name.split(".")[:2]) not in free
    }
    assert not {tool for tool in used & TOOLS.keys() if TOOLS[tool] != room(path)}


def test_no_room_leads_back_to_itself():
    doors = {}
    for path in MODULES:
        doors.setdefault(room(path), set()).update(rooms_used(path) - {room(path)})
    TopologicalSorter(doors).prepare()  # raises CycleError


@each_module
def test_a_module_can_be_read_in_one_sitting(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300


@each_module
def test_a_module_says_what_it_is_for(path):
    assert path.stem not in VAGUE
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@each_module
def test_no_function_takes_more_than_four_in_a_row(path):
    if room(path) == "cli":  # a command's options are its parameters; nobody calls it by place
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            names = [argument.arg for argument in node.args.posonlyargs + node.args.args]
            assert len([name for name in names if name not in ("self", "cls")]) <= 4, node.name


def run_quietly(code: str, folder: Path) -> str:
    """What `code` prints, run in a new process that has nothing but an empty home."""
    env = {
        "PATH": "",
        "HOME": str(folder),
        "USERPROFILE": str(folder),
        "PYTHONPATH": str(HOME),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SHOPKIT_DATA": str(folder / "data"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True
    )
    assert not done.returncode, done.stderr
    return done.stdout + done.stderr


def names(paths) -> list[str]:
    """The dotted names of modules."""
    return [
        ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__")
        for path in paths
    ]


def test_importing_the_house_does_nothing(tmp_path):
    code = f"import importlib\nfor name in {names(MODULES)}: importlib.import_module(name)"
    assert run_quietly(code, tmp_path) == ""
    assert not list(tmp_path.iterdir())


def test_what_a_dashboard_imports_is_light(tmp_path):
    pages = [path for path in MODULES if room(path) == "pages"]
    code = (
        f"import importlib, sys\nfor name in {names(pages)}: importlib.import_module(name)\n"
        f"print(*sorted(set(sys.modules) & {HEAVY}))"
    )
    assert run_quietly(code, tmp_path).split() == []


def test_the_house_is_tidy():
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--quiet",
            "--no-cache",
            "--output-format=concise",
            str(HOME),
        ],
        capture_output=True,
        text=True,
    )
    assert not done.returncode, done.stdout


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import sqlite3", set()),
        ("from shopkit.store import engine", {"store"}),
        ("from shopkit import store", {"store"}),
        ("def later():\n    import shopkit.store.engine", {"store"}),
        ("from ..store import engine", {"store"}),
        ("if TYPE_CHECKING:\n    from shopkit.store import engine", set()),
    ],
)
def test_the_reader_of_imports_sees_every_door(code, found, monkeypatch):
    monkeypatch.setattr(Path, "read_text", lambda path, encoding: code)
    assert rooms_used(HOME / "shopkit" / "charts" / "board.py") == found
