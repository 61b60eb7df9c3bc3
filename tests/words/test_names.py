"""Names as they are served, and as people say them."""

from __future__ import annotations

import pytest

from inspector.words.names import api_name, field_title, path_words, readable, styled_name
from tests.drafts import make_draft, make_told
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


@pytest.mark.parametrize(
    ("name", "api", "label"),
    [
        ("SuperOffice:1", "Place · SuperOffice:1", "Place"),
        ("SuperOffice:1:DisplayText", "Place, as shown", "Place, as shown"),
        ("SuperOffice:1:DisplayTooltip", "Place, its tip", "Place, its tip"),
        ("SuperOffice:1:org", "Place, as it was", "Place, as it was"),
        ("x_plain", "x_plain", "x_plain"),
        ("x_plain:org", "x_plain:org", "x_plain:org"),
        ("x_unknown", "x_unknown", "x_unknown"),
    ],
)
def test_a_field_of_the_tenants_own_is_called_what_the_tenant_calls_it(
    name: str, api: str, label: str
) -> None:
    title = 'US:"Place";NO:"Sted"'
    document = make_told(
        {name: ""}, {"FieldName": "SuperOffice:1", "DisplayName": title}, {"FieldName": "x_plain"}
    )
    node = present(document.find(("CustomFields", name)))
    assert (styled_name(node, "api"), styled_name(node, "label")) == (api, label)
    assert field_title(node) == label
    assert api_name(node) == name


def test_a_sentence_names_a_custom_field_by_its_title() -> None:
    keys = ("CustomFields", "SuperOffice:1")
    assert path_words(keys, "api", "Place") == "Place (CustomFields.SuperOffice:1)"
    assert path_words(keys, "label", "Place") == "Place"
