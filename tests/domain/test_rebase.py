import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.document import Document, SetValue
from inspector.domain.entity import open_ticket
from inspector.domain.rebase import Choice, Difference, differences, rebased

names = st.sampled_from(["Title", "Author", "OwnedBy", "CustomFields", "Tags", "AlertLevel", "Whatever"])
values = st.recursive(
    st.none() | st.integers(0, 2) | st.sampled_from(["", "a", "b"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["x", "y", "AssociateId"]), inner, max_size=2)
    ),
    max_leaves=4,
)
tickets = st.dictionaries(names, values, max_size=5).map(lambda found: {"TicketId": 0, **found})


def body(ticket: dict[str, Any]) -> bytes:
    return json.dumps(ticket, separators=(",", ":")).encode()


def compared(mine: dict[str, Any], old: dict[str, Any] | None, new: dict[str, Any]) -> list[Difference]:
    old_root = Document(body(old)).root if old is not None else None
    return differences(Document(body(mine)).root, old_root, Document(body(new)).root)


@given(tickets, tickets)
def test_without_edits_it_is_the_new_default_byte_for_byte(old: dict[str, Any], new: dict[str, Any]) -> None:
    found = compared(old, old, new)
    assert all(one.code == "moved" for one in found)
    document, edits = rebased(body(new), found, {})
    assert document.root.raw == Document(body(new)).root.raw
    assert edits == []


@given(tickets, tickets)
def test_with_the_same_defaults_it_is_my_draft(mine: dict[str, Any], old: dict[str, Any]) -> None:
    document, _ = rebased(body(old), compared(mine, old, old), {})
    assert json.loads(document.to_bytes()) == mine


def completed(mine: dict[str, Any], old: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    """My draft, and in what was picked what the new default knows of the same."""
    owners: list[Any] = [one.get("OwnedBy") for one in (mine, old or {}, new)]
    keys = [owner.get("AssociateId") if isinstance(owner, dict) else None for owner in owners]
    if old is None or not isinstance(keys[0], int) or not keys[0] == keys[2] != keys[1]:
        return mine
    return mine | {"OwnedBy": owners[2] | owners[0]}


@given(tickets, tickets | st.none(), tickets, st.booleans())
def test_every_decision_is_carried_out(
    mine: dict[str, Any], old: dict[str, Any] | None, new: dict[str, Any], take_mine: bool
) -> None:
    found = compared(mine, old, new)
    choice: Choice = "mine" if take_mine else "new"
    document, edits = rebased(body(new), found, {one.keys: choice for one in found})
    assert json.loads(document.to_bytes()) == (completed(mine, old, new) if take_mine else new)
    for edit in reversed(edits):
        document.apply(edit.inverse)
    assert document.root.raw == Document(body(new)).root.raw


@pytest.mark.parametrize(
    ("mine", "old", "new", "told"),
    [
        ({"Title": "a"}, {"Title": "a"}, {"Title": "b"}, [("Title", "moved", "new")]),
        ({"Title": "m"}, {"Title": "a"}, {"Title": "a"}, [("Title", "edited", "mine")]),
        ({"Title": "m"}, {"Title": "a"}, {"Title": "b"}, [("Title", "both", "mine")]),
        ({"Title": "b"}, {"Title": "a"}, {"Title": "b"}, []),
        ({"Title": "m"}, {"Title": "a"}, {}, [("Title", "gone", "mine")]),
        ({"Title": "a"}, {"Title": "a"}, {}, [("Title", "moved", "new")]),
        ({"n": 1.10}, {"n": 1.1}, {"n": 1.100}, []),
    ],
)
def test_what_is_proposed(
    mine: dict[str, Any], old: dict[str, Any], new: dict[str, Any], told: list[tuple[str, str, str]]
) -> None:
    base = {"TicketId": 0}
    found = compared(base | mine, base | old, base | new)
    assert [(one.keys[-1], one.code, one.proposal) for one in found] == told


def test_another_reference_is_one_decision_and_the_same_is_compared_inside() -> None:
    mine = {"TicketId": 0, "OwnedBy": {"AssociateId": 7, "Rank": 1}}
    other = {"TicketId": 0, "OwnedBy": {"AssociateId": 8, "Rank": 2}}
    same = {"TicketId": 0, "OwnedBy": {"AssociateId": 7, "Rank": 2}}
    assert [one.keys for one in compared(mine, other, other)] == [("OwnedBy",)]
    assert [one.keys for one in compared(mine, same, same)] == [("OwnedBy", "Rank")]


def test_what_is_locked_now_is_told_and_the_new_default_proposed() -> None:
    right = {"Title": {"FieldRight": {"Mask": "Read", "Reason": "no"}, "FieldType": "System.String"}}
    old = {"TicketId": 0, "Title": "a", "FieldProperties": {}}
    (found,) = compared({**old, "Title": "m"}, old, {**old, "FieldProperties": right})
    assert (found.code, found.proposal) == ("locked", "new")


def test_numbers_are_written_as_they_came() -> None:
    mine = Document(b'{"TicketId":0,"a":1.10,"b":2}')
    mine.apply(SetValue((2,), b"2", b"3.00"))
    new = b'{"TicketId":0,"a":1.1000,"b":2,"c":4e0}'
    found = differences(mine.root, Document(b'{"TicketId":0,"a":1.10,"b":2}').root, Document(new).root)
    assert bytes(rebased(new, found, {})[0].root.raw) == b'{"TicketId":0,"a":1.1000,"b":3.00,"c":4e0}'


def test_numbers_beyond_all_reckoning_are_compared_as_they_are_spelled() -> None:
    far, farther = b'{"TicketId":0,"x":1e99999999999999999999}', b'{"TicketId":0,"x":2e99999999999999999999}'
    assert differences(Document(far).root, Document(far).root, Document(far).root) == []
    (found,) = differences(Document(far).root, Document(far).root, Document(farther).root)
    assert found.code == "moved"


def test_what_a_pick_could_not_know_comes_from_the_new_default() -> None:
    old = open_ticket(
        b'{"TicketId":0,"Title":"","TicketType":{"TicketTypeId":1,"Name":"A","IsDefault":true}}'
    )
    mine = open_ticket(b'{"TicketId":0,"Title":"x","TicketType":{"TicketTypeId":2,"Name":"B"}}')
    new = open_ticket(
        b'{"TicketId":0,"Title":"","TicketType":{"TicketTypeId":2,"Name":"B","IsDefault":false}}'
    )
    assert [one.keys for one in differences(mine.root, old.root, new.root)] == [("Title",)]
