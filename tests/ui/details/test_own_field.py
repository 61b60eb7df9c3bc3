"""What Details tell of a custom field, and of what comes along with it."""

from __future__ import annotations

import pytest

from inspector.domain import rights
from inspector.domain.document import Node
from inspector.ui.details import facts, own_field, why
from inspector.ui.details.why import Background
from inspector.words.fields import meaning
from inspector.words.rights import lock_sentence, mandatory_sentence, rights_words
from tests.drafts import make_draft, make_told
from tests.present import present

PLACE: dict[str, object] = {
    "FieldName": "x_a",
    "DisplayName": "Place",
    "FieldType": "MdoList",
    "MdoListName": "udlist30",
}


def at(fields: dict[str, object], *told: dict[str, object], **right_of: object) -> Node:
    """The node of the first of the fields."""
    return present(make_told(fields, *told, **right_of).find(("CustomFields", next(iter(fields)))))


def test_its_served_name_and_its_set_up_stay_in_sight() -> None:
    node = at({"x_a": "[I:2]"}, PLACE | {"DefaultValue": 2, "HideField": True, "TemplateVariableName": "cl1"})
    told = dict(own_field.facts(node, ""))
    assert told["Served as"] == "x_a"
    assert told["Not in the screens"].startswith("The custom field itself says so")
    set_up = dict(facts.facts(node))["Field set-up"].split("\n")
    assert set_up == [
        *("FieldType: MdoList", "DisplayName: Place", "MdoListName: udlist30", "DefaultValue: 2"),
        *("TemplateVariableName: cl1", "HideField: true"),
    ]
    assert "Field: CustomFields.x_a (Place)" in why.message(node, Background())


def test_both_answers_are_told_where_they_differ() -> None:
    mask = {"FieldRight": {"Mask": "Update", "Reason": ""}, "FieldType": "System.String"}
    node = at({"x_a": ""}, PLACE | {"IsMandatory": True}, x_a=mask)
    two = dict(own_field.facts(node, ""))["Two answers"]
    assert "says that it is mandatory; the ticket's answer, which counts, does not" in two
    assert "is of another type than the ticket's answer" in two


def test_each_disagreement_has_its_words() -> None:
    told = {"FieldName": "x_a", "IsReadOnly": True, "TextLength": 5}
    right = {"FieldRight": {"Mask": "Update, UIHintMandatory", "Reason": ""}, "FieldLength": 6}
    two = dict(own_field.facts(at({"x_a": ""}, told, x_a=right), ""))["Two answers"]
    assert two.count("which counts") == 3


def test_why_nothing_is_known_of_it() -> None:
    assert own_field.facts(at({"x_a": ""}), "") == []
    ((_, refused),) = own_field.facts(at({"x_a": ""}), "The role may not.")
    assert refused == "What this field is called and takes could not be asked for: The role may not."
    ((_, unknown),) = own_field.facts(at({"x_b": ""}, PLACE), "")
    assert unknown.startswith("The tenant does not tell of this field")


def test_nothing_is_told_of_what_is_no_custom_field() -> None:
    document = make_draft('"Title": ""')
    assert own_field.facts(present(document.find(("Title",))), "The role may not.") == []
    assert own_field.facts(at({"x_a:DisplayText": ""}, PLACE), "The role may not.") == []


@pytest.mark.parametrize(
    ("companion", "text"),
    [
        (":DisplayText", "How the value of “x_a” reads, as the server says it."),
        (
            ":DisplayTooltip",
            "What SuperOffice's screens say of the value of “x_a” when the mouse rests on it.",
        ),
        (":org", "What “x_a” held when the server was asked."),
    ],
)
def test_what_comes_along_with_it(companion: str, text: str) -> None:
    node = at({f"x_a{companion}": ""}, PLACE)
    assert meaning(node) == text
    hint = rights.hint_of(node)
    assert rights_words(hint) == "only to be read"
    assert lock_sentence(hint).endswith("is not saved.")


def test_what_the_field_itself_says_is_said_to_be_its_own_word() -> None:
    node = at({"x_a": ""}, PLACE | {"IsMandatory": True, "IsReadOnly": True, "Description": "On site."})
    hint = rights.hint_of(node)
    assert meaning(node) == "On site."
    assert lock_sentence(hint).startswith(
        "You may read it. The custom field itself says that it is read-only"
    )
    assert mandatory_sentence(hint) == "It must be filled in: the custom field itself says so."
    assert rights_words(hint) == "read-only by the field, mandatory"
    assert why.remedy_words(hint) == "A SuperOffice administrator can change how this custom field is set up."
