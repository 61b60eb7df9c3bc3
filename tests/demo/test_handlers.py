"""What tells where a default comes from: users, preferences, types, triggers, mail boxes, and who may not look."""

from __future__ import annotations

from typing import Any

import pytest

from inspector.demo import company, custom, desk, preferences, rights, users, wire
from tests.demo.conftest import Visit

USER = {"$select": "ejuser.default_category,ejuser.last_category,ejuser.flags", "$filter": "ejuser.id eq 2"}
STATUS_OF_NEW = {"Section": "serviceSettings", "Key": "defaultTicketStatusOpen"}
BY_KEY = {
    "List/GetTicketTypeEntity?ticketTypeEntityId=3": ("TicketType", "TicketTypeId", 3),
    "List/GetTicketCategoryEntity?ticketCategoryEntityId=4": ("TicketCategoryEntity", "TicketCategoryId", 4),
    "List/GetTicketStatusEntity?ticketStatusEntityId=6": ("TicketStatusEntity", "TicketStatusId", 6),
    "List/GetTicketPriorityEntity?ticketPriorityEntityId=1": ("TicketPriorityEntity", "TicketPriorityId", 1),
    "Person/GetPerson?personId=50": ("Person", "PersonId", 50),
    "Associate/GetAssociate?associateId=4": ("Associate", "AssociateId", 4),
    "Sale/GetSale?saleId=203": ("Sale", "SaleId", 203),
    "Project/GetProject?projectId=305": ("Project", "ProjectId", 305),
}


async def get(visit: Visit, address: str, user: str = "admin", **query: str) -> Any:
    answer = await visit(user).get(f"api/v1/{address}", params=query, headers={"SO-Language": "en"})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def post(visit: Visit, address: str, user: str = "admin", body: object = None) -> Any:
    answer = await visit(user).post(f"api/v1/Agents/{address}", json=body, headers={"SO-Language": "en"})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def default(visit: Visit, user: str, kind: int = 0) -> Any:
    if not kind:
        return await post(visit, "Ticket/CreateDefaultTicketEntity", user)
    return await post(visit, "Ticket/CreateDefaultForTicketType", user, {"TicketTypeId": kind})


@pytest.mark.parametrize("call", BY_KEY)
@pytest.mark.parametrize("user", ["admin", "agent", "trainee", "seed"])
async def test_a_getter_answers_the_carrier_that_a_ticket_holds(visit: Visit, call: str, user: str) -> None:
    carrier, key, number = BY_KEY[call]
    found = await post(visit, call, user)
    assert found[key] == number
    names = [entry["name"] for entry in wire.schema()[carrier]]
    assert [name for name in found if name in names] == names
    address, _, query = call.partition("?")
    assert await post(visit, f"{address}?{query.partition('=')[0]}=4711", user) is None
    assert await post(visit, address, user, {query.partition("=")[0].upper(): number}) == found
    assert (await visit(user).post(f"api/v1/Agents/{address}")).status_code == 400


async def test_a_top_category_has_no_parent_in_its_carrier_and_none_in_the_list(visit: Visit) -> None:
    top = await post(visit, "List/GetTicketCategoryEntity?ticketCategoryEntityId=9")
    assert top["ParentId"] == -1
    assert (await get(visit, "MDOList/ejcategory"))[8]["ExtraInfo"].startswith("parentId=0&")


async def test_one_lives_by_habit_and_one_by_choice(visit: Visit) -> None:
    for user, column in (("admin", "ejuser.last_category"), ("agent", "ejuser.default_category")):
        number = (await get(visit, "User/currentPrincipal", user))["EjUserId"]
        query = USER | {"$filter": f"ejuser.id eq {number}"}
        (row,) = (await get(visit, "Archive/dynamic", user, **query))["value"]
        assert (row["PrimaryKey"], row["EntityName"]) == (str(number), "ejuser")
        assert bool(row["ejuser.flags"] & users.USE_LAST) == (user == "admin")
        served = (await default(visit, user))["Category"]["TicketCategoryId"]
        assert served == row[column]
        assert row["ejuser.default_category"] != row["ejuser.last_category"]


@pytest.mark.parametrize("select", ["", "ejuser.password", "ejuser.id,person.name", "nonsense.id", "ejuser"])
async def test_columns_that_nobody_gets(visit: Visit, select: str) -> None:
    answer = await visit().get("api/v1/Archive/dynamic", params={"$select": select})
    assert (answer.status_code, answer.json()["Error"]) == (400, True)


async def test_an_archive_that_is_not_there(visit: Visit) -> None:
    assert (await visit().get("api/v1/Archive/nonsense")).status_code == 404


async def test_preferences_stand_on_four_levels_and_the_closest_holds(visit: Visit) -> None:
    query = {
        "$filter": f"prefkey equals '{STATUS_OF_NEW['Key']}'",
        "$select": "deflevel,owner,prefvalue,value",
    }
    rows = (await get(visit, "Archive/UserPreferences", **query))["value"]
    assert [row["deflevel"] for row in rows] == [1, 3, 4, 5]
    assert [(row["owner"], row["value"]) for row in rows][2:] == [
        ("Customer care", "In queue"),
        ("Ingrid Solbakken", "Waiting for parts"),
    ]
    asked = {
        "specifications": [{"section": "SERVICEsettings", "key": STATUS_OF_NEW["Key"]}, {"Section": "x"}]
    }
    levels = {}
    for user in ("admin", "agent"):
        known, unknown = await post(visit, "Preference/GetPreferences", user, asked)
        levels[user] = known["Level"], known["RawValue"]
        assert unknown["Level"] == "Undefined"
    assert levels == {"admin": ("Group", "7"), "agent": ("Individual", "6")}
    assert (await visit().post("api/v1/Agents/Preference/GetPreferences", json={})).status_code == 400


async def test_mapped_preferences_are_found_by_section_and_key(visit: Visit) -> None:
    every = (await get(visit, "Archive/mappedpreferences"))["value"]
    assert {row["EntityName"] for row in every} == {"system", "user"}
    one = every[0]
    query = {"$filter": f"prefsection eq '{one['prefsection']}' and prefkey eq '{one['prefkey']}'"}
    assert (await get(visit, "Archive/MappedPreferences", **query))["value"] == [one]
    among = (await get(visit, "Archive/UserPreferences"))["value"]
    assert {row["PrimaryKey"] for row in every} < {row["PrimaryKey"] for row in among}


async def test_a_start_brings_the_preferences_that_hold_even_for_a_trainee(visit: Visit) -> None:
    start = await post(visit, "CustomerService/GetCustomerServiceStartup", "trainee")
    levels = {one["Specification"]["Key"]: one["Level"] for one in start["SelectedPreferences"]}
    assert levels["defaultTicketStatusOpen"] == "Group"
    assert levels["RequestUseLastCategory"] == "Individual"
    assert start["TZOffset"] in (60, 120)


@pytest.mark.parametrize("address", ["TriggerScript", "Archive/EventHandler"])
async def test_triggers_by_name_and_never_their_source(visit: Visit, address: str) -> None:
    rows = (await get(visit, address, **{"$filter": "screenType eq 'SalesLoadTicket'"}))["value"]
    assert [(row["name"], row["enabled"]) for row in rows] == [("Fill in the site address", True)]
    assert "source" not in {name.lower() for name in rows[0]}


async def test_the_ways_in_and_the_rules(visit: Visit) -> None:
    boxes = await post(visit, "CustomerService/GetMailboxes")
    assert ("outage@fjordlys.example", "Power cuts", "No power") in [
        (box["Address"], box["CategoryName"], box["PriorityName"]) for box in boxes
    ]
    rule = (await post(visit, "List/GetAllTicketRelationDefinitionEntities"))[-1]
    assert (rule["IsParentMandatory"], rule["SourceTicketTypes"]) == (True, [3])


@pytest.mark.parametrize(
    "address",
    [
        "TriggerScript",
        "Archive/EventHandler",
        "Archive/UserPreferences",
        "Archive/MappedPreferences",
        "Archive/dynamic?$select=ejuser.id",
        "Agents/Preference/GetPreferences",
        "Agents/Preference/GetPreferenceByName",
        "Webhook",
    ],
)
async def test_a_trainee_may_not_look(visit: Visit, address: str) -> None:
    method = "POST" if address.startswith("Agents") else "GET"
    answer = await visit("trainee").request(method, f"api/v1/{address}")
    assert (answer.status_code, answer.json()["ErrorType"]) == (403, "SoSentryException")


async def test_the_right_to_make_a_new_one(visit: Visit) -> None:
    ask = {"tableName": "Ticket"}
    assert (await post(visit, "Sentry/GetNewTableRight", "admin", ask))["Mask"] == "FULL"
    assert (await post(visit, "Sentry/GetNewTableRight", "trainee", ask))["Mask"] == "Select, Update"
    assert await post(visit, "Sentry/GetNewTableRight", "admin", {"TableName": "nonsense"}) is None


async def test_each_type_has_defaults_of_its_own(visit: Visit) -> None:
    found = {}
    for kind in (1, 2, 3):
        ticket = await default(visit, "agent", kind)
        assert ticket["TicketType"]["TicketTypeId"] == kind
        found[kind] = ticket["Status"]["Name"], ticket["Priority"]["Name"], ticket["Slevel"]
    assert found == {
        1: ("Open", "Medium", "External"),
        2: ("Open", "No power", "Internal"),
        3: ("Waiting for parts", "High", "External"),
    }


async def test_a_status_comes_of_the_category_of_ones_own_choice_or_of_ones_group(visit: Visit) -> None:
    """The type leaves it open."""
    found = {}
    for user in ("admin", "agent", "trainee"):
        ticket = await default(visit, user, 3)
        found[user] = ticket["Category"]["Fullname"], ticket["Status"]["Name"]
        assert (ticket["Category"]["DefaultTicketStatus"] is None) == (user != "admin")
    assert found == {
        "admin": ("Support/Hardware/Heat pumps", "Open"),
        "agent": ("Support/Software/My page", "Waiting for parts"),
        "trainee": ("Support/Software/My page", "In queue"),
    }


async def test_a_type_that_one_cannot_choose_gives_the_default_one(visit: Visit) -> None:
    for kind in (4, 5, 6):
        assert (await default(visit, "admin", kind))["TicketType"]["TicketTypeId"] == 1


async def test_the_list_of_types_is_that_of_new_unless_all_are_asked_for(visit: Visit) -> None:
    chosen = await get(visit, "MDOList/tickettype")
    every = await get(visit, "MDOList/tickettype", additional="IncludeAll")
    assert [row["Name"] for row in chosen] == ["Request", "Outage", "Complaint"]
    assert [row["Name"] for row in every][3:] == ["Installation", "Meter reading", "Praise"]
    assert "showInNew=0" in every[4]["ExtraInfo"]
    entities = await post(visit, "List/GetTicketTypes")
    assert [row["TicketTypeId"] for row in entities] == [row["Id"] for row in every]


async def test_members_of_categories(visit: Visit) -> None:
    select = "category_membership.user_id,category_membership.category_id"
    query = {"$select": select, "$filter": "category_membership.category_id eq 11"}
    rows = (await get(visit, "Archive/dynamic", **query))["value"]
    assert [row["category_membership.user_id"] for row in rows] == [2, 11]


async def test_webhooks_of_an_event_without_what_they_are_signed_with(visit: Visit) -> None:
    (hook,) = await get(visit, "Webhook", eventFilter="ticket.created")
    assert (hook["Name"], hook["State"], hook["Secret"]) == ("Outage map", "Active", "")
    assert len(await get(visit, "Webhook")) == 2


async def test_a_single_preference_and_function_rights(visit: Visit) -> None:
    ask = {"prefSection": STATUS_OF_NEW["Section"], "prefKey": STATUS_OF_NEW["Key"]}
    assert (await post(visit, "Preference/GetPreferenceByName", "agent", ask))[
        "DisplayValue"
    ] == "Waiting for parts"
    assert "AdminAll" in await post(visit, "Sentry/GetFunctionRights")
    for user in ("admin", "agent"):
        has = await post(visit, "Sentry/HasFunctionRight", user, {"functionRight": "AdminAll"})
        assert has is (user == "admin")


async def test_priorities_as_simple_lists_have_them(visit: Visit) -> None:
    assert (await post(visit, "List/GetTicketPriorities"))[1]["Value"] == "Medium"


async def test_all_categories_and_statuses_at_once(visit: Visit) -> None:
    categories = await post(visit, "List/GetTicketCategories")
    assert categories[2] == await post(visit, "List/GetTicketCategoryEntity?ticketCategoryEntityId=3")
    statuses = await post(visit, "List/GetTicketStatuses")
    assert [row["Name"] for row in statuses if row["IsDefault"]] == ["Open", "Closed", "Deleted"]


@pytest.mark.parametrize(
    ("name", "additional", "found"),
    [
        ("ticketticketstatus", "ticketType=2&onlyNormal=true", [1, 2, 6]),
        ("ticketticketstatus", "ticketType=1&onlyNormal=true", [1, 2, 6, 7]),
        ("ticketticketstatus", "onlyNormalWithPostponed=true", [1, 2, 3, 6, 7]),
        ("ticketticketstatus", "onlyNormal=false", [1, 2, 3, 4, 6, 7]),
        ("ticketticketstatus", "ticketType=99", [1, 2, 3, 4, 6, 7]),
        ("ticketpriority", "2", [3, 4]),
        ("ticketpriority", "1", [1, 2, 3, 4]),
        ("ticketpriority", "showDeleted", [1, 2, 3, 4, 5]),
    ],
)
async def test_what_a_type_offers(visit: Visit, name: str, additional: str, found: list[int]) -> None:
    rows = await get(visit, f"MDOList/{name}", additional=additional)
    assert [row["Id"] for row in rows] == found


def test_it_is_set_up_with_faults_to_be_found() -> None:
    defaults = [row for row in desk.PRIORITIES.values() if "Default" in row.flags]
    assert len(defaults) > 1, "two default priorities"
    bases = {row.base for row in desk.STATUSES.values()}
    assert bases - {row.base for row in desk.STATUSES.values() if row.is_default} == {"Postponed"}
    types = desk.TYPES.values()
    assert [row.id for row in types if row.priorities and not row.priority] == [4]
    assert [row.id for row in types if row.statuses and row.status not in row.statuses] == [5]
    assert [row.id for row in types if row.priority and desk.PRIORITIES[row.priority].deleted] == [5]
    assert [row.id for row in types if not row.groups] == [6]
    closed = [
        row for row in desk.CATEGORIES.values() if row.status and desk.STATUSES[row.status].base == "Closed"
    ]
    assert [row.english for row in closed] == ["Refund"]
    rows = {who.id: users.of(who) for who in company.ASSOCIATES if who.service_id}
    strangers = [
        number
        for number, user in rows.items()
        if "MembersOnly" in desk.CATEGORIES[user.default_category].flags
        and number not in users.MEMBERS[user.default_category]
    ]
    assert strangers == [6]
    idle = [
        number
        for number, user in rows.items()
        if user.default_user == users.AUTOMATIC and desk.CATEGORIES[user.category].delegates == "Not"
    ]
    assert idle == [4]
    fields = [field for field in custom.FIELDS if field.mandatory]
    assert [field.key for field in fields if not field.value] == ["SuperOffice:4"]
    locked: Any = rights.of_entity("trainee")["CustomFields.x_serial"]
    assert (locked["FieldRight"]["Mask"], fields[0].key) == ("Read", "x_serial")


def test_every_preference_can_be_shown() -> None:
    assert all(setting.shown for setting in preferences.SETTINGS)


async def test_priorities_that_were_deleted_come_on_demand(visit: Visit) -> None:
    def numbers(found: Any) -> list[int]:
        return [one["TicketPriorityId"] for one in found]

    assert numbers(await post(visit, "List/GetAllTicketPriorities")) == [1, 2, 3, 4]
    every = await post(visit, "List/GetAllTicketPriorities", body={"IncludeDeleted": True})
    assert numbers(every) == [1, 2, 3, 4, 5]
    assert every[-1]["Status"] == "Deleted"


async def test_who_belongs_to_a_category_shows_to_those_who_may_look(visit: Visit) -> None:
    query = {"$select": "categoryId,ejUserId", "$filter": "categoryMembershipId ne 0"}
    rows = (await get(visit, "Archive/ExistingCategoryMembers", **query))["value"]
    assert {row["ejUserId"] for row in rows if row["categoryId"] == 11} == {2, 11}
    refused = await visit("trainee").get("api/v1/Archive/ExistingCategoryMembers", params=query)
    assert refused.status_code == 403
