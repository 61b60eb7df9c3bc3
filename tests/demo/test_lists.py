"""MDO lists and the searches in archives."""

from __future__ import annotations

from typing import Any

import pytest

from inspector.demo import archive, lists, wire
from tests.demo.conftest import Visit

NAMED = {entry["mdo_list"] for entry in wire.schema()["TicketEntity"] if entry.get("mdo_list")}


async def get(visit: Visit, address: str, language: str = "en", **query: str) -> Any:
    answer = await visit().get(f"api/v1/{address}", params=query, headers={"SO-Language": language})
    assert answer.status_code == 200
    return answer.json()


async def test_every_list_a_ticket_names_is_there_and_none_is_empty(visit: Visit) -> None:
    names = await get(visit, "MDOList")
    assert {name.lower() for name in NAMED} <= {name.lower() for name in names}
    for name in names:
        items = await get(visit, f"MDOList/{name}")
        assert list(items[0]) == [entry["name"] for entry in wire.schema()["MDOListItem"]]


async def test_an_unknown_list_is_not_found(visit: Visit) -> None:
    assert (await visit().get("api/v1/MDOList/nonsense")).status_code == 404


async def test_categories_are_three_levels_deep(visit: Visit) -> None:
    flat = await get(visit, "MDOList/ejcategory", flat="true")
    assert "Support/Hardware/Heat pumps" in [item["Name"] for item in flat]
    roots = await get(visit, "MDOList/ejcategory", additional="hierarchy=true")
    assert [root["Name"] for root in roots] == ["Support", "Billing", "Power cuts"]
    assert roots[0]["ChildItems"][0]["ChildItems"][2]["Name"] == "Printers"
    assert (
        len(await get(visit, "MDOList/ejcategory", additional="hierarchy=true", flat="true"))
        == len(flat)
        == 12
    )


async def test_query_searches_in_the_language_of_the_caller(visit: Visit) -> None:
    found = await get(visit, "MDOList/ticketticketstatus", "sv", query="VÄNTAR")
    assert [(item["Id"], item["ExtraInfo"]) for item in found] == [(6, "1")]
    assert await get(visit, "MDOList/person", search="odd-arne") != []


async def test_statuses_and_base_statuses_are_different_lists(visit: Visit) -> None:
    base = await get(visit, "MDOList/ticketstatus")
    assert [(item["Id"], item["ExtraInfo"]) for item in base][:2] == [(1, "Active"), (2, "Closed")]
    assert len(await get(visit, "MDOList/ticketticketstatus", additional="onlyNormal=true")) == 4
    automatic = await get(visit, "MDOList/ticketpriority", additional="includeDefaultItems")
    assert automatic[0]["Name"] == "Automatic"


async def test_extra_info_links_lists_to_each_other(visit: Visit) -> None:
    persons = await get(visit, "MDOList/person_new", additional="contact_id=2")
    assert {item["ExtraInfo"] for item in persons} == {"contact_id=2"}
    users = await get(visit, "MDOList/ejuser")
    assert users[0]["ExtraInfo"] == "associateId=1"
    types = await get(visit, "MDOList/TicketType")
    assert "defaultStatus=0&defaultPriority=3" in types[2]["ExtraInfo"]
    zones = {item["Id"]: item["ExtraInfo"] for item in await get(visit, "MDOList/timezoneiana")}
    assert zones[261] == "countryId=578&locationCode=NO&isActive=True&IANA=Europe/Oslo"


async def test_only_active_zones_unless_all_are_asked_for(visit: Visit) -> None:
    active, every = [await get(visit, "MDOList/timezone", additional=text) for text in ("", "[all]")]
    assert len(active) < len(every) == 27
    assert {item["Type"] for item in await get(visit, "MDOList/timezonewithcode")} >= {"NO", "US-NY", "UTC"}


async def test_selectable_items(visit: Visit) -> None:
    item = (await get(visit, "MDOList/Tags/selectable"))[0]
    assert list(item) == [entry["name"] for entry in wire.schema()["SelectableMDOListItem"]]


@pytest.mark.parametrize("call", ["GetList", "GetSimpleList", "GetListWithRestriction"])
async def test_agents_give_the_same_lists(visit: Visit, call: str) -> None:
    arguments = {"name": "Tags", "ForceFlatList": True}
    answer = await visit().post(f"api/v1/Agents/MDO/{call}", json=arguments, headers={"SO-Language": "nb"})
    assert [item["Name"] for item in answer.json()] == ["Garanti", "På stedet", "Klage", "Ros", "Vinter"]


def test_names_are_found_in_any_case() -> None:
    assert lists.rows("TICKETTYPE") == lists.rows("tickettype")
    with pytest.raises(KeyError):
        lists.rows("nonsense")


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("fullName contains 'öberg'", [50]),
        ("fullName begins 'Odd'", [42]),
        ("lastName equals 'O''Brien'", [68]),
        ("personId eq 49", [49]),
        ("startswith(firstName,'Mar')", [45]),
        ("substringof('drup',contact/name)", []),
        ("contact/name begins 'Kastrup' and firstName ne 'Rikke'", [54, 55]),
        ("firstName eq 'Jeppe' or firstName eq 'Alva' and lastName eq 'Nobody'", [54]),
        ("email/emailAddress contains ' and '", []),
    ],
)
async def test_searching_persons(visit: Visit, condition: str, found: list[int]) -> None:
    answer = await get(visit, "Person", **{"$filter": condition, "$select": "personId,fullName"})
    assert [row["personId"] for row in answer["value"]] == found
    for row in answer["value"]:
        assert row.keys() == {"PrimaryKey", "EntityName", "personId", "fullName"}
        assert row["PrimaryKey"] == str(row["personId"])


async def test_following_the_next_links_meets_every_row_once(visit: Visit) -> None:
    page = await get(
        visit, "Person", **{"$filter": "contact/name contains 'a'", "$top": "7", "$orderby": "fullName desc"}
    )
    names = [row["fullName"] for row in page["value"]]
    while "odata.nextLink" in page:
        page = (await visit().get(page["odata.nextLink"])).json()
        names += [row["fullName"] for row in page["value"]]
    assert len(names) > 14
    assert names == sorted(names, key=str.casefold, reverse=True)
    assert len(set(names)) == len(names)


async def test_sales_and_projects_and_zones(visit: Visit) -> None:
    sales = await get(visit, "Sale", **{"$filter": "heading contains 'heat'"})
    assert [row["saleId"] for row in sales["value"]] == [201, 204]
    projects = await get(visit, "Project", "fr", **{"$filter": "number eq '10017'"})
    assert projects["value"][0]["status"] == "Prévu"
    zones = (await get(visit, "TimeZone"))["value"]
    oslo = next(row for row in zones if row["timeZone"] == "NO")
    assert (oslo["id"], oslo["offset"], oslo["daylight"], oslo["isActive"]) == (261, "+01:00", "+02:00", 1)
    assert (await get(visit, "TimeZone/current"))["TZLocationCode"] == "NO"
    preferred = await visit().post("api/v1/Agents/TimeZone/GetDefaultTimeZoneInformation")
    assert (preferred.json()["LocationCode"], preferred.json()["Bias"]) == ("NO", 60)


@pytest.mark.parametrize(
    "query",
    [{"$filter": "nonsense eq 1"}, {"$filter": "fullName like 'x'"}, {"$filter": "("}, {"$top": "many"}],
)
async def test_a_query_not_understood_is_refused(visit: Visit, query: dict[str, str]) -> None:
    answer = await visit().get("api/v1/Person", params=query)
    assert (answer.status_code, answer.json()["Error"]) == (400, True)


def test_every_archive_has_its_key_in_every_row() -> None:
    for source in (*archive.ARCHIVES.values(), *archive.TABLES.values()):
        assert all(isinstance(row[source.key], int) for row in source.rows())
