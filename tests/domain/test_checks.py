import json
from typing import Any

import pytest

from inspector.domain import checks, references
from inspector.domain.checks import Problem
from inspector.domain.document import Document, SetValue
from tests.present import present

MANDATORY = {
    "FieldRight": {"Mask": "Update, UIHintMandatory", "Reason": ""},
    "FieldType": "System.String",
    "FieldLength": 5,
}
READ = {"FieldRight": {"Mask": "Read", "Reason": ""}, "FieldType": "System.String", "FieldLength": 5}


def document(**properties: Any) -> Document:
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
def test_mandatory_and_empty(name: str, value: Any, empty: bool) -> None:
    found = checks.problems(document(**{name: value}, FieldProperties={name: MANDATORY}))
    assert found == ([Problem((name,), "mandatory")] if empty else [])


def test_too_long_and_locked_but_changed_also_in_custom_fields() -> None:
    fields = {"Author": MANDATORY, "CustomFields.x_a": READ}
    ticket = document(Author="123456", CustomFields={"x_a": "1"}, FieldProperties=fields)
    assert checks.problems(ticket) == [Problem(("Author",), "too_long", 6, 5)]
    ticket.apply(SetValue((2, 0), b'"1"', b'"2"'))
    assert checks.problems(ticket)[1:] == [Problem(("CustomFields", "x_a"), "locked")]


@pytest.mark.parametrize(
    ("mask", "ticket_id", "forbidden"), [("Select, Update", 0, True), ("RI", 0, False), ("RI", 7, True)]
)
def test_a_ticket_that_may_not_be_saved_at_all(mask: str, ticket_id: int, forbidden: bool) -> None:
    body = {"TicketId": ticket_id, "TableRight": {"Mask": mask, "Reason": ""}}
    ticket = Document(json.dumps(body).encode())
    assert (Problem(("TableRight",), "table") in checks.problems(ticket)) is forbidden


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("Title", "7", "wrong_type"),
        ("Title", "[]", "wrong_type"),
        ("OwnedBy", "[]", "wrong_type"),
        ("Tags", "{}", "wrong_type"),
        ("AlertLevel", '"1"', "wrong_type"),
        ("AlertLevel", "1.5", "wrong_type"),
        ("AlertLevel", "99999999999", "out_of_range"),
        ("Sentiment", "-101", "out_of_range"),
        ("SentimentConfidence", "-1", "out_of_range"),
        ("TimeToReply", "-2", "out_of_range"),
        ("Sentiment", "-100", None),
        ("Origin", '"Smoke"', "not_in_enum"),
        ("Origin", '"Email"', None),
        ("Origin", "3", None),
        ("Deadline", '"tomorrow"', "not_a_date"),
        ("Deadline", '"0001-01-01T01:00:00+01:00"', None),
        ("Deadline", '"9999-12-31T23:59:59.9999999"', None),
        ("OwnedBy", '{"AssociateId":7,"Deleted":true}', "deleted"),
        ("OwnedBy", '{"AssociateId":8}', "deleted"),
        ("OwnedBy", '{"AssociateId":9}', "not_in_list"),
        ("OwnedBy", '{"AssociateId":7}', None),
        ("OwnedBy", '{"AssociateId":2147483647}', None),
        ("OwnedBy", '{"AssociateId":0}', None),
        ("Unknown", "[{}]", None),
    ],
)
def test_what_is_not_as_superoffice_expects(name: str, text: str, code: str | None) -> None:
    ticket = Document(f'{{"TicketId":0,"{name}":{text}}}'.encode())
    found = checks.problems(ticket, {"associate": {7: True, 8: False}})
    assert [problem.code for problem in found] == ([code] if code else [])


def test_what_was_changed_deep_inside_is_looked_at_too() -> None:
    ticket = document(OwnedBy={"AssociateId": 7, "Rank": 1})
    ticket.apply(SetValue((1, 1), b"1", b'"x"'))
    assert checks.problems(ticket) == [Problem(("OwnedBy", "Rank"), "wrong_type")]


@pytest.mark.parametrize(("text", "short"), [("1234🙂", "1234"), ("123🙂5", "123🙂"), ("🙂🙂🙂", "🙂🙂")])
def test_a_text_is_as_long_as_the_server_counts_it(text: str, short: str) -> None:
    ticket = document(Author=text, FieldProperties={"Author": MANDATORY})
    (problem,) = checks.problems(ticket)
    assert problem == Problem(("Author",), "too_long", 6, 5)
    edit = checks.fix(problem, present(ticket.find(problem.keys)))
    assert edit is not None
    ticket.apply(edit)
    assert present(ticket.find(("Author",))).value == short
    assert checks.problems(ticket) == []


REFERENCE = {
    "TicketCategoryId": 1,
    "Fullname": "Support",
    "TableRight": None,
    "FieldProperties": {"Fullname": READ, "TicketCategoryId": READ},
}


def picked(ticket: Document) -> None:
    """Another category is picked."""
    node = present(ticket.find(("Category",)))
    piece = references.written("TicketCategoryEntity", references.Entry(4, "Sales"), node)
    ticket.apply(SetValue(node.path, bytes(node.raw), piece))


def test_what_a_pick_wrote_belongs_to_the_pick() -> None:
    ticket = document(Category=REFERENCE)
    picked(ticket)
    assert checks.problems(ticket) == []
    name = present(ticket.find(("Category", "Fullname")))
    assert checks.fix(Problem(name.keys, "locked"), name) is None
    ticket.apply(SetValue(name.path, b'"Sales"', b"7"))
    (problem,) = checks.problems(ticket)
    assert (problem.keys, problem.code, problem.can_reset) == (name.keys, "wrong_type", False)


def test_a_member_that_was_changed_by_hand_has_a_default() -> None:
    ticket = document(Category=REFERENCE)
    name = present(ticket.find(("Category", "Fullname")))
    ticket.apply(SetValue(name.path, b'"Support"', b'"Sales"'))
    (problem,) = checks.problems(ticket)
    assert (problem.keys, problem.code, problem.can_reset) == (name.keys, "locked", True)
    edit = checks.fix(problem, name)
    assert edit is not None
    ticket.apply(edit)
    assert checks.problems(ticket) == []


def test_a_locked_reference_goes_back_as_a_whole() -> None:
    ticket = document(Category=REFERENCE, FieldProperties={"Category": READ})
    picked(ticket)
    (problem,) = checks.problems(ticket)
    assert (problem.keys, problem.code, problem.can_reset) == (("Category",), "locked", True)
    edit = checks.fix(problem, present(ticket.find(("Category",))))
    assert edit is not None
    ticket.apply(edit)
    assert not ticket.root.is_modified


def test_what_has_to_be_chosen_is_not_reset_instead() -> None:
    ticket = document(OwnedBy={"AssociateId": 7})
    owner = present(ticket.find(("OwnedBy",)))
    ticket.apply(SetValue(owner.path, b'{"AssociateId":7}', b'{"AssociateId":8}'))
    (problem,) = checks.problems(ticket, {"associate": {7: True, 8: False}})
    assert problem.code == "deleted"
    assert checks.fix(problem, owner) is None


@pytest.mark.parametrize("change", [None, b"-102"])
def test_there_is_a_default_only_for_what_was_changed(change: bytes | None) -> None:
    ticket = document(Sentiment=-101)
    if change is not None:
        ticket.apply(SetValue((1,), b"-101", change))
    (problem,) = checks.problems(ticket)
    assert problem.can_reset is (change is not None)


def test_a_fix_makes_its_problem_go_away() -> None:
    ticket = document(Author="123456", Origin="Email", FieldProperties={"Author": MANDATORY})
    ticket.apply(SetValue((2,), b'"Email"', b'"Smoke"'))
    found = checks.problems(ticket)
    assert [problem.code for problem in found] == ["too_long", "not_in_enum"]
    for problem in found:
        edit = checks.fix(problem, present(ticket.find(problem.keys)))
        assert edit is not None
        ticket.apply(edit)
    assert checks.problems(ticket) == []
    assert present(ticket.find(("Author",))).value == "12345"
    assert checks.fix(Problem(("Author",), "mandatory"), present(ticket.find(("Author",)))) is None


def test_a_new_request_may_have_no_time_to_reply_yet() -> None:
    assert checks.problems(document(TimeToReply=-1)) == []
