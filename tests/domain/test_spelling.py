"""Tickets that are spelled otherwise than the schema: read with its names, and written as they came."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import checks, entity, exact_json, rights
from inspector.domain.document import Document, SetValue
from inspector.domain.errors import NotATicket
from inspector.domain.rights import Lock
from inspector.domain.spelling import Form
from tests.present import present

CLIENT = """{"tableRight":{"mask":15,"reason":""},
"fieldProperties":{"Title":{"fieldRight":{"mask":1,"reason":"no"},"fieldType":"System.String","fieldLength":5},
 "Author":{"fieldRight":{"mask":3},"fieldLength":5}},
"ticketId":0,"title":"x","author":"too long","createdBy":{"associateId":7,"fullName":"Tim","Odd":1},
"extraFields":{"Title":"[I:1]","title":"y"},"secondaryPersons":[{"personId":3,"unknownThing":1.10}],
"tag\\u0073":[],"somethingNew":{"ticketId":1,"Name":2}}"""
"""As SuperOffice's client holds it, and things nobody knows."""


def as_file(text: str) -> bytes:
    return exact_json.pretty(exact_json.tidy(text.encode())) + b"\n"


def test_names_are_the_schema_s_and_the_file_s() -> None:
    document = entity.open_ticket(CLIENT.encode())
    root = document.root
    assert root.names()[:4] == ["TableRight", "FieldProperties", "TicketId", "Title"]
    assert present(document.find(("CreatedBy", "AssociateId"))).value == exact_json.Number("7")
    assert present(root.get("ExtraFields")).names() == ["Title", "title"], "names of the tenant's own"
    assert present(root.get("somethingNew")).names() == ["ticketId", "Name"]
    assert document.to_bytes() == as_file(CLIENT)


def test_rights_types_and_checks_work() -> None:
    document = entity.open_ticket(CLIENT.encode())
    assert rights.hint_of(present(document.root.get("Title"))).lock is Lock.NO_RIGHT
    assert entity.type_of(present(document.find(("SecondaryPersons", 0, "PersonId")))).name == "int32"
    assert [(problem.keys, problem.code) for problem in checks.problems(document)] == [
        (("Author",), "too_long")
    ]


def test_what_is_new_is_spelled_as_the_rest() -> None:
    document = entity.open_ticket(CLIENT.encode())
    owner = present(document.root.get("CreatedBy"))
    new = b'{"AssociateId":9,"FullName":"Ann","Rank":0,"Odd":2}'
    document.apply(SetValue(owner.path, bytes(owner.raw), new))
    written = json.loads(document.to_bytes())
    assert written["createdBy"] == {"associateId": 9, "fullName": "Ann", "rank": 0, "Odd": 2}
    document.apply(SetValue(owner.path, new, bytes(present(owner.served))))
    assert document.to_bytes() == as_file(CLIENT)


@pytest.mark.parametrize(
    "request_",
    [
        '{"NewEntity":{"TicketId":0,"Title":"x","Author":null},"Notify":false}',
        '{"Notify":true,"Other":1.10,"NewEntity":{"TicketId":0,"Title":"x","Author":null}}',
        '{"notify":false,"newEntity":{"ticketId":0,"title":"x","author":null},"e\\u0078tra":[ ]}',
    ],
)
def test_a_request_stays_around_its_ticket(request_: str) -> None:
    document = entity.open_ticket(request_.encode())
    assert document.root.names() == ["TicketId", "Title", "Author"]
    assert document.to_bytes() == as_file(request_)
    title = present(document.root.get("Title"))
    document.apply(SetValue(title.path, b'"x"', b'"y"'))
    assert document.to_bytes() == as_file(request_.replace('"x"', '"y"'))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"ticketId":0,"title":"","author":"","tags":[{"name":""},{"Name":""}]}', "mixed_names"),
        ('{"TicketId":13,"Title":"","CreatedBy":2,"Category":1,"CustId":-1}', "older_carrier"),
        ('{"ticketId":13,"title":"","createdBy":2,"category":1,"custId":-1}', "older_carrier"),
        ('{"NewEntity":{"Name":"a sale"},"Notify":false}', "no_ticket_properties"),
        ('{"NewEntity":[],"Notify":false}', "no_ticket_properties"),
    ],
)
def test_what_can_not_be_kept_is_refused(text: str, code: str) -> None:
    with pytest.raises(NotATicket) as caught:
        entity.open_ticket(text.encode())
    assert caught.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        '{"TicketId":0,"ticketId":1,"Title":"","title":"t","Author":null,"CreatedBy":{"associateId":1}}',
        '{"TicketId":0,"Title":"","Author":null,"CreatedBy":5}',
        '{"TicketId":0,"Title":"","CustId":1,"Author":"","NewEntity":{"TicketId":1,"Title":"","Author":""}}',
    ],
)
def test_a_ticket_with_the_schema_s_names_is_left_alone(text: str) -> None:
    document = entity.open_ticket(text.encode())
    assert document.form.is_plain
    assert bytes(document.root.raw) == text.encode()


def test_a_name_that_is_there_already_is_not_given_twice() -> None:
    text = '{"ticketId":0,"title":"","author":"","sale":{"title":"t","Title":"T"}}'
    document = entity.open_ticket(text.encode())
    assert present(document.root.get("Sale")).names() == ["title", "Title"]
    assert document.to_bytes() == as_file(text)


def test_a_form_is_told_and_read_again() -> None:
    for text in (CLIENT, '{"NewEntity":{"ticketId":0,"title":"ø","author":""},"Notify":false}'):
        document = entity.open_ticket(text.encode())
        again = Document.of(document.root.raw, Form.from_text(document.form.told()))
        assert again.to_bytes() == document.to_bytes() == as_file(text)
    assert Form().told() == ""
    assert Form.from_text("") == Form()


NAMES = st.sampled_from(["name", "Name", "ticketId", "id"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES | st.text(), inner),
)


@given(st.dictionaries(st.sampled_from(["createdBy", "tags", "SALE", "extraFields", "status"]), values))
def test_whatever_is_in_it_it_is_saved_as_it_came(more: dict[str, object]) -> None:
    text = json.dumps({"ticketId": 0, "title": "", "author": None} | more)
    with suppress(NotATicket):  # it spells a name in two ways
        assert entity.open_ticket(text.encode()).to_bytes() == as_file(text)
