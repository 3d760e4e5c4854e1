"""Ports and environments of the servers."""

import socket

import pytest

from shopkit.errors import Busy
from shopkit.serve import running


@pytest.fixture
def taken():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def test_a_taken_port_gives_way_to_the_next_free_one(taken):
    assert taken < running.free_port(taken) < taken + 200


def test_a_server_speaks_utf8_and_knows_our_template():
    env = running.environment({})
    assert env["PYTHONUTF8"] == "1"
    assert (running.SHARE / "voila" / "templates" / "shopkit" / "index.html.j2").exists()
    assert str(running.SHARE) in env["JUPYTER_PATH"]


def test_no_port_is_a_sentence(monkeypatch):
    monkeypatch.setattr(running, "_is_free", lambda _host, _port: False)
    with pytest.raises(Busy) as caught:
        running.free_port(9000)
    assert (caught.value.facts["first"], caught.value.facts["last"]) == (9000, 9199)
