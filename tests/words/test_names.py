"""Names as they are served, and as people say them."""

from __future__ import annotations

import pytest

from inspector.words.names import field_title, readable
from tests.drafts import make_draft
from tests.present import present


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("OwnedBy", "Owner"),
        ("SomethingNewHere", "Something new here"),
        ("URLName", "URL name"),
        ("x_serial", "x_serial"),
        ("", ""),
    ],
)
def test_names_as_people_say_them(name: str, label: str) -> None:
    assert readable(name) == label


def test_a_node_is_called_by_its_name_or_its_place() -> None:
    document = make_draft('"Tags": [{"Id": 1}]')
    assert field_title(present(document.find(("Tags", 0, "Id")))) == "Id"
    assert field_title(present(document.find(("Tags", 0)))) == "Tags 1"
