import asyncio
import socket
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice import browser, oidc
from inspector.services.superoffice.browser import Before, Browser
from inspector.services.superoffice.oidc import Grant, Provider
from tests.identity import CLAIM, CLIENT, CTX, DEFAULT, OTHER_KEY, Identity, TestBrowser
from tests.servers import serve
from tests.waiting import PATIENCE

AS_SERVER = RequestContext()


@pytest.fixture
def identity() -> Iterator[Identity]:
    made = Identity()
    with serve(made.app()) as root:
        made.root = root
        yield made


async def enter(
    identity: Identity,
    opened: Callable[[str], None] | None = None,
    before: Before | None = None,
    patience: float = PATIENCE,
    **provider: Any,
) -> SimpleNamespace:
    opened = opened or TestBrowser()
    known = Provider(f"{identity.root}/login/.well-known/openid-configuration", CLIENT, **provider)
    renewed: list[Grant] = []
    session = await browser.sign_in(
        known, Browser(opened, "close me", patience), before or Before(), on_renewed=renewed.append
    )
    return SimpleNamespace(client=session.client, principal=session.principal, renewed=renewed, opened=opened)


async def trouble(identity: Identity, **more: Any) -> ServerTrouble:
    with pytest.raises(ServerTrouble) as caught:
        await enter(identity, **more)
    return caught.value


async def test_the_browser_signs_in_and_the_tenant_says_where(identity: Identity) -> None:
    session = await enter(identity)
    async with session.client:
        assert session.principal.full_name == "Tim Høyland"
        assert session.client.base == f"{identity.root}/data2/{CTX}/api/v1/"
        assert (await session.client.default_ticket(AS_SERVER)).body == DEFAULT
    assert session.opened.pages == [(404, ""), (200, "close me")]
    (grant,) = session.renewed
    assert (grant.refresh_token, grant.user, grant.ctx) == ("refresh-1", "tim@example.com", CTX)
    assert "refresh-1" not in repr(grant)


async def test_no_browser_where_the_refresh_token_is_still_good(identity: Identity) -> None:
    before = Before(f"{identity.root}{identity.api_path}", "refresh-1")
    session = await enter(identity, before=before)
    async with session.client:
        assert session.principal.full_name == "Tim Høyland"
    assert session.opened.opened == []


async def test_the_browser_again_where_the_refresh_token_is_refused(identity: Identity) -> None:
    identity.refuse_renewal = True
    session = await enter(identity, before=Before("", "refresh-1"))
    async with session.client:
        assert len(session.opened.opened) == 1


@pytest.mark.parametrize(
    ("claims", "drop"),
    [
        ({"nonce": "another"}, ()),
        ({"aud": "another"}, ()),
        ({"iss": "https://another.example.com"}, ()),
        ({"exp": int(time.time()) - 3600}, ()),
        ({}, ("nonce",)),
        ({}, ("exp",)),
    ],
)
async def test_a_token_that_is_not_valid_is_not_used(
    identity: Identity, claims: dict[str, Any], drop: tuple[str, ...]
) -> None:
    identity.claims, identity.drop = claims, drop
    assert (await trouble(identity)).code == "bad_token"


async def test_a_token_signed_by_another_key_is_not_used(identity: Identity) -> None:
    identity.key = OTHER_KEY
    told = await trouble(identity)
    assert (told.code, told.facts["reason"]) == ("bad_token", "InvalidSignatureError")


async def test_a_wrong_state_is_not_listened_to(identity: Identity) -> None:
    opened = TestBrowser(lambda url: url.replace("state=", "state=x"))
    assert (await trouble(identity, opened=opened, patience=1.5)).code == "browser_timeout"
    assert opened.pages[-1][0] == 404


async def test_no_consent(identity: Identity) -> None:
    identity.refuse_consent = True
    told = await trouble(identity)
    assert (told.code, told.facts["reason"]) == ("consent", "access_denied")


async def test_the_port_of_the_registration_is_used_and_free_again(identity: Identity) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert (await trouble(identity, port=port)).code == "port_taken"
    session = await enter(identity, port=port, path="callback")
    await session.client.aclose()
    assert f"127.0.0.1%3A{port}%2Fcallback" in session.opened.opened[0]
    with socket.create_server(("127.0.0.1", port)):
        pass


async def test_cancelling_frees_the_port(identity: Identity) -> None:
    seen: list[str] = []
    task = asyncio.ensure_future(enter(identity, opened=seen.append, patience=PATIENCE))
    while not seen:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    port = int(seen[0].partition("127.0.0.1%3A")[2].partition("&")[0])
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with socket.create_server(("127.0.0.1", port)):
        pass


async def test_twenty_requests_with_a_stale_token_renew_once(identity: Identity) -> None:
    session = await enter(identity)
    identity.good.clear()
    async with session.client as client:
        answers = await asyncio.gather(*(client.default_ticket(AS_SERVER) for _ in range(20)))
    assert len(answers) == 20
    assert identity.renewals == 1
    assert len(session.renewed) == 2


async def test_a_token_about_to_expire_is_renewed_before_it_is_used(identity: Identity) -> None:
    identity.life = 30
    session = await enter(identity)
    identity.life = 3600
    async with session.client as client:
        await client.default_ticket(AS_SERVER)
        await client.default_ticket(AS_SERVER)
    # the sign-in itself asked twice with a token that would live 30 s
    assert identity.renewals <= 3


async def test_a_refused_renewal_asks_for_the_person(identity: Identity) -> None:
    session = await enter(identity)
    identity.good.clear()
    identity.refuse_renewal = True
    async with session.client as client:
        with pytest.raises(ServerTrouble) as caught:
            await client.default_ticket(AS_SERVER)
    assert caught.value.code == "signed_out"


async def test_a_tenant_that_moved_is_followed(identity: Identity) -> None:
    session = await enter(identity)
    identity.api_path = f"/data7/{CTX}/api"
    async with session.client as client:
        assert (await client.default_ticket(AS_SERVER)).body == DEFAULT
        assert client.base == f"{identity.root}/data7/{CTX}/api/v1/"


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("OfflineMaintenance", "tenant_maintenance"),
        ("Suspended", "tenant_suspended"),
        ("Deleted", "tenant_gone"),
        ("Provisioning", "tenant_provisioning"),
        ("Anything", "tenant_stopped"),
    ],
)
async def test_a_tenant_that_is_not_running_says_why_and_until_when(
    identity: Identity, state: str, code: str
) -> None:
    identity.state = {"State": state, "IsRunning": False, "ValidUntil": "2026-11-24T09:00:00Z"}
    told = await trouble(identity)
    assert (told.code, told.facts["until"]) == (code, "2026-11-24T09:00:00Z")


async def test_without_a_tenant_in_the_token_the_address_given_counts(identity: Identity) -> None:
    identity.drop = (CLAIM + "ctx", CLAIM + "webapi_url")
    assert (await trouble(identity)).code == "no_tenant"
    session = await enter(identity, before=Before(f"{identity.root}{identity.api_path}"))
    await session.client.aclose()


def test_the_challenge_of_the_standard() -> None:
    # RFC 7636, appendix B
    assert oidc.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == (
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )
