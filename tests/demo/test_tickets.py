"""Saving, reading and deleting tickets, as SuperOffice's own client and as REST does it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from inspector.demo import wire
from tests.demo.conftest import Visit

AGENT = "api/v1/Agents/Ticket"
REST = "api/v1/Ticket"
ENGLISH = {"SO-Language": "en"}


async def post(client: httpx.AsyncClient, call: str, body: object = None) -> Any:
    answer = await client.post(f"{AGENT}/{call}", json=body, headers=ENGLISH)
    assert answer.status_code == 200, answer.text
    return answer.json()


def camel(value: Any) -> Any:
    """As SuperOffice's client holds an entity: properties in camelCase, masks as numbers, fields as they are."""
    if isinstance(value, list):
        return [camel(item) for item in value]
    if not isinstance(value, dict):
        return value
    held = {name[0].lower() + name[1:]: camel(item) for name, item in value.items()}
    for name in ("ExtraFields", "CustomFields"):
        if name in value:
            held[name[0].lower() + name[1:]] = value[name]
    return held | ({"tableRight": {"mask": 15, "reason": ""}} if "TableRight" in value else {})


async def saved(client: httpx.AsyncClient, **changes: object) -> Any:
    draft = await post(client, "CreateDefaultTicketEntity")
    return await post(client, "SaveTicketEntity", {**draft, "Title": "No heat", **changes})


async def test_names_are_bound_in_any_case_and_the_whole_entity_is_answered(visit: Visit) -> None:
    client = visit("agent")
    draft = await post(client, "CreateDefaultTicketEntity")
    sent = camel(draft) | {"title": "No heat", "ownedBy": {"associateId": 4}, "slevel": 1}
    ticket = await post(client, "SaveTicketEntity", sent)
    assert [name for name in ticket if name in draft] == list(draft)
    assert ticket.keys() == draft.keys(), "nothing in another case"
    assert (ticket["Title"], ticket["OwnedBy"]["FullName"]) == ("No heat", "Astrid Bjørnstad")
    assert ticket["Slevel"] == "Internal"
    assert ticket["CustomFields"] == draft["CustomFields"]
    assert (ticket["TableRight"], ticket["FieldProperties"]) == (
        draft["TableRight"],
        draft["FieldProperties"],
    )
    for name in ("Category", "Priority", "Status", "CreatedBy", "TicketType", "Tags", "SecondaryPersons"):
        assert ticket[name] == draft[name]
    assert await post(client, f"GetTicketEntity?ticketEntityId={ticket['TicketId']}") == ticket


async def test_it_is_saved_again_under_the_same_number(visit: Visit) -> None:
    client = visit()
    first = await saved(client)
    second = await post(client, "SaveTicketEntity", {"ticketId": first["TicketId"], "title": "Heat again"})
    assert (second["TicketId"], second["Title"]) == (first["TicketId"], "Heat again")
    moving = {"Title", "LastChanged"}
    assert {name: first[name] for name in first if name not in moving} == {
        name: second[name] for name in second if name not in moving
    }
    assert second["LastChanged"] > first["LastChanged"]


async def test_it_is_read_in_the_language_of_whoever_reads(visit: Visit) -> None:
    number = (await saved(visit()))["TicketId"]
    danish = await visit("trainee").get(f"{REST}/{number}", headers={"SO-Language": "da"})
    ticket = danish.json()
    assert (ticket["Priority"]["Name"], ticket["TableRight"]["Mask"]) == ("Mellem", "Select, Update")


async def test_a_carrier_is_what_its_number_stands_for(visit: Visit) -> None:
    sent = {
        "Category": {"TicketCategoryId": 11, "Name": "whatever"},
        "Status": {"TicketStatusId": 3},
        "BaseStatus": "Active",
        "Priority": {},
        "OwnedBy": None,
        "Person": {"PersonId": 50},
        "Sale": None,
        "Project": {"ProjectId": 0},
        "Tags": [{"Id": 1}, {"Id": 4711, "Name": "Mine"}, {}],
        "TicketType": {"TicketTypeId": 3},
    }
    ticket = await saved(visit(), **sent)
    assert ticket["Category"]["Fullname"] == "Billing/Refund"
    assert (ticket["Status"]["Name"], ticket["BaseStatus"]) == ("Postponed", "Postponed")
    assert ticket["Priority"]["Name"] == "High", "that of the type"
    assert ticket["OwnedBy"]["AssociateId"] == 1
    assert (ticket["Person"]["FullName"], ticket["Sale"], ticket["Project"]) == ("Måns Öberg", None, None)
    assert [tag["Name"] for tag in ticket["Tags"]] == ["Warranty", "Mine"]


@pytest.mark.parametrize(
    ("owner", "category", "name"),
    [(0, 3, ""), (2147483647, 3, "Mikkel Østergaard"), (2147483647, 12, ""), (4711, 3, "")],
)
async def test_an_owner_is_nobody_or_whoever_the_category_assigns(
    visit: Visit, owner: int, category: int, name: str
) -> None:
    sent = {"OwnedBy": {"AssociateId": owner}, "Category": {"TicketCategoryId": category}}
    who = (await saved(visit(), **sent))["OwnedBy"]
    assert list(who) == [entry["name"] for entry in wire.schema()["Associate"]]
    assert who["FullName"] == name
    assert (who["AssociateId"] == 0) == (not name and owner != 4711)


async def test_only_sent_fields_change_and_the_server_keeps_its_own(visit: Visit) -> None:
    client = visit()
    first = await saved(client, CustomFields={"x_visits": "[I:7]"}, CreatedBy={"AssociateId": 4})
    assert (first["CustomFields"]["x_visits"], first["CustomFields"]["x_on_site"]) == ("[I:7]", "[I:1]")
    assert first["CreatedBy"]["AssociateId"] == 1


async def test_the_seed_saves_what_others_would(visit: Visit) -> None:
    ticket = await post(visit("seed"), "SaveTicketEntity", {"Title": "By the seed"})
    assert (ticket["Title"], ticket["Priority"]["Name"]) == ("By the seed", "Medium")


async def test_with_notify(visit: Visit) -> None:
    body = {"newEntity": {"title": "Tell them"}, "notify": True}
    assert (await post(visit(), "SaveTicketEntityWithNotify", body))["Title"] == "Tell them"
    assert (await visit().post(f"{AGENT}/SaveTicketEntityWithNotify", json={})).status_code == 400


async def test_a_number_that_is_not_there(visit: Visit) -> None:
    client = visit()
    assert (await client.post(f"{AGENT}/SaveTicketEntity", json={"TicketId": 5})).status_code == 404
    assert await post(client, "GetTicketEntity?ticketEntityId=5") is None
    assert await post(client, "GetTicket?ticketId=5") is None
    assert await post(client, "DeleteTicketEntity", {"ticketEntityId": 5}) is None
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        assert (await client.request(method, f"{REST}/5", json={"Title": "x"})).status_code == 404


async def test_deleting_needs_the_right(visit: Visit) -> None:
    number = (await saved(visit()))["TicketId"]
    ask = {"ticketEntityId": number}
    for user in ("agent", "trainee"):
        assert (await visit(user).post(f"{AGENT}/DeleteTicketEntity", json=ask)).status_code == 403
    answer = await visit().post(f"{AGENT}/DeleteTicketEntity", json=ask)
    assert (answer.status_code, answer.content) == (204, b"")
    assert (await visit().get(f"{REST}/{number}")).status_code == 404


async def test_a_trainee_changes_what_there_is(visit: Visit) -> None:
    number = (await saved(visit()))["TicketId"]
    ticket = await post(visit("trainee"), "SaveTicketEntity", {"TicketId": number, "Title": "Mine"})
    assert ticket["Title"] == "Mine"


async def test_selecting_nulls_the_rest(visit: Visit) -> None:
    number = (await saved(visit()))["TicketId"]
    ticket = await post(visit(), f"GetTicketEntity?ticketEntityId={number}&$select=title,OwnedBy")
    assert {name for name, value in ticket.items() if value is not None} == {"Title", "OwnedBy"}


async def test_the_older_carrier_is_of_numbers(visit: Visit) -> None:
    number = (await saved(visit()))["TicketId"]
    ticket = await post(visit(), f"GetTicket?ticketId={number}")
    assert (ticket["CreatedBy"], ticket["OwnedByAssociateId"], ticket["Category"]) == (2, 1, 3)
    assert (ticket["CustId"], ticket["TicketTypeName"], ticket["SaleHeading"]) == (
        42,
        "Request",
        "Heat pumps for the harbour wing",
    )


async def test_rest_puts_deletes_and_lists(visit: Visit) -> None:
    client = visit()
    number = (await client.post(REST, params={"notify": "false"}, json={"title": "By REST"})).json()[
        "TicketId"
    ]
    await saved(client)
    put = await client.put(f"{REST}/{number}", json={"ticketId": 4711, "title": "Put"})
    assert (put.json()["TicketId"], put.json()["Title"]) == (number, "Put")
    assert (await client.put(f"{REST}/{number}")).status_code == 400
    query = {"$select": "ticketId,title,ownedBy/fullName", "$filter": "title eq 'Put'"}
    (row,) = (await client.get(REST, params=query)).json()["value"]
    assert row == {
        "PrimaryKey": str(number),
        "EntityName": "ticket",
        "ticketId": number,
        "title": "Put",
        "ownedBy/fullName": "Tim Høyland",
    }
    assert (await client.delete(f"{REST}/{number}")).status_code == 204
    assert [row["title"] for row in (await client.get(REST)).json()["value"]] == ["No heat"]


PATCHES: list[tuple[object, str, object]] = [
    ([{"op": "replace", "path": "/title", "value": "New"}], "Title", "New"),
    ([{"op": "add", "path": "Title", "value": "New"}], "Title", "New"),
    ([{"op": "remove", "path": "/Author"}], "Author", None),
    ([{"op": "test", "path": "/title", "value": "No heat"}], "Title", "No heat"),
    ([{"op": "replace", "path": "/category/ticketCategoryId", "value": 9}], "Category.Name", "Billing"),
    ([{"op": "add", "path": "/tags", "value": {"Id": 1}}], "Tags.1.Name", "Warranty"),
    ([{"op": "add", "path": "/tags/-", "value": {"Id": 2}}], "Tags.1.Name", "On site"),
    ([{"op": "add", "path": "/tags/0", "value": {"Id": 2}}], "Tags.0.Name", "On site"),
    ([{"op": "replace", "path": "/tags/0", "value": {"Id": 2}}], "Tags.0.Name", "On site"),
    ([{"op": "remove", "path": "/tags/0"}], "Tags", []),
    ({"title": "Merged", "status": {"ticketStatusId": 2}}, "BaseStatus", "Closed"),
]


@pytest.mark.parametrize(("patch", "path", "value"), PATCHES)
async def test_patching(visit: Visit, patch: object, path: str, value: object) -> None:
    client = visit()
    number = (await saved(client))["TicketId"]
    answer = await client.patch(f"{REST}/{number}", json=patch, headers=ENGLISH)
    assert answer.status_code == 200, answer.text
    here: Any = answer.json()
    assert here["_Links"]["Self"].endswith(f"/Ticket/{number}")
    for name in path.split("."):
        here = here[int(name)] if name.isdecimal() else here[name]
    assert here == value


@pytest.mark.parametrize(
    ("patch", "status"),
    [
        ([{"op": "test", "path": "/title", "value": "Other"}], 409),
        ([{"op": "move", "from": "/title", "path": "/author"}], 400),
        ([{"op": "test", "path": "/nonsense", "value": 1}], 400),
        ([{"op": "replace", "path": "/tags/9", "value": {}}], 400),
        ([{"op": "replace", "path": "/title/deeper", "value": {}}], 400),
        (["title"], 400),
        ("title", 400),
    ],
)
async def test_a_patch_that_does_not_fit(visit: Visit, patch: object, status: int) -> None:
    client = visit()
    number = (await saved(client))["TicketId"]
    assert (await client.patch(f"{REST}/{number}", json=patch)).status_code == status
    assert (await client.get(f"{REST}/{number}")).json()["Title"] == "No heat"


async def test_a_new_message_is_its_authors(visit: Visit) -> None:
    message = await post(visit("agent"), "CreateDefaultTicketMessageEntity")
    assert (message["EjMessageId"], message["Author"], message["Body"]) == (0, "Ingrid Solbakken", "")


async def agents(visit: Visit, call: str, body: object) -> Any:
    answer = await visit().post(f"api/v1/Agents/{call}", json=body, headers=ENGLISH)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_lists_by_their_other_calls(visit: Visit) -> None:
    item = await agents(visit, "MDO/GetListItem", {"listName": "ticketpriority", "id": 4})
    assert item["Name"] == "No power"
    assert await agents(visit, "MDO/GetListItem", {"listName": "ticketpriority", "id": 99}) is None
    recent = {"name": "ticketpriority", "historyItems": [3], "onlyHistory": True}
    for call in ("GetListWithHistory", "GetSelectableListWithHistory"):
        assert [row["Id"] for row in await agents(visit, f"MDO/{call}", recent)] == [3]
    for call in ("GetSelectableList", "GetSelectableSimpleList", "GetSelectableListWithRestriction"):
        (first, *_) = await agents(visit, f"MDO/{call}", {"name": "Tags"})
        assert first["Selected"] is False


async def test_the_base_time_zone_by_number(visit: Visit) -> None:
    assert await agents(visit, "TimeZone/GetBaseTimeZoneId", None) == 261


async def test_archives_by_columns_are_encoded(visit: Visit) -> None:
    ask = {
        "providerName": "person",
        "columns": "personId,fullName,contact/name",
        "sortOrder": "fullName desc",
        "restrictions": "contact/name begins 'Kastrup',personId ne 53",
        "page": 0,
        "pageSize": 1,
    }
    (row,) = await agents(visit, "Archive/GetArchiveListByColumns2", ask)
    assert (row["PrimaryKey"], row["EntityName"]) == (54, "person")
    shown = {name: cell["DisplayValue"] for name, cell in row["ColumnData"].items()}
    assert shown == {"personId": "[I:54]", "fullName": "Jeppe Kjær", "contact/name": "Kastrup Bageri A/S"}
    (second,) = await agents(visit, "Archive/GetArchiveListByColumns2", ask | {"page": 1})
    assert second["PrimaryKey"] == 55
    sale = {"providerName": "Sale", "columns": "amount,date", "restrictions": "saleId equals 202"}
    (row,) = await agents(visit, "Archive/GetArchiveListByColumns2", sale)
    shown = {name: cell["DisplayValue"] for name, cell in row["ColumnData"].items()}
    assert shown == {"amount": "[F:890000]", "date": "[DT:06/01/2026 08:00:00.0000000]"}
    user = {"providerName": "Dynamic", "columns": "ejuser.flags", "restrictions": "ejuser.id = 2"}
    (row,) = await agents(visit, "Archive/GetArchiveListByColumns2", user)
    assert row["ColumnData"]["ejuser.flags"]["DisplayValue"] == "[I:6]"


@pytest.mark.parametrize("ask", [{"page": "x"}, {"pageSize": -1}, {"restrictions": "nonsense = 1"}])
async def test_an_archive_asked_for_badly(visit: Visit, ask: dict[str, object]) -> None:
    body = {"providerName": "Person", "columns": "fullName", **ask}
    answer = await visit().post("api/v1/Agents/Archive/GetArchiveListByColumns2", json=body)
    assert answer.status_code == 400
