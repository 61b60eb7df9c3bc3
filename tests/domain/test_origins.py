import json
from datetime import UTC, datetime
from typing import Any

import pytest

from inspector.domain import volatile
from inspector.domain.document import Document, SetValue
from inspector.domain.entity import open_ticket
from inspector.domain.origins import Evidence, carrier_of, custom_key, origin_of
from tests.present import present

FETCHED = datetime(2026, 11, 24, 8, 0, 30, tzinfo=UTC)
EVIDENCE = Evidence(7, "Tim Høyland", FETCHED, {("LastChanged",), ("TelemetryId",), ("CustomFields", "x_at")})
TYPE = {"TicketTypeId": 3, "IsDefault": True, "DefaultTicketStatus": 2, "DefaultTicketPriority": 5}


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("TicketId", 0, "new_ticket"),
        ("Title", "", "empty"),
        ("ConnectId", 0, "empty"),
        ("Person", None, "empty"),
        ("Deadline", "0001-01-01T00:00:00", "empty"),
        ("OwnedBy", {"AssociateId": 7}, "current_user"),
        ("OwnedBy", {"AssociateId": 8}, "unknown"),
        ("Author", "Tim Høyland", "current_user"),
        ("Author", "Somebody", "unknown"),
        ("TicketType", TYPE, "default_type"),
        ("Status", {"TicketStatusId": 2, "IsDefault": True}, "type_status"),
        ("Status", {"TicketStatusId": 1, "IsDefault": True}, "perhaps_default_status"),
        ("Status", {"Name": "no number"}, "unknown"),
        ("Status", {"TicketStatusId": 1, "IsDefault": False}, "unknown"),
        ("Priority", {"TicketPriorityId": 5, "Flags": "Default"}, "type_priority"),
        ("Priority", {"TicketPriorityId": 1, "Flags": "External, Default"}, "default_priority"),
        ("Priority", {"TicketPriorityId": 1, "Flags": "External"}, "unknown"),
        ("CreatedAt", "2026-11-24T09:00:30", "perhaps_clock"),
        ("CreatedAt", "2026-11-24T08:00:30Z", "perhaps_clock"),
        ("CreatedAt", "2026-11-24T09:07:00", "unknown"),
        ("CreatedAt", "2024-11-24T09:00:30", "unknown"),
        ("LastChanged", "2026-11-24T11:00:30", "clock"),
        ("TelemetryId", 12, "unknown"),
        ("Slevel", "External", "perhaps_access_level"),
        ("Slevel", "Unknown", "unknown"),
        ("Deadline", "2026-11-30T12:00:00", "deadline"),
        ("AlertTimeout", "2026-11-30T12:00:00", "perhaps_escalation"),
        ("Title", "Tim Høyland", "unknown"),
    ],
)
def test_origins(name: str, value: Any, code: str) -> None:
    ticket = Document(json.dumps({"TicketId": 0, "TicketType": TYPE, name: value}).encode())
    assert origin_of(present(ticket.find((name,))), EVIDENCE) == code


@pytest.mark.parametrize(
    ("name", "value", "code", "key"),
    [
        ("x", "1", "perhaps_custom_field", "x"),
        ("x_size", "[I:3]", "perhaps_custom_field", "x_size"),
        ("x_size:DisplayText", "Large", "perhaps_custom_field", "x_size"),
        ("x_at", "[DT:11/24/2026 09:00:30.0000000]", "clock", "x_at"),
        ("x_on", "[D:01/01/0001]", "empty", "x_on"),
        ("SuperOffice:3", "", "empty", "SuperOffice:3"),
    ],
)
def test_custom_fields(name: str, value: str, code: str, key: str) -> None:
    ticket = Document(json.dumps({"TicketId": 0, "CustomFields": {name: value}}).encode())
    node = present(ticket.find(("CustomFields", name)))
    assert (origin_of(node, EVIDENCE), custom_key(node)) == (code, key)
    assert custom_key(present(ticket.find(("TicketId",)))) == ""


def test_the_parts_of_a_reference_come_with_it() -> None:
    owner = {"AssociateId": 7, "FullName": "Tim Høyland", "Type": "InternalAssociate"}
    ticket = Document(
        json.dumps({"TicketId": 0, "OwnedBy": owner, "Sale": {"SaleId": 3, "Title": "Tim Høyland"}}).encode()
    )
    assert origin_of(present(ticket.find(("OwnedBy", "FullName"))), EVIDENCE) == "current_user"
    assert origin_of(present(ticket.find(("Sale", "Title"))), EVIDENCE) == "unknown"
    assert carrier_of(present(ticket.find(("OwnedBy", "Type")))).key == "OwnedBy"
    assert carrier_of(present(ticket.find(("TicketId",)))) is ticket.root
    ticket.apply(SetValue((1, 0), b"7", b"8"))
    assert origin_of(present(ticket.find(("OwnedBy",))), EVIDENCE) == "edited"
    assert origin_of(present(ticket.find(("OwnedBy", "FullName"))), EVIDENCE) == "unknown"


def test_what_was_served_explains_what_was_served_whatever_was_picked_since() -> None:
    status = {"TicketStatusId": 2, "IsDefault": False, "Status": "Active"}
    ticket = Document(
        json.dumps({"TicketId": 0, "TicketType": TYPE, "Status": status, "BaseStatus": "Active"}).encode()
    )
    assert origin_of(present(ticket.find(("Status",))), EVIDENCE) == "type_status"
    ticket.apply(SetValue((1,), json.dumps(TYPE).encode(), b'{"TicketTypeId":4,"DefaultTicketStatus":9}'))
    assert origin_of(present(ticket.find(("Status",))), EVIDENCE) == "type_status"
    assert origin_of(present(ticket.find(("TicketType",))), EVIDENCE) == "edited"
    assert origin_of(present(ticket.find(("BaseStatus",))), EVIDENCE) == "goes_with_status"
    ticket.apply(SetValue((2,), json.dumps(status).encode(), b'{"TicketStatusId":4,"Status":"Closed"}'))
    assert origin_of(present(ticket.find(("BaseStatus",))), EVIDENCE) == "goes_with_status"


def test_what_lies_in_the_category_comes_with_it() -> None:
    status = {"TicketStatusId": 6, "Name": "Waiting", "IsDefault": True}
    kind = TYPE | {"DefaultTicketStatus": 6, "IsDefault": True}
    body = {
        "TicketId": 0,
        "TicketType": kind,
        "Category": {"TicketCategoryId": 3, "DefaultTicketStatus": status},
    }
    ticket = Document(json.dumps(body).encode())
    assert origin_of(present(ticket.find(("Category", "DefaultTicketStatus"))), EVIDENCE) == "category"
    assert (
        origin_of(present(ticket.find(("Category", "DefaultTicketStatus", "Name"))), EVIDENCE) == "category"
    )
    assert origin_of(present(ticket.find(("Category",))), EVIDENCE) == "unknown"


@pytest.mark.parametrize(
    ("of_type", "code"), [(0, "category_status"), (6, "type_status"), (2, "category_status")]
)
def test_the_status_is_the_type_s_or_the_category_s(of_type: int, code: str) -> None:
    status = {"TicketStatusId": 6, "Status": "Active"}
    body = {
        "TicketId": 0,
        "TicketType": TYPE | {"DefaultTicketStatus": of_type},
        "Category": {"DefaultTicketStatus": status},
        "Status": status,
    }
    ticket = Document(json.dumps(body).encode())
    assert origin_of(present(ticket.find(("Status",))), EVIDENCE) == code


@pytest.mark.parametrize("name", ["TicketId", "Title", "Slevel", "Deadline", "Status", "BaseStatus"])
def test_a_file_and_an_existing_request_are_no_defaults(name: str) -> None:
    body = {
        **{"TicketId": 0, "Title": "", "Slevel": "External", "Deadline": "2026-11-30T12:00:00"},
        **{"Status": {"TicketStatusId": 1, "IsDefault": True, "Status": "Active"}, "BaseStatus": "Active"},
    }
    ticket = Document(json.dumps(body).encode())
    node, file = present(ticket.find((name,))), Evidence(is_file=True)
    assert origin_of(node, file) == "file"
    remembered = Evidence(is_file=True, default=Document(json.dumps(body).encode()).root)
    assert origin_of(node, remembered) == origin_of(node, Evidence()) not in ("file", "existing")
    other = Evidence(is_file=True, default=Document(b'{"TicketId":0}').root)
    assert origin_of(node, other) == ("new_ticket" if name == "TicketId" else "file")
    existing = Document(json.dumps(body | {"TicketId": 48213}).encode())
    assert origin_of(present(existing.find((name,))), Evidence()) == "existing"


@pytest.mark.parametrize(
    ("default", "code"),
    [
        ('[{"Id":1}]', "unknown"),
        ('[{"Id":2}]', "file"),
        ("[]", "file"),
        ('{"0":{"Id":1}}', "file"),
        ("null", "file"),
    ],
)
def test_an_element_of_a_file_is_compared_with_the_one_in_its_place(default: str, code: str) -> None:
    ticket = Document(b'{"TicketId":0,"Messages":[{"Id":1}]}')
    before = Document(f'{{"TicketId":0,"Messages":{default}}}'.encode()).root
    element = present(ticket.find(("Messages", 0, "Id")))
    assert origin_of(element, Evidence(is_file=True, default=before)) == code


def test_an_edit() -> None:
    ticket = Document(b'{"TicketId":0,"Title":""}')
    ticket.apply(SetValue((1,), b'""', b'"mine"'))
    assert origin_of(present(ticket.find(("Title",))), EVIDENCE) == "edited"


def test_what_moved_between_two_answers() -> None:
    before = Document(b'{"a":1,"b":{"c":2,"gone":0},"l":[{"x":1},2],"m":[1],"same":{"y":1},"k":1}').root
    after = Document(b'{"a":1,"b":{"c":3,"new":0},"l":[{"x":2},2,3],"m":[2],"same":{"y":1},"k":"1"}').root
    assert volatile.moved(before, after) == {
        *(("b", "c"), ("b", "gone"), ("b", "new"), ("l",), ("l", 0, "x"), ("m", 0), ("k",)),
    }
    assert volatile.moved(before, before) == set()


def test_a_request_type_that_was_asked_for_comes_from_whoever_asked() -> None:
    root = open_ticket(b'{"TicketId":0,"Title":"","TicketType":{"TicketTypeId":2,"IsDefault":true}}').root
    kind = present(root.find(("TicketType",)))
    assert origin_of(kind, Evidence(asked_type=2)) == "asked_type"
    assert origin_of(kind, Evidence(asked_type=3)) == origin_of(kind, Evidence()) == "default_type"
