import json

import pytest

from inspector.domain import blank, entity, schema
from inspector.domain.document import Document
from inspector.domain.entity import spelled

CARRIERS = sorted(schema._schema()["carriers"])


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_blank_carrier_has_every_property_and_each_fits(carrier: str) -> None:
    made = json.loads(blank.blank(spelled(carrier)))
    wanted = [name for name in entity.properties(carrier) if name not in entity.RIGHTS_PROPERTIES]
    assert list(made) == wanted
    for name, value in made.items():
        kind = spelled(entity.properties(carrier)[name])
        assert blank.fits(json.dumps(value).encode(), kind), name


@pytest.mark.parametrize(
    ("piece", "kind", "fits"),
    [
        (b"7", "int32", True),
        (b"7.0", "int32", True),
        (b"7.5", "int32", False),
        (b"1e9999", "double", True),
        (b"99999999999", "int32", False),
        (b'"7"', "int32", False),
        (b"true", "bool", True),
        (b"null", "Associate", True),
        (b"{}", "Associate", True),
        (b"[]", "Associate", False),
        (b"{}", "array<Tag>", False),
        (b'"x"', "string", True),
        (b"1", "string", False),
        (b"1", "enum:TicketOrigin", True),
    ],
)
def test_what_may_stand_where(piece: bytes, kind: str, fits: bool) -> None:
    assert blank.fits(piece, spelled(kind)) is fits


def test_what_a_list_holds() -> None:
    root = Document(b'{"Tags":[],"Unknown":[1],"ExtraFields":{}}').root
    assert blank.element_of(root.child(0)).name == "Tag"
    assert blank.element_of(root.child(1)).name == "number"
    assert blank.element_of(root.child(2)).name == "string"
