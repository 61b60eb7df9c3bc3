"""Masks, reasons and the oddities of real FieldProperties."""

from __future__ import annotations

from typing import Any

import pytest

from inspector.demo import company, rights, texts, ticket, wire
from tests.demo.conftest import Visit
from tests.demo_tickets import NOW
from tests.present import present

MISFITS = {"CategoryId", "TypeId", "Done", "UserDefinedFields.SuperOffice:1"}


def masks(properties: Any) -> dict[str, Any]:
    return {name: entry["FieldRight"] and entry["FieldRight"]["Mask"] for name, entry in properties.items()}


@pytest.mark.parametrize("who", ["admin", "agent", "trainee"])
def test_every_property_has_an_entry_but_containers_and_a_few_fit_none(who: str) -> None:
    names = {entry["name"] for entry in wire.schema()["TicketEntity"]}
    plain = {key for key in rights.of_entity(who) if "." not in key}
    assert names - plain == {
        *("Slevel", "FromAddress"),  # there in another case
        *("ExtraFields", "CustomFields", "TableRight", "FieldProperties"),
    }
    assert plain - names == {"SLevel", "Fromaddress", "CategoryId", "TypeId", "Done"}


def test_the_administrator_may_do_everything_and_still_meets_oddities() -> None:
    found = masks(rights.of_entity("admin"))
    assert rights.table_right("TicketEntity", "admin") == {"Mask": "FULL", "Reason": ""}
    assert "None" not in found.values()
    assert (found["TimeSpentQueue"], found["Language"]) == ("3", None)
    assert "UIHintSuggested" in found["SuggestedCategoryName"]
    assert found["Title"] == found["Category"] == "Update, UIHintMandatory"


def test_the_agent_has_hidden_read_only_and_ui_locked_fields_with_reasons() -> None:
    properties: Any = rights.of_entity("agent")
    for name, mask in (("Sentiment", "None"), ("ConnectId", "Read"), ("SLevel", "Update, UIHintReadOnly")):
        right = properties[name]["FieldRight"]
        assert right["Mask"] == mask
        assert right["Reason"]


def test_the_trainee_may_not_insert() -> None:
    mask = present(rights.table_right("TicketEntity", "trainee"))["Mask"]
    assert mask == "Select, Update"
    assert [right for right in ("Insert", "Update", "Delete") if rights.may("trainee", right)] == ["Update"]
    assert rights.may("admin", "Delete")
    assert not rights.may("agent", "Delete")
    assert present(rights.table_right("Person", "trainee"))["Mask"] == "RI, RestrictedUpdate"
    found = list(masks(rights.of_entity("trainee")).values())
    assert found.count("Read") > 10
    assert found.count("None") > 5


def test_each_mandatory_field_has_a_reason_that_is_about_it() -> None:
    properties: Any = rights.of_entity("admin")
    rights_of = {name: entry["FieldRight"] for name, entry in properties.items()}
    reasons = [right["Reason"] for right in rights_of.values() if right and "Mandatory" in str(right["Mask"])]
    assert len(reasons) == len(set(reasons)) == 3


@pytest.mark.parametrize("who", ["admin", "agent", "trainee"])
def test_an_audience_reads_every_reason_in_its_language_and_nothing_that_is_hidden(who: str) -> None:
    served = ticket.default(company.PERSONAS[who], NOW)
    properties: Any = rights.of_entity(who)
    for name, entry in properties.items():
        right = entry["FieldRight"] or {"Mask": "Update", "Reason": ""}
        assert not right["Reason"] or texts.resource(right["Reason"].strip("[]")), name
        if right["Mask"] in ("None", "Unused4, UIHintReadOnly"):
            assert not served.get(name), name


async def test_reasons_are_string_ids_until_there_is_a_language(visit: Visit) -> None:
    address = "api/v1/Agents/Ticket/CreateDefaultTicketEntity"

    async def reason(**headers: str) -> tuple[str, str]:
        ticket = (await visit("trainee").post(address, headers=headers)).json()
        return ticket["FieldProperties"]["Title"]["FieldRight"]["Reason"], ticket["TableRight"]["Reason"]

    assert await reason() == ("[SR_MANDATORY_FIELD_1281]", "[SR_ACCESS_NO_NEW_REQUEST]")
    assert (await reason(**{"Accept-Language": "da"}))[0] == "En sag skal have en titel"


def test_both_spellings_null_and_empty_rights_are_there() -> None:
    carriers = ("TicketEntity", "TicketCategoryEntity", "Person", "Sale", "Project")
    served = [rights.table_right(carrier, "admin") for carrier in carriers]
    assert [right and right["Mask"] for right in served] == [
        "FULL",
        "URI",
        "Select, Update, Insert, Delete",
        "Select, Update, Delete",
        None,
    ]
    assert {"FirstName", "MrMrs", "Phone", "Address.City"} <= present(
        rights.of_carrier("Person", "admin")
    ).keys()
    assert rights.of_carrier("Project", "admin") is None
