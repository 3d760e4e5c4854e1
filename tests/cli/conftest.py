"""The command line in a data folder of the test's own."""

import json
from pathlib import Path

import pytest

from shopkit.cli import main
from shopkit.shop import _engine

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def shopkit(tmp_path, monkeypatch, capsys):
    """Runs `shopkit …` and gives its exit code and its JSON."""
    monkeypatch.setenv("SHOPKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SHOPKIT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("SHOPKIT_LANG", "en")
    monkeypatch.delenv("SHOPKIT_DATABASE_URL", raising=False)

    def run(*words: object) -> tuple[int, object]:
        code = main([str(word) for word in words])
        said = capsys.readouterr().out
        return code, json.loads(said) if "--json" in words else said

    yield run
    _engine.cache_clear()


@pytest.fixture
def real():
    """A real file by name; the test says so where the collection is not there."""

    def find(name: str) -> Path:
        path = REAL / name
        if not path.exists():
            pytest.skip(f"the collection of real files is not beside this checkout: {name}")
        return path

    return find
