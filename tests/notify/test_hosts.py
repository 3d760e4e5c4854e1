"""Where a message may go, and where it may not."""

import pytest

from shopkit.errors import Refused
from shopkit.notify import hosts, wire
from shopkit.notify.robots import Chat, Robot

PUBLIC = "1.1.1.1"


def robot(url, kind="dingtalk"):
    return Robot("team", kind, url)


def found(url, *answers, kind="dingtalk", named=()):
    """The addresses for this robot when its name leads to `answers`."""
    chat = Chat({}, hosts=frozenset(named))
    return hosts.addresses(chat, robot(url, kind), look=lambda host, port: list(answers))


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=t"),
        ("wecom", "https://qyapi.weixin.qq.com:443/cgi-bin/webhook/send?key=k"),
        ("feishu", "https://OPEN.feishu.cn/open-apis/bot/v2/hook/h"),
    ],
)
def test_each_robot_is_written_to_at_its_own_host(kind, url):
    assert found(url, PUBLIC, kind=kind) == [PUBLIC]


@pytest.mark.parametrize(
    "url",
    [
        "http://oapi.dingtalk.com/robot/send",
        "https://open.feishu.cn/hook/h",
        "https://oapi.dingtalk.com.evil.example/robot",
        "https://evil.example/oapi.dingtalk.com",
        "https://oapi.dingtalk.com@evil.example/",
        "https://me:pass@oapi.dingtalk.com/",
        "https://oapi.dingtalk.com:8443/",
        "https://oapi.dingtalk.com:x/",
        "https://[broken/",
        "https:///robot",
        "https://oapi.dingtalk.com/a b",
        "https://oapi.dingtalk.com/\nhost: x",
        "https://oapi。dingtalk.com/",
        "ftp://oapi.dingtalk.com/",
        "file:///etc/passwd",
        "",
    ],
)
def test_any_other_address_is_refused(url):
    with pytest.raises(Refused):
        found(url, PUBLIC)


def test_a_host_that_the_configuration_names_is_written_to():
    url = "https://chat.example.com:8443/hook"
    assert found(url, PUBLIC, named={"chat.example.com"}) == [PUBLIC]
    with pytest.raises(Refused):
        found(url, PUBLIC, named={"example.com", "hat.example.com"})


@pytest.mark.parametrize(
    "inner",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",
     "100.64.0.1", "198.18.0.7", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0",
     "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1", "not an address"],
)  # fmt: skip
def test_an_inner_address_is_refused_though_the_name_is_right(inner):
    url = "https://oapi.dingtalk.com/robot/send"
    with pytest.raises(Refused):
        found(url, inner)
    with pytest.raises(Refused):
        found(url, PUBLIC, inner)
    assert found(url, inner, named={"oapi.dingtalk.com"}) == [inner]


@pytest.mark.parametrize("outer", [PUBLIC, "2606:4700::1111", "64:ff9b::101:101"])
def test_an_address_on_the_internet_is_public(outer):
    assert hosts.is_public(outer)


def test_a_name_that_nobody_knows_is_not_reached_for_now(monkeypatch):
    def nobody(host, port, type):
        raise OSError("no such host")

    monkeypatch.setattr(hosts.socket, "getaddrinfo", nobody)
    sent = wire.send(Chat({}), robot("https://oapi.dingtalk.com/robot/send"), "hi", None)
    assert sent.result == "unreachable"


def test_the_request_goes_to_the_address_that_was_judged(office, robots, monkeypatch):
    """The name is asked for once: a second, different answer would change nothing."""
    asked = []

    def look(host, port, type):
        asked.append(host)
        answer = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(None, None, None, None, (answer, port))]

    office.connect(robots, host="chat.test")
    monkeypatch.setattr(hosts.socket, "getaddrinfo", look)
    office.put("hi")
    office.step()
    assert (asked, robots.texts()) == (["chat.test"], ["hi"])
    assert robots.asked[0][2]["Host"] == f"chat.test:{robots.port}"


def test_the_certificate_is_held_to_the_hosts_name(office, robots, monkeypatch):
    here = [(None, None, None, None, ("127.0.0.1", robots.port))]
    office.connect(robots, host="other.test")
    monkeypatch.setattr(hosts.socket, "getaddrinfo", lambda host, port, type: here)
    office.put("hi")
    office.step()
    assert (robots.asked, office.states()) == ([], ["waiting"])


def test_another_address_of_the_host_is_tried_when_one_is_deaf(office, robots, monkeypatch):
    two = [(None, None, None, None, (each, robots.port)) for each in ("127.0.0.9", "127.0.0.1")]
    office.connect(robots, host="chat.test")
    monkeypatch.setattr(hosts.socket, "getaddrinfo", lambda host, port, type: two)
    office.put("hi")
    office.step()
    assert robots.texts() == ["hi"]


def test_a_proxy_of_the_environment_is_not_asked(office, robots, monkeypatch):
    for name in ("HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    office.connect(robots)
    office.put("hi")
    office.step()
    assert robots.texts() == ["hi"]
