"""What the dashboard server answers, and to whom."""

import http.client
import json
import re

import pytest

from shopkit.serve import serving
from shopkit.serve.dashboards import Plan, hosts

NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
    },
    "cells": [],
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    for name in ("home", "secret"):
        (folder / f"{name}.ipynb").write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    (folder / "picture.png").write_bytes(b"png")
    cache = str(tmp_path_factory.mktemp("cache"))
    with serving(
        [folder / "home.ipynb"], env={"SHOPKIT_CACHE": cache}, log=folder / "log"
    ) as server:
        yield server


def answer(served, path, *, host=None, method="GET", headers=None):
    link = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    link.request(
        method, path, headers={"Host": host or f"127.0.0.1:{served.port}", **(headers or {})}
    )
    reply = link.getresponse()
    reply.body = reply.read()
    link.close()
    return reply


def test_home_leads_to_the_first_page(served):
    reply = answer(served, "/")
    assert reply.status == 302 and reply.headers["Location"] == "/home"


def test_without_the_token_there_is_no_page(served):
    assert answer(served, "/home").status in (302, 403)


@pytest.mark.parametrize(
    "path",
    [
        "/voila/render/home.ipynb",
        "/voila/render/secret.ipynb",
        "/voila/tree",
        "/voila/api/contents",
        "/voila/files/picture.png",
        "/picture.png",
        "/secret",
        "/secret.ipynb",
    ],
)
def test_only_the_listed_pages_exist(served, path):
    assert answer(served, f"{path}?token={served.token}").status == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8866", "127.0.0.1.evil.example"])
def test_another_host_s_name_finds_nothing(served, host):
    for path in ("/", "/shopkit/alive", f"/home?token={served.token}"):
        assert answer(served, path, host=host).status in (403, 404)


@pytest.mark.parametrize(
    "name, kind", [("board.js", "javascript"), ("board.css", "css"), ("vega.js", "javascript")]
)
def test_script_style_and_library_may_be_kept_by_the_browser(served, name, kind):
    reply = answer(served, f"/shopkit/{name}", headers={"Accept-Encoding": "gzip"})
    assert reply.status == 200 and kind in reply.headers["Content-Type"]
    assert (
        "immutable" in reply.headers["Cache-Control"]
        and reply.headers["Content-Encoding"] == "gzip"
    )


def test_a_page_may_fetch_from_nowhere_else_and_names_no_other_host(served):
    reply = answer(served, f"/home?token={served.token}")
    assert reply.status == 200 and "default-src 'self'" in reply.headers["Content-Security-Policy"]
    assert b"http://" not in reply.body and b"https://" not in reply.body


def test_a_foreign_page_cannot_end_a_kernel(served):
    cookie = answer(served, f"/home?token={served.token}").headers["Set-Cookie"].split(";")[0]
    path, mine = "/voila/api/shutdown/abc", f"http://127.0.0.1:{served.port}"
    statuses = [
        answer(served, path, method="POST", headers={"Cookie": cookie, "Origin": origin}).status
        for origin in ("http://evil.example", mine)
    ]
    assert statuses == [403, 404]  # refused; and for our own page only that it does not exist


def test_on_one_machine_only_its_own_names_are_known():
    assert re.match(hosts(lan=False), "localhost") and not re.match(hosts(lan=False), "192.168.1.7")


def test_a_plan_is_read_as_it_was_told():
    plan = Plan(("a.ipynb",), "a", 1, "t", lan=True, warm=("a.ipynb",))
    assert Plan.read(plan.told()) == plan
