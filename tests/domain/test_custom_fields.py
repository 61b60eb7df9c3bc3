"""What the tenant says of its own fields, and what that means for a ticket that has them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.demo import custom
from inspector.domain import checks, custom_fields, entity, origins, rights, values
from inspector.domain import ladder as ladders
from inspector.domain.custom_fields import CustomField
from inspector.domain.document import Document, Node
from inspector.domain.ladder import Knowledge
from inspector.domain.origins import Evidence
from inspector.domain.rights import Lock
from inspector.domain.search import Snapshot
from inspector.domain.tags import by_rights
from tests.drafts import make_draft
from tests.drafts import make_told as ticket


def at(document: Document, *keys: str) -> Node:
    node = document.find(keys)
    assert node is not None
    return node


def one(document: Document, name: str = "x_a") -> Node:
    return at(document, "CustomFields", name)


def told(kind: object = "ShortText", **more: object) -> dict[str, object]:
    return {"FieldName": "x_a", "FieldType": kind} | more


# -- reading ------------------------------------------------------------------------------------------


def test_what_the_demo_tenant_tells() -> None:
    found = custom_fields.read(json.loads(json.dumps(custom.descriptions(), default=str)))
    assert len(found) == len(custom.FIELDS)
    serial = found.get("x_serial")
    assert serial is not None
    assert (serial.kind, serial.is_mandatory, serial.is_read_only) == ("ShortText", True, False)


def test_names_are_found_in_any_case_and_numbers_stand_for_types() -> None:
    found = custom_fields.read(
        [
            {
                "fieldname": "SuperOffice:1",
                "FIELDTYPE": 7,
                "displayName": "Place",
                "isMandatory": 1,
                "isReadOnly": "True",
                "hideField": True,
                "mdoListName": "udlist30",
                "textLength": "40",
                "choices": ["Roof", "", None, 3],
                "defaultValue": 2,
                "templateVariableName": "cl01",
            }
        ]
    )
    assert found.get("superoffice:1") == CustomField(
        "SuperOffice:1",
        "Place",
        kind="MdoList",
        served_kind="7",
        is_mandatory=True,
        is_read_only=True,
        is_hidden=True,
        list_name="udlist30",
        choices=("Roof", "3"),
        length=40,
        default="2",
        template="cl01",
    )


@pytest.mark.parametrize(
    ("given_kind", "kind"),
    [
        ("integer", "Integer"),
        ("Hologram", ""),
        ("Unknown", ""),
        (99, ""),
        (-1, ""),
        (0, ""),
        (None, ""),
        ([], ""),
    ],
)
def test_a_type_that_is_not_known_is_none(given_kind: object, kind: str) -> None:
    found = custom_fields.read([told(given_kind)]).get("x_a")
    assert found is not None
    assert found.kind == kind


def test_of_two_of_one_name_the_first_counts_and_the_label_stands_in_for_a_title() -> None:
    found = custom_fields.read([told(ShortLabel="First"), told(DisplayName="Second"), {"FieldName": "X_A"}])
    assert [one.title for one in found.by_name.values()] == ["First", ""]
    assert found.get("x_A") is found.by_name["x_a"]


def test_ten_thousand_fields() -> None:
    found = custom_fields.read({"FieldName": f"x_{n}", "FieldType": "Integer"} for n in range(10_000))
    assert len(found) == 10_000
    assert found.get("X_9999") is not None


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
members = st.sampled_from(
    [
        *("FieldName", "fieldName", "DisplayName", "ShortLabel", "Description", "FieldType", "IsMandatory"),
        *("IsReadOnly", "HideField", "MdoListName", "TextLength", "Choices", "DefaultValue", "Rank"),
    ]
)


@given(st.lists(st.dictionaries(members, anything | st.sampled_from(custom_fields.KINDS)) | anything))
def test_whatever_a_server_sends_is_read(served: list[object]) -> None:
    found = custom_fields.read(served)
    for name, field in found.by_name.items():
        assert name == field.name != ""
        assert found.get(name) is field
        assert found.get(name.swapcase().casefold()) is not None
        assert field.kind in ("", *custom_fields.KINDS[1:])
        assert field.length is None or field.length > 0
        assert all(isinstance(text, str) and text for text in field.choices)


# -- in a ticket --------------------------------------------------------------------------------------


def test_only_the_tickets_own_fields_are_custom_fields() -> None:
    document = ticket({"x_a": "", "x_a:DisplayText": "A"}, told(DisplayName="Load"))
    assert custom_fields.field_of(document.root) is None
    assert custom_fields.field_of(at(document, "Sentiment")) is None
    found = custom_fields.field_of(one(document))
    assert found is not None
    assert found.title == "Load"
    assert custom_fields.field_of(one(document, "x_a:DisplayText")) is None
    assert custom_fields.owner_of(one(document, "x_a:DisplayText")) is found
    assert custom_fields.owner_of(one(document)) is None
    assert custom_fields.companion_of(one(document)) is None
    assert custom_fields.companion_of(one(document, "x_a:DisplayText")) == ("x_a", ":DisplayText")
    assert custom_fields.companions(one(document)) == [one(document, "x_a:DisplayText")]
    assert custom_fields.companions(document.root) == []


def test_nothing_is_known_before_it_is_told_and_nothing_of_a_piece() -> None:
    document = make_draft('"CustomFields": {"x_a": ""}')
    assert custom_fields.field_of(one(document)) is None
    assert not custom_fields.told_of(document.root)
    assert list(custom_fields.named_in(document.root)) == []
    piece = Node("", document.root.raw)
    custom_fields.learn(piece, custom_fields.read([told()]))
    assert not custom_fields.told_of(piece)


def test_fields_of_a_list_in_place_of_an_object_are_none() -> None:
    document = make_draft('"CustomFields": ["x_a"], "ExtraFields": null')
    custom_fields.learn(document.root, custom_fields.read([told()]))
    assert list(custom_fields.named_in(document.root)) == []
    assert custom_fields.companion_of(at(document, "CustomFields").child(0)) is None


def test_a_field_in_both_holders_is_one_field() -> None:
    document = make_draft('"ExtraFields": {"x_a": "", "x_b": ""}, "CustomFields": {"x_a": ""}')
    fields = custom_fields.read([told(), {"FieldName": "x_b"}, {"FieldName": "x_gone"}])
    custom_fields.learn(document.root, fields)
    found = [node.keys for node in custom_fields.named_in(document.root)]
    assert found == [("CustomFields", "x_a"), ("ExtraFields", "x_b")]


def test_those_that_a_ticket_has_are_found_among_many() -> None:
    document = make_draft('"ExtraFields": {"x_7": ""}, "CustomFields": {"x_5": "", "y": ""}')
    fields = custom_fields.read({"FieldName": f"x_{number}"} for number in range(10_000))
    custom_fields.learn(document.root, fields)
    found = [node.keys for node in custom_fields.named_in(document.root)]
    assert found == [("CustomFields", "x_5"), ("ExtraFields", "x_7")]


def test_what_was_derived_before_is_derived_anew() -> None:
    document = ticket({"x_a": ""})
    assert not rights.hint_of(one(document)).mandatory
    custom_fields.learn(document.root, custom_fields.read([told(IsMandatory=True)]))
    assert rights.hint_of(one(document)).mandatory
    custom_fields.learn(document.root, custom_fields.NONE)
    assert not rights.hint_of(one(document)).mandatory


def test_a_thread_that_searches_knows_as_much() -> None:
    document = ticket({"x_a": ""}, told(IsMandatory=True, IsReadOnly=True))
    found = by_rights(Snapshot.of(document.root).tree())
    assert found["@mandatory"] == {one(document).path}
    assert one(document).path in found["@readonly"]


# -- rights -------------------------------------------------------------------------------------------


def test_the_field_speaks_where_the_ticket_says_nothing() -> None:
    hint = rights.hint_of(one(ticket({"x_a": ""}, told(IsMandatory=True, IsReadOnly=True, TextLength=40))))
    assert (hint.lock, hint.mandatory, hint.is_mandatory_by_field) == (Lock.FIELD, True, True)
    assert hint.lock.may_be_lifted
    assert hint.max_length == 40


def test_the_tickets_answer_goes_first() -> None:
    mask = {"FieldRight": {"Mask": "Update", "Reason": ""}, "FieldType": "System.String", "FieldLength": 10}
    document = ticket({"x_a": ""}, told(IsMandatory=True, IsReadOnly=True, TextLength=40), x_a=mask)
    hint = rights.hint_of(one(document))
    assert (hint.lock, hint.mandatory, hint.is_mandatory_by_field) == (Lock.NONE, False, False)
    assert hint.max_length == 10


@pytest.mark.parametrize(
    ("mask", "more", "codes"),
    [
        ("Update", {"IsMandatory": True, "IsReadOnly": True}, ["mandatory", "read_only"]),
        ("Update, UIHintMandatory", {}, ["not_mandatory"]),
        ("Update, UIHintMandatory", {"IsMandatory": True}, []),
        ("Read", {"IsReadOnly": True}, []),
        ("Read", {}, []),
        ("Update", {"FieldType": "Date", "TextLength": 41}, ["type", "length"]),
        ("Update", {"TextLength": 40}, []),
        (None, {"IsMandatory": True, "IsReadOnly": True}, []),
    ],
)
def test_where_the_two_disagree(mask: str | None, more: dict[str, object], codes: list[str]) -> None:
    right = {"FieldRight": {"Mask": mask, "Reason": ""}, "FieldType": "System.String", "FieldLength": 40}
    assert rights.disagreements(rights.hint_of(one(ticket({"x_a": ""}, told(**more), x_a=right)))) == codes


def test_nothing_disagrees_with_a_field_that_nobody_told_of() -> None:
    assert rights.disagreements(rights.hint_of(one(ticket({"x_a": ""})))) == []


def test_what_comes_along_with_a_field_is_not_for_editing() -> None:
    document = ticket({"x_a": "[I:1]", "x_a:DisplayText": "A", "x_a:org": "[I:1]"})
    assert rights.hint_of(one(document, "x_a:org")).lock is Lock.COMPANION
    assert rights.hint_of(one(document)).lock is Lock.NONE


# -- kinds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field_type", "field_kind", "kind"),
    [
        ("", "Date", "Date"),
        ("System.Int32", "MdoList", "MdoList"),
        ("System.Int32", "Date", "Integer"),
        ("System.Int32", "", "Integer"),
        ("System.DateTime", "Time", "Time"),
        ("System.DateTime", "", ""),
        ("Checkbox", "ShortText", "Checkbox"),
        ("Unknown", "ShortText", "ShortText"),
        ("SuperOffice.Something", "Decimal", "Decimal"),
    ],
)
def test_the_kind_of_a_field(field_type: str, field_kind: str, kind: str) -> None:
    told_kind = CustomField("x_a", kind=field_kind)
    assert custom_fields.declared(field_type, told_kind) == kind
    assert custom_fields.agrees(field_type, told_kind) is (field_kind in ("", kind))


def test_a_kind_without_a_description() -> None:
    assert custom_fields.declared("System.Boolean", None) == "Checkbox"
    assert custom_fields.declared("", None) == ""


@pytest.mark.parametrize(
    ("kind", "text", "fits"),
    [
        ("Integer", "", True),
        ("Integer", "[I:3]", True),
        ("Integer", "3", True),
        ("Integer", "3.5", False),
        ("Integer", "[F:3]", False),
        ("Integer", "three", False),
        ("Decimal", "3.5", True),
        ("Decimal", "[M:3.5]", True),
        ("Date", "[D:06/01/2020]", True),
        ("Date", "2020", False),
        ("Time", "[T:06/19/2019 14:35:56.00000]", True),
        ("Checkbox", "True", True),
        ("Checkbox", "yes", False),
        ("ShortText", "[I:3]", True),
        ("", "anything", True),
    ],
)
def test_what_fits_a_kind(kind: str, text: str, fits: bool) -> None:
    assert custom_fields.fits(kind, text) is fits


@pytest.mark.parametrize(
    ("kind", "typed", "saved"),
    [
        ("Integer", "5", "[I:5]"),
        ("Decimal", "5.25", "[F:5.25]"),
        ("Date", "2026-05-04", "[D:05/04/2026]"),
        ("DateTime", "2026-05-04 08:30", "[DT:05/04/2026 08:30:00.0000000]"),
        ("Time", "8:30", "[T:08:30]"),
        ("TimeSpan", "90", "[I:90]"),
        ("Checkbox", "true", "[I:1]"),
        ("ShortText", "[I:5]", "[I:5]"),
        ("Hologram", "5", "5"),
    ],
)
@pytest.mark.parametrize("before", ["", None])
def test_an_empty_field_takes_what_its_type_says(
    kind: str, typed: str, saved: str, before: str | None
) -> None:
    node = one(ticket({"x_a": before}, told(kind)))
    served = values.modelled_on(node)
    assert values.from_text(typed, values.kind_of(node), served) == saved
    assert values.to_text(node.value, values.kind_of(node)) == ""


def test_a_user_defined_field_says_yes_in_words() -> None:
    document = ticket({"SuperOffice:2": ""}, {"FieldName": "SuperOffice:2", "FieldType": "Checkbox"})
    node = one(document, "SuperOffice:2")
    assert values.from_text("true", values.kind_of(node), values.modelled_on(node)) == "True"


def test_a_value_that_is_there_keeps_its_form() -> None:
    node = one(ticket({"x_a": "[M:3.50]"}, told("Integer")))
    assert values.modelled_on(node) == "[M:3.50]"
    assert values.kind_of(node).of == "M"


# -- where the default comes from ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("default", "text", "code"),
    [
        (3, "[I:3]", "custom_field"),
        (3, "[I:4]", "not_custom_field"),
        ("12500.45", "[M:12500.450]", "custom_field"),
        (4.43, "[F:4.43]", "custom_field"),
        (True, "[I:1]", "custom_field"),
        (True, "False", "not_custom_field"),
        ("Red", "Red", "custom_field"),
        ("Red", "Blue", "not_custom_field"),
        ("Red", "[I:3]", "not_custom_field"),
        ("2026-05-04T00:00:00", "[D:05/04/2026]", "custom_field"),
        ("2026-05-04", "[D:05/04/2026]", "custom_field"),
        ("2026-05-05T00:00:00", "[D:05/04/2026]", "not_custom_field"),
        ("0001-01-01T00:00:00", "[D:05/04/2026]", "perhaps_custom_field"),
        (0, "[I:3]", "perhaps_custom_field"),
        (False, "True", "perhaps_custom_field"),
        (None, "[I:3]", "perhaps_custom_field"),
    ],
)
def test_the_default_of_a_field_is_known_where_the_field_tells_it(
    default: object, text: str, code: str
) -> None:
    document = ticket({"x_a": text}, told("Unknown", DefaultValue=default))
    assert origins.origin_of(one(document), Evidence()) == code
    ladder = ladders.ladder_of(one(document), Knowledge(), Evidence())
    assert ladder is not None
    decided = "field" if ladder.decided is not None else ""
    is_told = code != "perhaps_custom_field"
    assert (decided, ladder.is_certain) == (
        "field" if code != "not_custom_field" else "",
        code == "custom_field",
    )
    assert ladder.rungs[0].call == ("fields" if is_told else "answer")


# -- problems -----------------------------------------------------------------------------------------


def problems(document: Document, known: checks.Known | None = None) -> list[tuple[str, str, bool]]:
    return [(one.code, one.title, one.by_field) for one in checks.problems(document, known)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("ShortText", ""),
        ("Date", "[D:01/01/0001 00:00:00.0000000]"),
        ("MdoList", "[I:0]"),
        ("Integer", None),
    ],
)
def test_a_mandatory_field_without_a_value_is_a_problem(kind: str, value: object) -> None:
    document = ticket({"x_a": value}, told(kind, IsMandatory=True, DisplayName="Load"))
    assert problems(document) == [("mandatory", "Load", True)]


@pytest.mark.parametrize(
    ("kind", "value"), [("Integer", "[I:0]"), ("Date", "[D:06/01/2020]"), ("ShortText", "a")]
)
def test_a_mandatory_field_with_a_value_is_none(kind: str, value: object) -> None:
    assert problems(ticket({"x_a": value}, told(kind, IsMandatory=True))) == []


def test_that_the_ticket_wants_a_value_is_not_the_fields_own_word() -> None:
    mask = {"FieldRight": {"Mask": "Update, UIHintMandatory", "Reason": ""}}
    assert problems(ticket({"x_a": ""}, told(IsMandatory=True), x_a=mask)) == [("mandatory", "", False)]


@pytest.mark.parametrize("value", ["three", 3, {}])
def test_a_value_that_does_not_fit_its_type_is_a_problem(value: object) -> None:
    document = ticket({"x_a": value}, told("Integer", DisplayName="Load"))
    assert ("wrong_type", "Load", True) in problems(document)


def test_a_value_of_no_known_type_is_left_alone() -> None:
    assert problems(ticket({"x_a": "three"}, told("Hologram"))) == []
    assert [code for code, _, _ in problems(ticket({"x_a": {}}, told("Hologram")))] == ["wrong_type"]


def test_too_long_for_the_field() -> None:
    assert [code for code, _, _ in problems(ticket({"x_a": "12345"}, told(TextLength=4)))] == ["too_long"]


def test_a_text_that_is_not_among_the_choices() -> None:
    choices = told("ListText", Choices=["Roof", "Cellar"])
    assert [code for code, _, _ in problems(ticket({"x_a": "Sky"}, choices))] == ["not_in_enum"]
    assert problems(ticket({"x_a": "Roof"}, choices)) == []
    assert problems(ticket({"x_a": ""}, choices)) == []


@pytest.mark.parametrize(
    ("value", "codes"),
    [("[I:1]", []), ("[I:2]", ["deleted"]), ("[I:3]", ["not_in_list"]), ("[I:0]", []), ("", []), ("7", [])],
)
def test_a_number_that_stands_for_nothing(value: object, codes: list[str]) -> None:
    document = ticket({"x_a": value}, told("MdoList", MdoListName="udlist30"))
    found = checks.problems(document, {"udlist30": {1: True, 2: False}})
    assert [one.code for one in found] == codes
    assert checks.problems(document, {"other": {5: True}}) == []


def test_a_change_of_what_the_field_locks_is_a_problem() -> None:
    document = ticket({"x_a": "a"}, told(IsReadOnly=True))
    one(document).replace(b'"b"')
    assert [code for code, _, _ in problems(document)] == ["locked"]


def test_a_ticket_of_the_demo_tenant_has_no_more_problems_for_what_is_known_of_its_fields() -> None:
    document = entity.open_ticket(
        json.dumps({"TicketId": 0, "Title": "", "BaseStatus": "Active", "CustomFields": {}}).encode()
    )
    before = checks.problems(document)
    custom_fields.learn(document.root, custom_fields.read([told()]))
    assert checks.problems(document) == before
