"""The request type of a ticket, and what came with it."""

from __future__ import annotations

import pytest

from inspector.domain import request_types
from inspector.domain.context import RequestContext
from inspector.domain.document import Document, SetValue
from inspector.domain.entity import open_ticket
from inspector.domain.request_types import Kind
from tests.present import present

SERVED = (
    b'{"TicketId":0,"Slevel":"External","Status":{"TicketStatusId":1,"Name":"Open"},'
    b'"Priority":null,"TicketType":{"TicketTypeId":1,"Name":"Request"}}'
)


def ticket() -> Document:
    return open_ticket(SERVED)


def test_a_ticket_has_the_type_that_it_was_served_with_until_another_is_picked() -> None:
    document = ticket()
    assert request_types.of(document.root) == request_types.served(document.root) == Kind(1, "Request")
    node = present(document.find(request_types.PLACE))
    document.apply(SetValue(node.path, bytes(node.raw), b'{"TicketTypeId":3,"Name":"Complaint"}'))
    assert request_types.of(document.root) == Kind(3, "Complaint")
    assert request_types.served(document.root) == Kind(1, "Request")


@pytest.mark.parametrize("odd", [b"null", b"7", b"[]", b"{}", b'{"TicketTypeId":"x","Name":5}'])
def test_a_ticket_without_a_type_has_none(odd: bytes) -> None:
    document = open_ticket(SERVED.replace(b'{"TicketTypeId":1,"Name":"Request"}', odd))
    assert request_types.of(document.root) == request_types.served(document.root) == Kind()
    without = open_ticket(b'{"TicketId":0,"Title":"","Author":""}')
    assert request_types.of(without.root) == request_types.served(without.root) == Kind()


@pytest.mark.parametrize(
    ("asked", "other"),
    [(None, None), ("1", None), ("2", Kind(1, "Request")), ("none", None)],
)
def test_an_answer_for_another_type_than_was_asked_for(asked: str | None, other: Kind | None) -> None:
    context = RequestContext(request_type=asked)
    assert request_types.other_than_asked(ticket(), context) == other


def test_what_nobody_changed_stays_behind() -> None:
    document = ticket()
    names = [node.key for node in request_types.left_behind(document.root)]
    assert names == ["Status", "Priority", "Slevel"]
    level = present(document.find(("Slevel",)))
    document.apply(SetValue(level.path, bytes(level.raw), b'"Internal"'))
    assert [node.key for node in request_types.left_behind(document.root)] == ["Status", "Priority"]
