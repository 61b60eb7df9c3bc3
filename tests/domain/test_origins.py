import json
from datetime import UTC, datetime

import pytest

from inspector.domain import volatile
from inspector.domain.document import Document, SetValue
from inspector.domain.origins import Evidence, origin_of

FETCHED = datetime(2026, 11, 24, 8, 0, 30, tzinfo=UTC)
EVIDENCE = Evidence(7, "Tim Høyland", FETCHED, {("AlertTimeout",)})
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
        ("Status", {"TicketStatusId": 1, "IsDefault": True}, "default_status"),
        ("Status", {"TicketStatusId": 1, "IsDefault": False}, "unknown"),
        ("Priority", {"TicketPriorityId": 5, "Flags": "Default"}, "type_priority"),
        ("Priority", {"TicketPriorityId": 1, "Flags": "External, Default"}, "default_priority"),
        ("Priority", {"TicketPriorityId": 1, "Flags": "External"}, "unknown"),
        ("CreatedAt", "2026-11-24T09:00:30", "perhaps_clock"),
        ("CreatedAt", "2026-11-24T08:00:30Z", "perhaps_clock"),
        ("CreatedAt", "2026-11-24T09:07:00", "unknown"),
        ("CreatedAt", "2024-11-24T09:00:30", "unknown"),
        ("AlertTimeout", "2026-11-24T11:00:30", "clock"),
        ("Slevel", "External", "unknown"),
    ],
)
def test_origins(name, value, code):
    ticket = Document(json.dumps({"TicketId": 0, "TicketType": TYPE, name: value}).encode())
    assert origin_of(ticket.find((name,)), EVIDENCE) == code


def test_custom_fields_and_edits():
    ticket = Document(b'{"TicketId":0,"CustomFields":{"x":"1"},"Title":""}')
    assert origin_of(ticket.find(("CustomFields", "x")), EVIDENCE) == "perhaps_custom_field"
    ticket.apply(SetValue((2,), b'""', b'"mine"'))
    assert origin_of(ticket.find(("Title",)), EVIDENCE) == "edited"


def test_what_moved_between_two_answers():
    before = Document(b'{"a":1,"b":{"c":2,"gone":0},"l":[{"x":1},2],"same":{"y":1},"k":1}').root
    after = Document(b'{"a":1,"b":{"c":3,"new":0},"l":[{"x":2},2,3],"same":{"y":1},"k":"1"}').root
    assert volatile.moved(before, after) == {
        *(("b", "c"), ("b", "gone"), ("b", "new"), ("l",), ("l", 0, "x"), ("k",)),
    }
    assert volatile.moved(before, before) == set()
