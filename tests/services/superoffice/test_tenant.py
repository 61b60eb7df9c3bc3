"""Online tenants: whose hosts are SuperOffice's, what a state says, and where it may lead."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice import tenant
from inspector.services.superoffice.client import SuperOffice
from inspector.services.superoffice.sign_in import Credentials, auth_for
from inspector.services.superoffice.wire import Way, Wire

HERE = "https://online3.superoffice.com/Cust12345/api/v1/"


@pytest.mark.parametrize(
    ("host", "environment"),
    [
        *[("online", "online"), ("online3", "online"), ("app", "online"), ("disasterrecovery", "online")],
        *[("sod", "sod"), ("SOD2", "sod"), ("app-sod", "sod"), ("qaonline1", "qaonline")],
        *[("app-stage", "qaonline"), ("app:443", "online"), ("online:443", "online")],
    ],
)
def test_the_home_of_a_tenant(host: str, environment: str) -> None:
    name, _, port = host.partition(":")
    base = f"https://{name}.superoffice.com{':' + port if port else ''}/Cust12345/api/v1/"
    assert tenant.of_base(base) == (f"https://{environment}.superoffice.com", "Cust12345")


@pytest.mark.parametrize(
    "base",
    [
        "https://crm.example.com/SuperOffice/api/v1/",
        "https://app.superoffice.com.example.com/Cust12345/api/v1/",
        "https://www.superoffice.com/Cust12345/api/v1/",
        "http://app.superoffice.com/Cust12345/api/v1/",
        "https://app.superoffice.com:8443/Cust12345/api/v1/",
        "https://app.superoffice.com/login",
    ],
)
def test_a_server_of_one_s_own_has_no_home(base: str) -> None:
    assert tenant.of_base(base) is None


@pytest.mark.parametrize(
    ("known", "target", "may"),
    [
        (HERE, "https://app.superoffice.com/Cust12345/api/v1/", True),
        (HERE, "https://app.superoffice.com:443/Cust12345/api/v1/", True),
        ("https://a.example.com/x", "https://A.example.com/y", True),
        ("http://127.0.0.1:8/x", "http://127.0.0.1:8/y", True),
        ("http://127.0.0.1:8/x", "http://127.0.0.1:9/y", False),
        (HERE, "https://crm.example.com/Cust12345/api/v1/", False),
        (HERE, "https://superoffice.com.example.com/", False),
        (HERE, "https://evilsuperoffice.com/", False),
        (HERE, "https://online3.superoffice.com:8443/", False),
        (HERE, "http://online3.superoffice.com/Cust12345/api/v1/", False),
        ("https://crm.example.com", "https://online.superoffice.com", False),
        ("", "", False),
    ],
)
def test_where_a_state_may_lead(known: str, target: str, may: bool) -> None:
    assert tenant.may_lead(known, target) is may


async def state_of(told: Any) -> tenant.TenantState:
    wire = Wire(None, Way(httpx.MockTransport(lambda _request: httpx.Response(200, json=told))))
    try:
        return await tenant.ask_state(wire, "https://online.superoffice.com", "Cust12345")
    finally:
        await wire.aclose()


@pytest.mark.parametrize("odd", [None, "", 7, [], {}, ["x"], "https://[::1", "x y"], ids=repr)
@pytest.mark.parametrize("member", ["State", "Api", "Endpoint", "IsRunning", "ValidUntil"])
async def test_an_odd_value_in_a_state_is_as_none(member: str, odd: Any) -> None:
    told = {"State": "Running", "IsRunning": True, "Endpoint": "https://online2.superoffice.com/Cust12345/"}
    state = await state_of(told | {member: odd})
    assert state.running
    assert state.api in ("", "https://online2.superoffice.com/Cust12345/api/v1/")


@pytest.mark.parametrize("running", [False, "false", "False"])
async def test_a_tenant_that_does_not_run(running: Any) -> None:
    assert not (await state_of({"State": "Running", "IsRunning": running})).running
    assert not (await state_of({"State": "Suspended"})).running


async def test_a_port_that_goes_without_saying_is_left_out() -> None:
    state = await state_of({"State": "Running", "Api": "https://app.superoffice.com:443/Cust12345/api"})
    assert state.api == "https://app.superoffice.com/Cust12345/api/v1/"


@pytest.mark.parametrize("status", [421, 503])
@pytest.mark.parametrize(
    ("target", "is_followed"),
    [
        ("https://app.superoffice.com:443/Cust12345/api", True),
        ("https://crm.example.com/Cust12345/api", False),
        ("http://app.superoffice.com/Cust12345/api", False),
    ],
)
async def test_a_ticket_follows_a_tenant_within_superoffice_only(
    status: int, target: str, is_followed: bool
) -> None:
    asked: list[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        if "/api/state/" in request.url.path:
            return httpx.Response(200, json={"State": "Running", "IsRunning": True, "Api": target})
        moved = request.url.host == "online3.superoffice.com"
        return httpx.Response(status) if moved else httpx.Response(200, json={"UserName": "TIM"})

    auth = auth_for(Credentials("ticket", "", "7T:ticket", "app-token"))
    async with SuperOffice(HERE, auth, Way(httpx.MockTransport(reply))) as client:
        if is_followed:
            assert (await client.principal()).user_name == "TIM"
        else:
            with pytest.raises(ServerTrouble, match="redirect"):
                await client.principal()
    hosts = [request.url.host for request in asked]
    assert (
        hosts == ["online3.superoffice.com", "online.superoffice.com"] + ["app.superoffice.com"] * is_followed
    )
    assert "authorization" not in asked[1].headers
    assert "so-apptoken" not in asked[1].headers
