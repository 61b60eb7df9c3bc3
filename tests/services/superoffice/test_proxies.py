"""Proxies as desktops and people write them: honoured, or told in words, and never asked about this very machine."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice import proxies
from inspector.services.superoffice.proxies import Proxy

CRM = "https://crm.example.com"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("setting", "proxy"),
    [
        ("http://proxy.example:8080", Proxy("http://proxy.example:8080")),
        ("http://proxy.example:8080/", Proxy("http://proxy.example:8080")),
        ("proxy.example:8080", Proxy("http://proxy.example:8080")),
        ("proxy.example", Proxy("http://proxy.example")),
        ("https://proxy.example", Proxy("https://proxy.example")),
        ("socks://127.0.0.1:7890/", Proxy("socks5://127.0.0.1:7890")),
        ("socks5h://[::1]:1080", Proxy("socks5://[::1]:1080")),
        ("SOCKS5://proxy.example", Proxy("socks5://proxy.example")),
        ("http://user:p#a@proxy.example:8080", Proxy("http://proxy.example:8080", "user", "p#a")),
        ("http://user:p@a/b?c:d@proxy.example", Proxy("http://proxy.example", "user", "p@a/b?c:d")),
        ("http://us%3Aer:p%40a@proxy.example", Proxy("http://proxy.example", "us:er", "p@a")),
        ("user:secret@proxy.example:3128", Proxy("http://proxy.example:3128", "user", "secret")),
    ],
)
def test_a_proxy_as_people_write_it(setting: str, proxy: Proxy) -> None:
    assert proxies.read(setting) == proxy


@pytest.mark.parametrize(
    "setting",
    [
        "socks4://127.0.0.1:1080",
        "ftp://proxy.example",
        "http://",
        "proxy.example:notaport",
        "http://user:p#a@proxy.example:0",
        "http://user:p#a@proxy.example:65536",
        "http://[::1",
        "http://user:p#a@two words",
    ],
)
def test_a_proxy_that_can_not_be_used_is_told_without_its_password(setting: str) -> None:
    with pytest.raises(ServerTrouble) as caught:
        proxies.read(setting)
    assert caught.value.code == "proxy_setting"
    assert str(caught.value.facts["proxy"]).rpartition("://")[2] in setting
    assert "p#a" not in str(caught.value)


@given(st.text())
def test_any_setting_is_read_or_told(setting: str) -> None:
    with suppress(ServerTrouble):
        assert proxies.read(setting).url


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8123",
        "https://127.8.9.1",
        "http://[::1]:9",
        "http://localhost",
        "http://a.localhost",
    ],
)
@pytest.mark.parametrize("setting", ["http://proxy.example", "socks4://nonsense:x"])
def test_this_very_machine_is_reached_directly(
    address: str, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("all_proxy", setting)
    assert proxies.of(address) is None


def test_each_scheme_has_its_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxies.of(CRM) is None
    monkeypatch.setenv("ALL_PROXY", "socks://all.example:1")
    monkeypatch.setenv("http_proxy", "plain.example:2")
    assert proxies.of(CRM) == Proxy("socks5://all.example:1")
    assert proxies.of("http://crm.example.com") == Proxy("http://plain.example:2")


@pytest.mark.parametrize(
    ("address", "exceptions", "is_direct"),
    [
        (CRM, "localhost,127.0.0.1,[::1]", False),
        (CRM, "fe80::/10 10.0.0.0/8", False),
        (CRM, "*", True),
        (CRM, "localhost, CRM.example.com", True),
        (CRM, "example.com", True),
        (CRM, ".example.com", True),
        (CRM, "*.example.com.", True),
        (CRM, "ample.com", False),
        (CRM, "com.", True),
        (CRM, "crm.example.com:443", True),
        (CRM, "crm.example.com:8443", False),
        (CRM, "https://crm.example.com", True),
        (CRM, ",, .,[", False),
        ("https://10.1.2.3", "10.0.0.0/8", True),
        ("https://10.1.2.3", "10.1.2.3", True),
        ("https://11.1.2.3", "10.0.0.0/8,10.0.0.0/99", False),
        ("https://[fe80::1]", "fe80::/10", True),
        ("https://[fd00:0::1]", "[fd00::1]", True),
        ("https://[fd00::1]:8443", "[fd00::1]:443", False),
        ("https://[fd00::1]", "fd00::2", False),
    ],
)
def test_what_needs_no_proxy(
    address: str, exceptions: str, is_direct: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example")
    monkeypatch.setenv("no_proxy", exceptions)
    assert (proxies.of(address) is None) == is_direct


def test_the_settings_of_the_system_count_where_the_environment_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(proxies, "getproxies", lambda: {"socks": "http://proxy.example:1080"})
    monkeypatch.setattr(proxies, "proxy_bypass", lambda host: host == "crm.example.com")
    assert proxies.of(CRM) is None
    assert proxies.of("https://crm2.example.com") == Proxy("socks5://proxy.example:1080")
