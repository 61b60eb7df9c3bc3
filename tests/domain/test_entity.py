import json
from unittest import mock

import pytest

from inspector.domain import entity, exact_json, rights
from inspector.domain.document import Document, Node
from inspector.domain.entity import Type
from inspector.domain.errors import InvalidJson, NotATicket
from tests.present import present


def test_types_follow_the_schema_into_lists_dictionaries_and_carriers() -> None:
    body = {
        "Slevel": "External",
        "SecondaryPersons": [{"PersonId": 1}],
        "Priority": {"NonDates": ["2026-01-01T00:00:00"]},
        "CustomFields": {"x_a": "1"},
        "Novelty": {"Inner": 1.5},
    }
    document = Document(json.dumps(body).encode())

    def kind(*keys: int | str) -> Type:
        node = document.find(keys)
        assert node is not None
        return entity.type_of(node)

    assert kind("Slevel") == Type("enum", "TicketSecurityLevel")
    assert kind("SecondaryPersons", 0) == Type("Person")
    assert kind("SecondaryPersons", 0, "PersonId") == Type("int32")
    assert kind("Priority", "NonDates", 0) == Type("date-time")
    assert kind("CustomFields", "x_a") == Type("string")
    assert kind("Novelty") == Type("object", known=False)
    assert kind("Novelty", "Inner") == Type("number", known=False)


def test_references_are_called_by_their_names() -> None:
    document = Document(
        b'{"OwnedBy":{"AssociateId":7,"Name":"th","FullName":"Tim"},"Sale":{"SaleId":3,"Title":""}}'
    )
    owner, sale = document.root.child(0), document.root.child(1)
    assert entity.reference_name(owner, "Associate") == "Tim"
    assert entity.key_of(owner, "Associate") == "7"
    assert entity.reference_name(sale, "Sale") is None


@pytest.mark.parametrize(
    ("body", "error", "code"),
    [
        (b"null", NotATicket, "null"),
        (b"[]", NotATicket, "not_object"),
        (b"3", NotATicket, "not_object"),
        (b"{}", NotATicket, "no_ticket_properties"),
        (b'{"Title":"A book","Author":"x","Language":"en"}', NotATicket, "no_ticket_properties"),
        (b'{"TicketId":1,"Foo":2}', NotATicket, "no_ticket_properties"),
        (b" ", InvalidJson, "empty"),
        (b'{"TicketId":', InvalidJson, "syntax"),
    ],
)
def test_what_is_not_a_ticket(body: bytes, error: type[InvalidJson | NotATicket], code: str) -> None:
    with pytest.raises(error) as caught:
        entity.open_ticket(body)
    assert caught.value.code == code


def test_a_ticket() -> None:
    assert entity.open_ticket(b'{"TicketId":0,"Title":"","Author":null}').root.names() == [
        "TicketId",
        "Title",
        "Author",
    ]
    assert len(entity.open_ticket(b'{"TicketId":0}', least=1).root) == 1


def test_a_large_object_is_cut_and_its_rights_are_found_when_it_is_opened() -> None:
    entries = ",".join(f'"x_{number}":"[I:{number}]"' for number in range(80_000))
    fields = f'{{{entries},"FieldProperties":{{}},"x":"","FieldProperties":null}}'
    root = entity.open_ticket(f'{{"TicketId":0,"Title":"","CustomFields":{fields}}}'.encode(), least=1).root
    large = root.child(2)
    assert len(present(large.cut_into).runs) > 100
    with mock.patch.object(exact_json, "runs", None):
        assert len(large) == 80_003
    with mock.patch.object(Node, "rows_named", None):
        assert large.derived(entity.rights_rows) == [80_000, 80_002]
        assert present(large.get("FieldProperties")).row == 80_002
        assert large.get("TableRight") is None
        assert rights.hint_of(large.child(7)) == rights.Hint()
    large.remove(80_000)
    assert large.derived(entity.rights_rows) == [80_001]


def test_every_reference_key_and_name_is_in_the_schema() -> None:
    for carrier, key in entity.REFERENCE_KEYS.items():
        names = entity.REFERENCE_NAMES.get(carrier, ("Name",))
        assert {key, *names} <= entity.properties(carrier).keys()


def test_a_property_has_the_list_that_the_documentation_names() -> None:
    document = Document(
        b'{"TicketId": 0, "OwnedBy": {"AssociateId": 7}, "Tags": [1], "x": {"Name": 1, "OwnedBy": null}}'
    )
    named = {
        keys: entity.mdo_list(present(document.find(keys))) for keys in ((), ("OwnedBy",), ("TicketId",))
    }
    assert named == {(): "", ("OwnedBy",): "associate", ("TicketId",): ""}
    unnamed = (("OwnedBy", "AssociateId"), ("Tags", 0), ("x",), ("x", "OwnedBy"))
    assert [entity.mdo_list(present(document.find(keys))) for keys in unnamed] == [""] * 4


def test_the_reference_of_the_lists_goes_before_the_schema() -> None:
    root = Document(b'{"TicketId":0,"Status":null,"BaseStatus":"","Person":null,"SecondaryPersons":[]}').root
    assert [entity.mdo_list(node) for node in root] == ["", "ticketticketstatus", "ticketstatus", "", ""]
