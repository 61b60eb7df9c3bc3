import asyncio
import base64
import hashlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from jwt.algorithms import RSAAlgorithm

from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice import browser, oidc
from inspector.services.superoffice.browser import Before, Browser
from inspector.services.superoffice.loopback import Loopback
from inspector.services.superoffice.oidc import Grant, Provider
from inspector.words import troubles
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
        ({"nonce": 7}, ()),
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
    identity.refuse_consent = "access_denied"
    told = await trouble(identity)
    assert (told.code, told.facts["reason"]) == ("consent", "access_denied")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("login_required", "login_required"),
        ("interaction_required", "login_required"),
        ("consent_required", "consent"),
        ("temporarily_unavailable", "provider_unavailable"),
        ("server_error", "provider_unavailable"),
        ("unauthorized_client", "registration"),
        ("invalid_scope", "registration"),
        ("something_new", "consent"),
    ],
)
async def test_what_the_provider_says_no_with(identity: Identity, error: str, code: str) -> None:
    identity.refuse_consent = error
    told = await trouble(identity)
    assert (told.code, told.facts["reason"]) == (code, error)
    assert error in troubles.explain(told)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("invalid_grant", "signed_out"),
        ("access_denied", "signed_out"),
        ("invalid_client", "registration"),
        ("temporarily_unavailable", "provider_unavailable"),
    ],
)
async def test_only_a_refused_token_ends_the_sign_in(identity: Identity, error: str, code: str) -> None:
    session = await enter(identity)
    identity.good.clear()
    identity.refusal = {"error": error, "error_description": "Because"}
    async with session.client as client:
        with pytest.raises(ServerTrouble) as caught:
            await client.default_ticket(AS_SERVER)
    assert caught.value.code == code


async def test_the_answer_may_come_as_a_form(identity: Identity) -> None:
    session = await enter(identity, TestBrowser(posts=True))
    await session.client.aclose()
    assert session.opened.pages == [(404, ""), (200, "close me")]


async def test_a_form_with_a_wrong_state_is_not_listened_to(identity: Identity) -> None:
    opened = TestBrowser(lambda url: url.replace("state=", "state=x"), posts=True)
    assert (await trouble(identity, opened=opened, patience=1.5)).code == "browser_timeout"
    assert opened.pages[-1][0] == 404


async def test_a_form_without_an_end_is_not_waited_for() -> None:
    async with Loopback(0, "", "state", "close me") as loopback:
        place = urlsplit(loopback.redirect_uri)
        for head in ("99999999", "9", "-1", "nine"):
            reader, writer = await asyncio.open_connection(place.hostname, place.port)
            writer.write(f"POST / HTTP/1.1\r\nContent-Length: {head}\r\n\r\ncode=".encode())
            writer.write_eof()
            assert not (await reader.read()).startswith(b"HTTP/1.1 200")
            writer.close()


@pytest.mark.parametrize("value", [None, "", 7, ["refresh-2"], {}, False])
async def test_a_renewal_without_a_new_token_keeps_the_old_one(identity: Identity, value: Any) -> None:
    session = await enter(identity)
    identity.served = {"refresh_token": value, "id_token": value}
    async with session.client as client:
        for _ in range(2):
            identity.good.clear()
            await client.default_ticket(AS_SERVER)
    assert [grant.refresh_token for grant in session.renewed] == ["refresh-1"] * 3
    assert [grant.ctx for grant in session.renewed] == [CTX] * 3, "nor is it forgotten who we are"


@pytest.mark.parametrize(
    ("served", "life"),
    [
        *[("600", 600), (600.5, 600.5), (None, 1200), (0, 1200), (-1, 1200), ("", 1200), ("soon", 1200)],
        *[(True, 1200), ([], 1200), ("NaN", 1200), ("Infinity", 1200), (10**400, 1200)],
    ],
)
async def test_how_long_a_token_lives(identity: Identity, served: Any, life: float) -> None:
    identity.served = {"expires_in": served}
    session = await enter(identity)
    await session.client.aclose()
    (grant,) = session.renewed
    assert life - 60 < grant.expires_at - time.monotonic() <= life


ODD: list[Any] = [None, "", 7, True, [], ["x"], {}, "x", "https://[::1", "https://", "\x00", {"x": None}]


@pytest.mark.parametrize("place", ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"])
async def test_an_odd_description_is_told(identity: Identity, place: str) -> None:
    for value in ODD:
        identity.described = {place: value}
        assert (await trouble(identity, patience=1.5)).code in ("not_a_provider", "bad_token"), value


@pytest.mark.parametrize("place", ["access_token", "id_token"])
async def test_an_odd_answer_is_told(identity: Identity, place: str) -> None:
    for value in ODD:
        if place == "id_token" or not isinstance(value, str) or not value:
            identity.served = {place: value}
            assert (await trouble(identity)).code in ("not_a_provider", "bad_token"), value


async def test_odd_keys_are_told(identity: Identity) -> None:
    odd: list[Any] = [value if isinstance(value, dict) else {"keys": value} for value in ODD]
    odd += [{"keys": [value]} for value in ODD]
    odd += [{"keys": [{**identity.public_key(), "kid": value}]} for value in ODD]
    odd += [{"keys": [{**identity.public_key(), "n": value}]} for value in ODD if value != "https://[::1"]
    for identity.published in odd:
        assert (await trouble(identity)).code in ("not_a_provider", "bad_token"), identity.published


@pytest.mark.parametrize("claim", ["exp", "iat", "nbf", "aud", "iss"])
async def test_an_odd_claim_is_told(identity: Identity, claim: str) -> None:
    odd: list[Any] = [float("inf"), "soon", [], {}, None]
    for value in odd:
        identity.claims = {claim: value}
        assert (await trouble(identity)).code == "bad_token", value


@pytest.mark.parametrize("value", [None, "", 7, [], {}, True], ids=repr)
@pytest.mark.parametrize("claim", ["ctx", "webapi_url", "upn"])
async def test_an_odd_claim_of_superoffice_is_as_none(identity: Identity, claim: str, value: Any) -> None:
    identity.claims = {CLAIM + claim: value}
    session = await enter(identity, before=Before(f"{identity.root}{identity.api_path}"))
    async with session.client:
        assert session.principal.full_name == "Tim Høyland"


async def test_a_provider_over_plain_http_is_not_asked(identity: Identity) -> None:
    with pytest.raises(ServerTrouble) as caught:
        await browser.sign_in(
            Provider("http://127.0.0.1.example.com/.well-known/openid-configuration", CLIENT),
            Browser(TestBrowser(), ""),
            Before("", "refresh-1"),
        )
    assert caught.value.code == "not_a_provider"


@pytest.mark.parametrize("header", [{}, {"x5t": "thumb"}])
async def test_a_token_may_name_its_key_by_the_thumbprint_or_not_at_all(
    identity: Identity, header: dict[str, Any]
) -> None:
    identity.header = header
    right = {**identity.public_key(), "x5t": "thumb"}
    other = {**json.loads(RSAAlgorithm.to_jwk(OTHER_KEY.public_key())), "kid": "k0", "x5t": "other"}
    identity.published = {"keys": [other, right] if header.get("x5t") else [right, other]}
    session = await enter(identity)
    await session.client.aclose()


@pytest.mark.parametrize("claims", [{}, {"nonce": ""}, {"nonce": None}])
async def test_a_nonce_may_be_missing(identity: Identity, claims: dict[str, Any]) -> None:
    identity.claims, identity.drop = claims, () if claims else ("nonce",)
    session = await enter(identity)
    await session.client.aclose()


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


@pytest.mark.parametrize(
    "elsewhere", ["https://crm.example.com/api", "http://127.0.0.1:9/api", "http://a.example/api"]
)
async def test_a_state_that_leads_elsewhere_is_not_followed(identity: Identity, elsewhere: str) -> None:
    identity.state = {"Api": elsewhere}
    assert (await trouble(identity)).code == "redirect"


def test_the_challenge_of_the_standard() -> None:
    # RFC 7636, appendix B
    assert oidc.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == (
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )


@pytest.mark.parametrize(
    "issuer",
    ["https://evil.example.com", "http://evil.example.com", "https://127.0.0.1", "file:///etc/passwd"],
)
async def test_an_issuer_of_another_place_is_refused_before_anybody_signs_in(
    identity: Identity, issuer: str
) -> None:
    """It would be asked where the token goes."""
    identity.described = {"issuer": issuer}
    opened: list[str] = []
    told = await trouble(identity, opened=opened.append)
    assert (told.code, told.facts.get("reason")) == ("not_a_provider", "issuer")
    assert opened == []


async def test_a_page_to_sign_in_at_that_hides_its_host_is_not_opened(identity: Identity) -> None:
    identity.described = {"authorization_endpoint": "https://login.superoffice.com@evil.example.com/"}
    opened: list[str] = []
    assert (await trouble(identity, opened=opened.append)).code == "not_a_provider"
    assert opened == []


@pytest.mark.parametrize("azp", ["another-client", ["another"], 7])
async def test_a_token_for_another_program_is_refused(identity: Identity, azp: object) -> None:
    identity.claims = {"azp": azp}
    told = await trouble(identity)
    assert (told.code, told.facts["reason"]) == ("bad_token", "azp")


async def test_a_token_that_says_it_is_for_this_program_is_taken(identity: Identity) -> None:
    identity.claims = {"azp": CLIENT}
    async with (await enter(identity)).client:
        pass


@pytest.mark.parametrize("right", [True, False])
async def test_an_id_token_of_another_access_token_is_refused(identity: Identity, right: bool) -> None:
    token = "8A:Cust.known"
    identity.good.add(token)
    identity.served = {"access_token": token}
    digest = hashlib.sha256((token if right else "another").encode()).digest()[:16]
    identity.claims = {"at_hash": base64.urlsafe_b64encode(digest).rstrip(b"=").decode()}
    if right:
        async with (await enter(identity)).client:
            return
    told = await trouble(identity)
    assert (told.code, told.facts["reason"]) == ("bad_token", "at_hash")


@pytest.mark.parametrize("token", ["a\r\nX: 1", "a b", "a\0", "ä", "\u202e", "\n"])
async def test_an_access_token_that_no_header_may_hold_is_refused_and_not_quoted(
    identity: Identity, token: str
) -> None:
    identity.served = {"access_token": token}
    told = await trouble(identity)
    assert (told.code, told.facts["reason"]) == ("bad_token", "access_token")
