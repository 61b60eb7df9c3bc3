"""What a portrait tells of each field."""

from __future__ import annotations

import tomllib

import pytest

from inspector import resources
from inspector.domain import custom_fields
from inspector.reports.fields import MASKED, Field, fields_of
from tests.demo_tickets import demo_ticket
from tests.reports.conftest import document

RIGHTS = {
    "Title": {"FieldRight": {"Mask": "Update, UIHintMandatory", "Reason": "A title is needed"}},
    "Author": {"FieldRight": {"Mask": "Read", "Reason": "Only the server"}},
    "CustomFields.x_on_site": {"FieldType": "System.Boolean"},
}
TICKET = {
    "TicketId": 0,
    "Title": "",
    "Author": "Tim Høyland",
    "CreatedAt": "2026-11-27T08:05:30",
    "Deadline": "2026-11-27T16:35:00",
    "OwnedBy": {"AssociateId": 7, "FullName": "Tim Høyland"},
    "Tags": [{"Id": 1, "Name": "Winter"}, {"Id": 2, "Name": "VIP"}],
    "Slevel": "Internal",
    "Priority": {"TicketPriorityId": 2, "Name": "Medium"},
    "Origin": None,
    "NumReplies": 0,
    "ExtraFields": {"x_room": "[I:3]", "x_old": "[I:9]"},
    "CustomFields": {
        "x_room": "[I:3]",
        "x_asset": "[I:42]",
        "x_asset:DisplayText": "Heat pump",
        "x_on_site": "[I:1]",
    },
    "FieldProperties": RIGHTS,
}


def told(ticket: object = TICKET, edited: object = None, mask: bool = False) -> dict[str, Field]:
    offered = {"ticketpriority": ["Low", "Medium"], "Tags": [f"tag {n}" for n in range(11)]}
    after = document(edited) if edited is not None else None
    return {one.name: one for one in fields_of(document(ticket), after, mask=mask, offered=offered)}


def test_values_are_what_people_say() -> None:
    values = {name: one.value for name, one in told().items()}
    assert values["OwnedBy"] == "Tim Høyland"
    assert values["Tags"] == "Winter, VIP"
    assert values["Origin"] == "not set"
    assert values["CustomFields.x_asset"] == "Heat pump"
    assert values["CustomFields.x_on_site"] == "yes"


def test_a_long_list_is_counted() -> None:
    many = told({"Tags": [{"Id": n, "Name": str(n)} for n in range(22)]})["Tags"].value
    assert many.endswith("18, 19, and 2 more")


def test_a_note_says_what_a_name_stands_for_and_how_late_a_deadline_is() -> None:
    fields = told()
    assert fields["Slevel"].note == "Only colleagues see it"
    assert fields["Deadline"].note == "8 hours 30 minutes after it was created"
    assert not told(TICKET | {"Deadline": "2026-11-27T16:35:00Z"})["Deadline"].note, "zones may differ"
    assert not told(TICKET | {"Deadline": "9999-12-31T00:00:00"})["Deadline"].note
    assert not told(TICKET | {"Deadline": "2026-11-26T00:00:00"})["Deadline"].note


def test_what_can_be_chosen_is_told_by_name_unless_it_is_a_lot() -> None:
    fields = told()
    assert fields["Priority"].choice == "One of: Low, Medium"
    assert fields["Priority"].type == "choice of 2"
    assert fields["Slevel"].choice == "One of: Unknown, Internal, External"
    assert fields["Tags"].choice == ""
    assert len(fields["Tags"].choices) == 11
    assert fields["OwnedBy"].choices == ()


def test_what_is_not_set_has_nothing_to_tell_unless_its_rights_do() -> None:
    fields = told()
    assert {name for name, one in fields.items() if one.is_unset} == {"TicketId", "Origin", "NumReplies"}
    assert fields["Title"].is_told
    assert fields["Title"].is_blank


def test_what_another_field_tells_is_not_told_again() -> None:
    repeated = {name for name, one in told().items() if one.is_repeat}
    assert repeated == {
        "ExtraFields",
        "ExtraFields.x_room",
        "CustomFields",
        "CustomFields.x_asset:DisplayText",
    }


def test_what_was_edited_stands_beside_what_was_served() -> None:
    custom = {"x_asset": "[I:43]", "x_asset:DisplayText": "Heat pump", "x_new": "7"}
    fields = told(edited=TICKET | {"Title": "Kettle", "Origin": "Phone", "CustomFields": custom})
    edited = {name: (one.value, one.edited) for name, one in fields.items() if one.edited and one.is_told}
    assert edited == {
        "Title": ("empty", "Kettle"),
        "Origin": ("not set", "Phone"),
        "CustomFields.x_room": ("3", "removed"),
        "CustomFields.x_asset": ("Heat pump", "43"),
        "CustomFields.x_on_site": ("yes", "removed"),
        "CustomFields.x_new": ("", "7"),
    }


def test_persons_are_masked_wherever_they_are_told() -> None:
    persons = {
        "SecondaryPersons": [{"PersonId": 3, "FullName": "Eva Strand"}],
        "Messages": [{"TicketMessageId": 3, "Author": "Eva Strand"}],
        "FormSubmission": {"FormSubmissionId": 3, "EmailAddress": "eva@strand.example"},
        "Person": None,
    }
    edited = TICKET | persons | {"Author": "Eva Strand"}
    fields = told(TICKET | persons, edited, mask=True)
    names = (*persons, "OwnedBy", "Author")
    assert [fields[name].value for name in names] == [MASKED] * 3 + ["not set"] + [MASKED] * 2
    assert fields["Author"].edited == MASKED
    assert not any(word in str(list(fields.values())) for word in ("Strand", "strand", "Høyland"))


@pytest.mark.parametrize("code", ["fields.toml", "fields.de.toml", "fields.nb.toml"])
def test_the_gist_of_a_meaning_is_its_first_sentence(code: str) -> None:
    meanings = tomllib.loads(resources.path(f"help/{code}").read_text("utf-8"))["TicketEntity"]
    for name, meaning in meanings.items():
        gist = Field((name,), "", name, "", meaning=meaning).gist
        assert meaning.startswith(gist)
        assert len(gist) > 15
        rest = meaning.removeprefix(gist).strip()
        assert not rest or not rest[0].islower() or rest[0] == "x"
    assert Field((), "", "", "", meaning="Etwa z. B. Dies. Und das.").gist == "Etwa z. B. Dies."
    assert Field((), "", "", "").gist == ""


def test_the_marks_are_what_a_customer_should_know() -> None:
    fields = {one.name: one for one in fields_of(demo_ticket("trainee", "en"), None)}
    names = ("Title", "TicketId", "Sale", "CustomFields.x_visits")
    marks = [[mark.word for mark in fields[name].marks()] for name in names]
    assert marks == [["mandatory"], [], ["hidden"], []], "the right to the table is not one to the field"


def test_fields_of_the_tenants_own_bear_their_names() -> None:
    own = {"FieldName": "x_asset", "DisplayName": "Asset", "Description": "What is broken.", "Choices": ["a"]}
    ticket = document(TICKET)
    custom_fields.learn(ticket.root, custom_fields.read([own]))
    found = {one.name: one for one in fields_of(ticket, None)}
    one = found["CustomFields.x_asset"]
    assert (one.label, one.meaning, one.choices) == ("Asset", "What is broken.", ("a",))
    assert found["CustomFields.x_room"].label == "x_room"


def test_what_the_tenant_calls_an_address_is_masked_as_one() -> None:
    ticket = document({"TicketId": 0, "CustomFields": {"SuperOffice:4": "Strandgaten 1"}})
    custom_fields.learn(
        ticket.root, custom_fields.read([{"FieldName": "SuperOffice:4", "DisplayName": "Address"}])
    )
    (one,) = (one for one in fields_of(ticket, None, mask=True) if one.name == "CustomFields.SuperOffice:4")
    assert one.value == MASKED
