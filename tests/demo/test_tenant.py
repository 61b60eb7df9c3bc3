"""Addresses, sign-in and the shapes of refusals."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import httpx
import pytest
from starlette.applications import Starlette

from inspector.demo import tenant
from tests.demo.conftest import Visit
from tests.present import present

DEFAULT = "api/v1/Agents/Ticket/CreateDefaultTicketEntity"
SAVE = "api/v1/Agents/Ticket/SaveTicketEntity"
PRINCIPAL = "api/v1/User/currentPrincipal"


async def test_the_version_needs_no_sign_in_and_is_json_only_on_request(visit: Visit) -> None:
    nobody = visit(None)
    page = await nobody.get("api")
    assert page.headers["content-type"].startswith("text/html")
    version = (await nobody.get("api", headers={"Accept": "application/json"})).json()
    assert version["v1"] == "http://demo.invalid/SuperOffice/api/v1"
    assert version["NetServerVersion"]


async def test_the_directory_lists_every_address_with_its_verbs(visit: Visit) -> None:
    directory = (await visit(None).get("api/v1")).json()
    assert directory[f"http://demo.invalid/SuperOffice/{DEFAULT}"].keys() == {"POST"}


@pytest.mark.parametrize(
    ("user", "name", "role"),
    [
        ("admin", "Tim Høyland", "System administrator"),
        ("agent", "Ingrid Solbakken", "Service agent"),
        ("trainee", "Jonas Lindqvist", "Trainee, restricted"),
    ],
)
async def test_each_persona_is_somebody(visit: Visit, user: str, name: str, role: str) -> None:
    principal = (await visit(user).get(PRINCIPAL)).json()
    assert (principal["FullName"], principal["RoleName"]) == (name, role)
    associate = (await visit(user).get("api/v1/User/currentAssociate")).json()
    assert associate["AssociateId"] == principal["AssociateId"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": httpx.BasicAuth("admin", "wrong")._auth_header},
        {"Authorization": httpx.BasicAuth("nobody", "demo")._auth_header},
        {"Authorization": "Basic %%%"},
        {"Authorization": "Bearer 8A:Cust12345.abc"},
        {"Authorization": "SOTicket 7T:abc=="},
        {b"X-XSRF-TOKEN": "ø".encode()},
    ],
)
async def test_without_a_valid_sign_in_the_answer_is_401(
    visit: Visit, headers: dict[str, str] | dict[bytes, bytes]
) -> None:
    answer = await visit(None).post(DEFAULT, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic")
    error = answer.json()
    assert error.keys() == {"Error", "ErrorType", "ErrorMessage", "ErrorSource"}
    assert error["Error"] is True


async def test_an_app_token_counts_for_nothing_with_basic(visit: Visit) -> None:
    assert (await visit().get(PRINCIPAL, headers={"SO-AppToken": "anything"})).status_code == 200


async def test_a_web_session_needs_its_xsrf_token_until_sign_out(visit: Visit) -> None:
    browser = visit(None)
    token = (await browser.post("login", data={"user": "agent", "password": "demo"})).json()["XSRF_TOKEN"]
    assert browser.cookies["XSRF-TOKEN"] == token
    assert (await browser.get(PRINCIPAL)).status_code == 401
    signed = await browser.get(PRINCIPAL, headers={"X-XSRF-TOKEN": token})
    assert signed.json()["UserName"] == "agent"
    await browser.get("logout")
    assert (await browser.get(PRINCIPAL, headers={"X-XSRF-TOKEN": token})).status_code == 401


async def test_paths_are_served_in_any_case(visit: Visit) -> None:
    answer = await visit().post(f"http://demo.invalid/superoffice/{DEFAULT.upper()}/")
    assert answer.json()["TicketId"] == 0


async def test_get_on_an_agent_answers_help_and_runs_nothing(app: Starlette, visit: Visit) -> None:
    answer = await visit().get(SAVE)
    assert answer.json().keys() == {"POST"}
    assert app.state.store.tickets == {}


async def test_an_unknown_address_is_an_error_object_below_api_and_a_page_elsewhere(visit: Visit) -> None:
    below = await visit().get("api/v1/Agents/Ticket/Nonsense")
    assert (below.status_code, below.json()["ErrorType"]) == (404, "SoNotFoundException")
    elsewhere = await visit().get("http://demo.invalid/Citrix/api/v1")
    assert (elsewhere.status_code, elsewhere.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert (await visit().put("api/v1/Ticket")).json()["Error"] is True


async def test_another_base_path(visit: Visit) -> None:
    transport = httpx.ASGITransport(tenant.app(base_path="/crm"))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://crm.invalid", auth=("admin", "demo")
    ) as client:
        assert (await client.get("/CRM/api/v1/User/currentPrincipal")).status_code == 200
        assert (await client.get("/SuperOffice/api/v1/User/currentPrincipal")).status_code == 404


@pytest.mark.parametrize(
    ("accept", "served"),
    [
        ("*/*", "application/json"),
        ("text/html", "application/json"),
        ("text/json", "text/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("application/merge-patch+json", "application/merge-patch+json"),
        ("application/xml", "application/xml"),
        ("text/xml;q=0.5, application/json;q=0.9", "application/json"),
    ],
)
async def test_the_answer_comes_in_a_type_the_caller_accepts(visit: Visit, accept: str, served: str) -> None:
    answer = await visit().get(PRINCIPAL, headers={"Accept": accept})
    assert answer.headers["content-type"] == f"{served}; charset=utf-8"


async def test_xml_has_the_carrier_as_root_and_properties_as_elements(visit: Visit) -> None:
    answer = await visit().post(DEFAULT, headers={"Accept": "text/xml", "SO-Language": "en"})
    root = ElementTree.fromstring(answer.content)  # noqa: S314  (our own bytes)
    assert root.tag == "TicketEntity"
    assert [element.tag for element in root][:3] == ["TicketId", "Title", "CreatedAt"]
    assert present(root.find("Sale/EarningPercent")).text == "1.10"
    assert present(root.find("Tags/Tag/Name")).text == "Winter"
    nil = "{http://www.w3.org/2001/XMLSchema-instance}nil"
    assert present(root.find("Author")).get(nil) == "true"
    keys = [present(pair.find("Key")).text for pair in root.iterfind("CustomFields/*")]
    assert "SuperOffice:1:DisplayText" in keys


async def test_a_saved_ticket_gets_a_number_and_keeps_its_numbers_as_sent(visit: Visit) -> None:
    draft = (await visit().post(DEFAULT)).content.replace(b'"Title":""', b'"Title":"No heat"')
    saved = (await visit().post(SAVE, content=draft)).content
    ticket = json.loads(saved)
    assert ticket["TicketId"] > 0
    assert ticket["Title"] == "No heat"
    assert b'"EarningPercent":1.10' in saved
    assert b"12345678901234567890" in saved
    address = f"api/v1/Ticket/{ticket['TicketId']}"
    again = (await visit().get(address)).json()
    assert again.pop("_Links")["Self"].endswith(address)
    assert again == ticket
    second = (await visit().post("api/v1/Ticket", content=draft)).json()
    assert second["TicketId"] == ticket["TicketId"] + 1


async def test_a_ticket_nobody_saved_is_not_found(visit: Visit) -> None:
    answer = await visit().get("api/v1/Ticket/5")
    assert (answer.status_code, answer.json()["ErrorType"]) == (404, "SoNotFoundException")


async def test_a_trainee_may_not_save(app: Starlette, visit: Visit) -> None:
    answer = await visit("trainee").post(SAVE, json={"TicketId": 0})
    assert answer.status_code == 403
    assert answer.json()["ErrorType"] == "SoSentryException"
    assert "Sentry denies access" in answer.json()["ErrorMessage"]
    assert app.state.store.tickets == {}


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"", b'{"TicketId":"x"}', b'{"TicketId":true}', b"\xff", b"[" * 100_000, b'{"n":NaN}'],
)
async def test_a_malformed_save_is_told_the_aspnet_way(visit: Visit, body: bytes) -> None:
    answer = await visit().post(SAVE, content=body)
    assert (answer.status_code, answer.json().keys()) == (400, {"Message", "MessageDetail"})


async def test_the_zone_the_server_used_is_in_a_header(visit: Visit) -> None:
    answer = await visit().get(PRINCIPAL, headers={"SO-TimeZone": "460"})
    assert answer.headers["so-timezone"] == "US-NY"


async def test_a_string_id_in_a_language(visit: Visit) -> None:
    answer = await visit().get("api/v1/String/SR_YES", params={"isoLangCode": "fr"})
    assert answer.json() == "Oui"
    assert (await visit().get("api/v1/String/SR_YES")).json() == "[SR_YES]"
    assert (await visit().get("api/v1/String/SR_NONSENSE")).status_code == 404


async def test_custom_fields_are_described(visit: Visit) -> None:
    fields = (await visit().get("api/v1/Ticket/CustomField", headers={"SO-Language": "de"})).json()
    by_name = {field["FieldName"]: field for field in fields}
    assert by_name["x_serial"]["DisplayName"] == "Seriennummer"
    assert {"Checkbox", "Date", "Decimal", "MdoList", "RelationTo", "Time"} <= {
        f["FieldType"] for f in fields
    }
    assert [name for name, field in by_name.items() if field["IsMandatory"]] == ["x_serial", "SuperOffice:4"]
    assert [name for name, field in by_name.items() if field["HideField"]] == ["SuperOffice:3"]
    one = await visit().get("api/v1/Ticket/CustomField/X_SERIAL", headers={"SO-Language": "de"})
    assert one.json() == by_name["x_serial"]
    assert (await visit().get("api/v1/Ticket/CustomField/x_nonsense")).status_code == 404


async def test_a_custom_field_draws_from_the_list_that_it_names(visit: Visit) -> None:
    fields = (await visit().get("api/v1/Ticket/CustomField")).json()
    (name,) = [field["MdoListName"] for field in fields if field["FieldType"] == "MdoList"]
    places = (await visit().get(f"api/v1/MDOList/{name}", headers={"SO-Language": "nb"})).json()
    assert [(place["Id"], place["Name"]) for place in places] == [(1, "Kjeller"), (2, "Tak"), (3, "Hage")]


async def test_a_field_may_be_mandatory_without_a_default_though_the_ticket_does_not_say_so(
    visit: Visit,
) -> None:
    ticket = (await visit().post(DEFAULT)).json()
    described = (await visit().get("api/v1/Ticket/CustomField/SuperOffice:4")).json()
    assert (described["IsMandatory"], described["DefaultValue"]) == (True, "")
    assert ticket["CustomFields"]["SuperOffice:4"] == ""
    assert ticket["FieldProperties"]["CustomFields.SuperOffice:4"]["FieldRight"]["Mask"] == "Update"
