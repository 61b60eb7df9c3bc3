"""Addresses, proxies and certificates that are none: our own errors, whoever typed, pasted, imported or served them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from random import Random

import pytest
import trustme

from inspector.demo.tenant import app
from inspector.domain.context import RequestContext
from inspector.domain.errors import InspectorError, ServerTrouble, UpdateTrouble
from inspector.domain.outside import UNFIT
from inspector.services import updates
from inspector.services.superoffice import address, certificates, origin, proxies, tenant
from inspector.services.superoffice.client import sign_in
from inspector.services.superoffice.sign_in import Credentials
from inspector.services.superoffice.wire import Way, Wire, in_process
from tests.attacks.answers import ANSWERS
from tests.mutated import MUTATED, mutated

TRUE = (
    *("https://crm.example.com/SuperOffice", "crm.example.com", "http://[::1]:8080/a/api/v1", "127.0.0.1:80"),
    *(
        "https://online3.superoffice.com/Cust12345/CS/scripts/customer.fcgi?action=x#y",
        "socks5://a:b@proxy:1080",
    ),
)
PIECES = (
    *(
        "[",
        "]",
        "[::1",
        "xn--",
        "xn--\u00fc",
        "%",
        "%00",
        "%zz",
        "\0",
        "\r\n",
        " ",
        "\ud800",
        "\u202e",
        "：",
        "。",
    ),
    *(
        "::",
        ":0",
        ":99999",
        ":-1",
        ":" + "9" * 5000,
        "@",
        "//",
        "\\",
        "..",
        "?",
        "#",
        "x" * 300,
        "①",
        "٧",
        "ß",
        "‍",
    ),
    *("http://", "javascript:", "fe80::1%eth0", "[v1.a]", ".", "..", "-", "_", "1e400", "0x7f.1", "𝟏"),
)


def texts(number: int) -> str:
    """An address with something wrong with it, the same for the same number."""
    chance = Random(number)  # noqa: S311 - nobody is to be kept from guessing
    text = chance.choice(TRUE)
    for _ in range(chance.choice((1, 1, 2, 3))):
        at, more = chance.randrange(len(text) + 1), chance.choice((0, 0, 1, 3))
        text = text[:at] + chance.choice(PIECES) + text[at + more :]
    return text


READERS: dict[str, Callable[[str], object]] = {
    "pasted": lambda text: [*address.candidates(text), *address.candidates(text, allow_plain_http=True)],
    "of a connection": lambda text: address.web_address(address.base_of(text)),
    "safe": address.is_safe,
    "origin": origin.of_url,
    "environment": tenant.of_base,
    "whether it is online": tenant.is_online,
    "where a token may go": lambda text: tenant.may_lead("https://online.superoffice.com", text),
    "proxy": proxies.read,
}


@pytest.mark.parametrize("name", READERS)
def test_a_wrong_address_is_one_of_our_errors_or_is_read(name: str) -> None:
    for number in range(ANSWERS):
        with suppress(InspectorError):
            READERS[name](texts(number))


def test_whatever_is_to_be_reached_without_a_proxy_something_is_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(ANSWERS):
        settings = {"https": "proxy.example.com", "no": ",".join(map(texts, range(number, number + 5)))}
        monkeypatch.setattr(proxies, "getproxies_environment", lambda settings=settings: settings)
        proxies.of("https://crm.example.org")


async def test_whatever_is_pasted_the_sign_in_ends_in_an_error_of_ours() -> None:
    way = Way(transport=in_process(app()))
    for number in range(ANSWERS):
        with suppress(InspectorError):
            session = await sign_in(texts(number), Credentials("basic", "admin", "demo"), way=way)
            await session.client.aclose()


async def test_whatever_is_asked_for_updates_the_error_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "socks5://127.0.0.1:9")  # nothing leaves this computer
    for number in range(ANSWERS // 10):
        with pytest.raises(UpdateTrouble):
            await updates.newest(texts(number), "1.0")


async def test_whatever_a_list_calls_a_language_it_is_asked_for_or_refused() -> None:
    wire = Wire(None, Way(transport=in_process(app())))
    for number in range(ANSWERS):
        text = texts(number)
        for context in (RequestContext(text), RequestContext("en", text), RequestContext("en", "en", text)):
            with suppress(InspectorError):
                await wire.call("GET", "http://127.0.0.1:9/SuperOffice/api", context.headers())
    await wire.aclose()


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
async def test_a_certificate_that_is_none_is_told_as_such() -> None:
    pem = trustme.CA().issue_cert("127.0.0.1").cert_chain_pems[0].bytes()
    for number in range(MUTATED):
        text = mutated(pem, number).decode("latin-1")
        with suppress(*UNFIT):
            certificates.read(text)
        wire = Wire(None, Way(certificate=text, certificate_origin="https://127.0.0.1:9"))
        with pytest.raises(ServerTrouble):
            await wire.call("GET", "https://127.0.0.1:9/")
        await wire.aclose()
