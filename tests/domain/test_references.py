"""What a reference is, and whether it is still the one that was served."""

from __future__ import annotations

from inspector.domain.document import Document, Insert, SetValue
from inspector.domain.entity import open_ticket
from inspector.domain.references import is_another
from tests.present import present

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
