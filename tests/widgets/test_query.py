"""What the address asks for."""

import pytest

from shopkit.widgets import asked


@pytest.fixture
def address(monkeypatch):
    monkeypatch.delenv("VOILA_PREHEAT", raising=False)
    return lambda text: monkeypatch.setenv("QUERY_STRING", text)


def test_the_address_names_what_is_asked(address):
    address("lang=en&shop=%E4%BA%8C%E5%BA%97")
    assert asked() == {"lang": "en", "shop": "二店"}


def test_the_token_is_never_handed_on(address):
    address("token=secret&lang=en")
    assert asked() == {"lang": "en"}


def test_only_known_names_are_kept(address):
    address("lang=en&evil=1")
    assert asked({"lang"}) == {"lang": "en"}


def test_without_an_address_nothing_is_asked(monkeypatch):
    monkeypatch.delenv("QUERY_STRING", raising=False)
    assert asked() == {}
