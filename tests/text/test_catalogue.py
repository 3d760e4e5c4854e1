"""Every sentence shown has its Chinese, and every Chinese sentence is shown."""

import ast
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from shopkit.text import catalogue, speaker

PACKAGE = Path(catalogue.FOLDER).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
BOOKS = sorted((catalogue.FOLDER / "zh").glob("*.po"))
SAYERS = {"say", "message"}


@cache  # a node is found again by its identity
def trees():
    return {path: ast.parse(path.read_text("utf-8")) for path in MODULES}


def name(node: ast.expr) -> str:
    """The last part of what is called: `text.message`, `message` and `self._message` alike."""
    return getattr(node, "attr", getattr(node, "id", "")).lstrip("_")


def refusals() -> dict[str, ast.ClassDef]:
    """Every kind of ShopkitError in the package, by name."""
    classes = [
        n for tree in trees().values() for n in ast.walk(tree) if isinstance(n, ast.ClassDef)
    ]
    known = {"ShopkitError": None}
    while fresh := {
        node.name: node
        for node in classes
        if node.name not in known and {name(base) for base in node.bases} & known.keys()
    }:
        known |= fresh
    return known


def spoken(call: ast.Call) -> list[ast.expr]:
    """The sentences that a call says: its first argument, or both arms of a choice in it."""
    choices = call.args[:1]
    while any(isinstance(choice, ast.IfExp) for choice in choices):
        choices = [
            arm
            for choice in choices
            for arm in ([choice.body, choice.orelse] if isinstance(choice, ast.IfExp) else [choice])
        ]
    return choices


def calls() -> list[tuple[str, ast.Call]]:
    """Calls that say something, each with the place it stands in."""
    kinds = refusals()
    inner = {
        id(node)
        for kind in kinds.values()
        if kind
        for node in ast.walk(kind)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "super().__init__"
    }
    return [
        (f"{path.relative_to(PACKAGE)}:{node.lineno}", node)
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (name(node.func) in SAYERS or name(node.func) in kinds or id(node) in inner)
    ]


def sentences() -> dict[str, str]:
    """Every sentence in the package, with one place where it stands."""
    return helped() | {
        said.value: place
        for place, call in calls()
        for said in spoken(call)
        if isinstance(said, ast.Constant) and isinstance(said.value, str) and said.value
    }


def helped() -> dict[str, str]:
    """The help of every command and option, with where it stands."""
    found = {}
    for path in sorted((PACKAGE / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "help":
                found[ast.literal_eval(node.value)] = path.name
            if isinstance(node, ast.FunctionDef) and _is_command(node):
                found[ast.get_docstring(node)] = path.name
    return found


def _is_command(node: ast.FunctionDef) -> bool:
    handed = [name(call.func) for call in node.decorator_list if isinstance(call, ast.Call)]
    return "command" in handed or node.name in {"import_files", "kpi", "target"}


def entries(book: Path):
    with book.open("rb") as file:
        return [entry for entry in read_po(file, locale="zh") if entry.id]


def translations() -> list[tuple[str, str]]:
    return [(entry.id, entry.string) for book in BOOKS for entry in entries(book)]


def braces(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


def test_the_catalogue_is_what_its_books_make():
    built = (catalogue.FOLDER / "zh.mo").read_bytes()
    assert built == catalogue.compiled(), "run `python -m shopkit.text.catalogue`"


def test_every_sentence_has_its_chinese():
    known = {english for english, chinese in translations() if chinese}
    assert not {said: place for said, place in sentences().items() if said not in known}


def test_every_chinese_sentence_is_said_somewhere():
    assert not {english for english, _ in translations()} - sentences().keys()


def test_a_sentence_has_one_chinese():
    first = {}
    assert not [
        (english, chinese)
        for english, chinese in translations()
        if first.setdefault(english, chinese) != chinese
    ]


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_both_languages_hold_the_same_facts(book):
    different = [e.id for e in entries(book) if braces(e.id) != braces(e.string)]
    assert not different


def test_no_sentence_is_glued_together_before_it_is_said():
    glued = (ast.JoinedStr, ast.BinOp)
    assert not [place for place, call in calls() if isinstance((call.args or [None])[0], glued)]


def test_a_sentence_is_said_in_both_languages():
    assert speaker("en")("Ready.") == "Ready."
    assert speaker("zh")("Ready.") == "准备好了。"
