"""What a reference is, whether it is still the one that was served, and what a pick writes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import blank, entity, exact_json, numbers, references
from inspector.domain.document import Document, Insert, Node, SetValue
from inspector.domain.entity import open_ticket
from inspector.domain.references import SOURCES, Entry, is_another, is_sparse
from tests.domain.strategies import keys, spelled
from tests.domain.strategies import numbers as spelled_numbers
from tests.present import present

values = st.sampled_from(["3", "3.0", '"3"']) | st.recursive(spelled_numbers, spelled, max_leaves=5)
names = keys | st.sampled_from(["Name", "TableRight", "IsDefault", "EscalationLevels", "Deleted", "Updated"])

SERVED = b'{"TicketId":0,"OwnedBy":{"AssociateId":7,"FullName":"Tim"},"Title":"","Tags":[]}'


def ticket() -> Document:
    return open_ticket(SERVED)


def test_a_reference_with_another_key_is_another() -> None:
    document = ticket()
    owner = present(document.find(("OwnedBy",)))
    assert not is_another(owner)
    document.apply(SetValue((1, 1), b'"Tim"', b'"Tom"'))
    assert not is_another(owner), "the same under another name"
    document.apply(SetValue((1, 0), b"7", b"8"))
    assert is_another(owner)


def test_what_is_no_reference_is_never_another() -> None:
    document = ticket()
    document.apply(SetValue((2,), b'""', b'"x"'))
    assert not is_another(present(document.find(("Title",))))
    document.apply(SetValue((1,), bytes(present(document.find(("OwnedBy",))).raw), b"null"))
    assert not is_another(present(document.find(("OwnedBy",))))


def test_a_reference_that_was_not_served_is_another() -> None:
    document = ticket()
    document.apply(Insert((), 4, "CreatedBy", b'{"AssociateId":3}'))
    assert is_another(present(document.find(("CreatedBy",))))


# -- what a pick writes ---------------------------------------------------------------------------------

PRIORITY = b'{"TicketPriorityId":3,"Name":"High","Deadline":240.0,"New":[1],"TableRight":{"Mask":"FULL"}}'


def node(piece: bytes) -> Node:
    return Node("Priority", exact_json.raw(piece))


def test_what_only_the_list_knows_is_all_that_is_written() -> None:
    entry = Entry(12, "Support/Power cuts", known={"Name": "Power cuts", "ParentId": -1})
    made = json.loads(references.written("TicketCategoryEntity", entry))
    assert made == {
        "TicketCategoryId": 12,
        "ParentId": -1,
        "Name": "Power cuts",
        "Fullname": "Support/Power cuts",
    }


def test_a_carrier_is_written_as_its_call_answered_it() -> None:
    made = references.fetched("TicketPriorityEntity", 3, PRIORITY)
    assert made == b'{"TicketPriorityId":3,"Name":"High","Deadline":240.0,"New":[1]}'


def test_rights_stay_those_that_the_ticket_was_served_with() -> None:
    before = node(b'{"TicketPriorityId":2,"FieldProperties":{"Name":{}},"TableRight":null}')
    made = present(references.fetched("TicketPriorityEntity", 3, PRIORITY, before))
    assert made.endswith(b',"TableRight":null,"FieldProperties":{"Name":{}}}')
    assert b"FULL" not in made
    assert references.written("TicketPriorityEntity", Entry(3, "High"), node(b"null")) == (
        b'{"TicketPriorityId":3,"Name":"High"}'
    )


def test_of_a_request_type_a_ticket_holds_less_than_its_call_tells() -> None:
    body = b'{"TicketTypeId":2,"Name":"Complaint","TicketStatuses":[],"Rank":1,"IsDefault":false}'
    made = references.fetched("TicketType", 2, body)
    assert made == b'{"TicketTypeId":2,"Name":"Complaint","IsDefault":false}'


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"<html>", b"null", b"[]", b"7", b'"x"', b"{}", b"{" * 5000),
        b'{"TicketPriorityId":4,"Name":"Low"}',
        b'{"TicketPriorityId":null,"Name":"High"}',
        b'{"TicketPriorityId":{},"Name":"High"}',
        b'{"TicketPriorityId":3,"Name":5}',
        b'{"TicketPriorityId":3,"EscalationLevels":"none"}',
    ],
)
def test_what_is_another_carrier_or_none_is_not_written(body: bytes) -> None:
    assert references.fetched("TicketPriorityEntity", 3, body) is None


@given(st.sampled_from(sorted(references.CALLED)), values, st.lists(st.tuples(names, values), max_size=4))
def test_whatever_a_call_answers_a_pick_is_the_carrier_asked_for_or_none(
    carrier: str, key: str, members: list[tuple[str, str]]
) -> None:
    told = [(entity.REFERENCE_KEYS[carrier], key), *members]
    body = "{" + ",".join(f"{json.dumps(name)}:{value}" for name, value in told) + "}"
    piece = references.fetched(carrier, 3, body.encode())
    if piece is not None:
        made = node(piece)
        assert numbers.served(entity.key_of(made, carrier)) == 3
        known = entity.properties(carrier)
        for child in made:
            assert child.key not in known or blank.fits(
                bytes(child.raw), entity.spelled(known[str(child.key)])
            )


def with_owner(piece: bytes) -> Node:
    document = open_ticket(SERVED)
    owner = present(document.find(("OwnedBy",)))
    document.apply(SetValue((1,), bytes(owner.raw), piece))
    return present(document.find(("OwnedBy",)))


def test_a_pick_lacks_what_the_one_before_had() -> None:
    assert not is_sparse(present(ticket().find(("OwnedBy",)))), "nothing was picked"
    assert is_sparse(with_owner(b'{"AssociateId":8}'))
    assert not is_sparse(with_owner(b'{"AssociateId":8,"FullName":"Tom"}'))
    assert not is_sparse(with_owner(b'{"AssociateId":0}')), "nobody has no more than that"


def test_where_nothing_was_served_the_schema_says_what_a_pick_lacks() -> None:
    document = ticket()
    document.apply(Insert((), 4, "CreatedBy", b'{"AssociateId":3,"FullName":"Tom"}'))
    assert is_sparse(present(document.find(("CreatedBy",))))


def test_lists_of_a_request_type_are_asked_with_its_number() -> None:
    status = present(references.for_type(SOURCES["TicketStatusEntity"], 2))
    assert status.additional == "ticketType=2&onlyNormal=true"
    assert present(references.for_type(SOURCES["TicketPriorityEntity"], 2)).additional == "2"
    assert references.for_type(SOURCES["TicketCategoryEntity"], 2) is None
