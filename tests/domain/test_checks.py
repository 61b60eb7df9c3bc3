import json

import pytest

from inspector.domain import checks
from inspector.domain.checks import Problem
from inspector.domain.document import Document, SetValue

MANDATORY = {
    "FieldRight": {"Mask": "Update, UIHintMandatory", "Reason": ""},
    "FieldType": "System.String",
    "FieldLength": 5,
}
READ = {"FieldRight": {"Mask": "Read", "Reason": ""}, "FieldType": "System.String", "FieldLength": 5}


def document(**properties):
    return Document(json.dumps({"TicketId": 0, **properties}).encode())


@pytest.mark.parametrize(
    ("name", "value", "empty"),
    [
        ("Title", "", True),
        ("Title", " ", True),
        ("Title", None, True),
        ("Title", "x", False),
        ("Deadline", "0001-01-01T00:00:00Z", True),
        ("Deadline", "2026-01-01T00:00:00Z", False),
        ("Tags", [], True),
        ("Tags", [{}], False),
        ("Category", {"TicketCategoryId": 0}, True),
        ("Category", {"TicketCategoryId": 4}, False),
        ("AlertLevel", 0, False),
        ("HasAttachment", False, False),
    ],
)
def test_mandatory_and_empty(name, value, empty):
    found = checks.problems(document(**{name: value}, FieldProperties={name: MANDATORY}))
    assert found == ([Problem((name,), "mandatory")] if empty else [])


def test_too_long_and_locked_but_changed_also_in_custom_fields():
    fields = {"Author": MANDATORY, "CustomFields.x_a": READ}
    ticket = document(Author="123456", CustomFields={"x_a": "1"}, FieldProperties=fields)
    assert checks.problems(ticket) == [Problem(("Author",), "too_long", 6, 5)]
    ticket.apply(SetValue((2, 0), b'"1"', b'"2"'))
    assert checks.problems(ticket)[1:] == [Problem(("CustomFields", "x_a"), "locked")]


@pytest.mark.parametrize(
    ("mask", "ticket_id", "forbidden"), [("Select, Update", 0, True), ("RI", 0, False), ("RI", 7, True)]
)
def test_a_ticket_that_may_not_be_saved_at_all(mask, ticket_id, forbidden):
    body = {"TicketId": ticket_id, "TableRight": {"Mask": mask, "Reason": ""}}
    ticket = Document(json.dumps(body).encode())
    assert (Problem(("TableRight",), "table") in checks.problems(ticket)) is forbidden
