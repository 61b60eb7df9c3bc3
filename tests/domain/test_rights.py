import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import entity, rights
from inspector.domain.document import Document, SetValue
from inspector.domain.exact_json import Number
from inspector.domain.rights import Lock
from tests.present import present


def ticket(fields: Any = None, table: Any = None, **properties: Any) -> Document:
    body = {"TicketId": 0, "Title": "", **properties, "TableRight": table, "FieldProperties": fields}
    return Document(json.dumps(body).encode())


def right(mask: str, reason: str = "", kind: str = "System.String", length: int = 254) -> dict[str, Any]:
    return {"FieldRight": {"Mask": mask, "Reason": reason}, "FieldType": kind, "FieldLength": length}


def hint(document: Document, *keys: str) -> rights.Hint:
    node = document.find(keys)
    assert node is not None
    return rights.hint_of(node)


@pytest.mark.parametrize(
    ("text", "bits", "unknown"),
    [
        ("Update, UIHintMandatory", 3 | 64, ()),
        ("FULL", 3, ()),
        ("None", 0, ()),
        ("Unused4, UIHintReadOnly", 32 | 128, ()),
        ("Update, UIHints", 3 | 192, ()),
        ("Read,Frobnicate", 1, ("Frobnicate",)),
        ("Update, 64", 3 | 64, ()),
        ("Update, 1088", 3 | 64, ("1024",)),
        ("Read, , Write,", 3, ()),
    ],
)
def test_field_masks(text: str, bits: int, unknown: tuple[str, ...]) -> None:
    mask = rights.parse_mask(text, "EFieldRight")
    assert mask == rights.Mask(bits, unknown, text)


@pytest.mark.parametrize(
    ("text", "bits"), [("URI", 7), ("Select, Update, Insert", 7), ("RI, RestrictedUpdate", 37), ("FULL", 15)]
)
def test_table_masks_in_both_spellings(text: str, bits: int) -> None:
    mask = rights.parse_mask(text, "ETableRight")
    assert mask is not None
    assert mask.bits == bits


@pytest.mark.parametrize("value", [None, "", "  ", True])
def test_what_is_not_a_mask(value: bool | str | None) -> None:
    assert rights.parse_mask(value, "EFieldRight") is None


def test_numeric_masks() -> None:
    assert rights.parse_mask(Number("1"), "EFieldRight") == rights.Mask(1, (), "1")
    assert rights.parse_mask(Number("1e9"), "EFieldRight") == rights.Mask(0, ("1e9",), "1e9")
    assert rights.parse_mask(Number("-1"), "EFieldRight") == rights.Mask(0, ("-1",), "-1")
    assert rights.parse_mask(Number("515"), "EFieldRight") == rights.Mask(3, ("512",), "515")


@given(st.integers(0, 10**12))
def test_no_bit_of_a_number_is_lost(number: int) -> None:
    mask = present(rights.parse_mask(Number(str(number)), "ETableRight"))
    assert mask.text == str(number)
    assert mask.bits + sum(int(rest) for rest in mask.unknown) == number


@given(st.lists(st.sampled_from(sorted(entity.enum("EFieldRight"))), min_size=1))
def test_a_mask_is_the_or_of_its_names(names: list[str]) -> None:
    mask = rights.parse_mask(", ".join(names), "EFieldRight")
    expected = 0
    for name in names:
        expected |= entity.enum("EFieldRight")[name]
    assert mask is not None
    assert (mask.bits, mask.unknown) == (expected, ())


@given(st.text())
def test_any_text_is_a_mask_or_none(text: str) -> None:
    mask = rights.parse_mask(text, "ETableRight")
    assert mask is None or mask.text == text


@pytest.mark.parametrize(
    ("mask", "lock", "editable"),
    [
        ("Update", Lock.NONE, True),
        ("FULL", Lock.NONE, True),
        ("Read", Lock.NO_RIGHT, False),
        ("None", Lock.HIDDEN, False),
        ("Update, UIHintReadOnly", Lock.SCREENS, False),
        ("Unused4, UIHintReadOnly", Lock.HIDDEN, False),
        ("Write", Lock.NONE, True),
        ("Frobnicate", Lock.NONE, True),
    ],
)
def test_what_a_mask_locks(mask: str, lock: Lock, editable: bool) -> None:
    found = hint(ticket({"Title": right(mask)}), "Title")
    assert (found.lock, found.editable) == (lock, editable)


def test_mandatory_nullable_length_and_reason() -> None:
    found = hint(ticket({"Title": right("Update, UIHintMandatory, Unused4", "because")}), "Title")
    assert (found.mandatory, found.nullable, found.max_length, found.reason) == (True, True, 254, "because")
    assert hint(ticket({"Title": right("Update", kind="System.Int32", length=4)}), "Title").max_length is None


def test_lookup_is_exact_then_in_any_case_then_dotted_then_nothing() -> None:
    fields = {
        "title": right("Read"),
        "Title": right("None"),
        "SLEVEL": right("Read"),
        "CustomFields.x_foo": right("Read"),
        "Person.Firstname": right("None"),
        "ProjStatusId": right("Read"),
    }
    document = ticket(
        fields,
        Slevel="External",
        CustomFields={"x_foo": "1"},
        Person={"PersonId": 1, "Firstname": "x"},
        Author="",
    )
    assert hint(document, "Title").lock is Lock.HIDDEN
    assert hint(document, "Slevel").lock is Lock.NO_RIGHT
    assert hint(document, "CustomFields", "x_foo").lock is Lock.NO_RIGHT
    assert hint(document, "Person", "Firstname").lock is Lock.HIDDEN
    assert hint(document, "Author") == rights.Hint()


@pytest.mark.parametrize(
    ("mask", "ticket_id", "lock"),
    [
        ("Select, Update", 0, Lock.TABLE),
        ("Select, Update", 7, Lock.NONE),
        ("RI", 0, Lock.NONE),
        ("RI", 7, Lock.TABLE),
        ("RI, RestrictedUpdate", 0, Lock.NONE),
        ("Novelty", 0, Lock.NONE),
    ],
)
def test_the_table_gates_the_whole_ticket(mask: str, ticket_id: int, lock: Lock) -> None:
    document = ticket(None, {"Mask": mask, "Reason": "r"}, TicketId=ticket_id)
    assert hint(document, "Title").lock is lock


def test_the_key_is_locked_and_rights_describe_only() -> None:
    document = ticket({"TicketId": right("Update")}, {"Mask": "FULL", "Reason": ""})
    assert hint(document, "TicketId").lock is Lock.KEY
    assert hint(document, "TableRight", "Mask").lock is Lock.RIGHTS
    assert hint(document, "FieldProperties").lock is Lock.RIGHTS


def test_what_lies_in_a_locked_property_is_locked_but_a_reference_stays_choosable() -> None:
    owner = {"AssociateId": 3, "Name": "x", "TableRight": {"Mask": "R", "Reason": ""}, "FieldProperties": {}}
    document = ticket({"CreatedBy": right("Read", "theirs")}, CreatedBy=owner, OwnedBy=owner)
    inner = hint(document, "CreatedBy", "AssociateId")
    assert (inner.lock, inner.inherited, inner.reason) == (Lock.NO_RIGHT, True, "theirs")
    assert hint(document, "OwnedBy", "AssociateId").lock is Lock.NONE
    assert hint(document, "OwnedBy", "Name").lock is Lock.TABLE


@pytest.mark.parametrize(
    "junk",
    [None, 3, "x", [], {}, {"FieldRight": 3}, {"FieldRight": {"Mask": [], "Reason": 4}, "FieldLength": "x"}],
)
def test_wrong_types_anywhere_in_the_rights_give_no_hint(junk: Any) -> None:
    assert hint(ticket({"Title": junk}, junk), "Title").editable
    assert hint(ticket(junk), "Title").editable


def test_a_hint_follows_the_document() -> None:
    document = ticket({"Title": right("Read")})
    assert not hint(document, "Title").editable
    document.apply(SetValue((), bytes(document.root.raw), b'{"TicketId":0,"Title":""}'))
    assert hint(document, "Title").editable


@pytest.mark.parametrize("mask", ["Uninitialized", 128, "128", "FULL, Uninitialized"])
def test_a_table_of_which_nothing_is_known_locks_nothing(mask: str | int) -> None:
    document = ticket({"Title": right("Update")}, {"Mask": mask, "Reason": ""}, OwnedBy={"FullName": "x"})
    assert not rights.table_forbids(document.root)
    assert hint(document, "Title").editable
    assert hint(document, "OwnedBy", "FullName").editable
