"""The command line in a data folder of the test's own."""

import json

import pytest

from shopkit.cli import main
from shopkit.shop import _engine


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
