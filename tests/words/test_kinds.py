"""What goes into a field, as a person says it."""

from __future__ import annotations

import json

import pytest

from inspector.domain.document import Document
from inspector.words.kinds import kind_words
from tests.drafts import make_draft, make_told
from tests.present import present


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ('"TimeToReply": 0', "whole number"),
        ('"HasAttachment": false', "yes or no"),
        ('"Deadline": null', "date and time"),
        ('"Slevel": "Internal"', "choice of 3"),
        ('"Author": null', "text"),
        ('"Category": {}', "chosen from a list"),
        ('"Person": null', "found by searching"),
        ('"FormSubmission": null', "several fields"),
        ('"Tags": []', "list"),
        ('"CustomFields": {}', "several fields"),
        ('"Newer": 1.5', "number"),
        ('"Newer": null', ""),
    ],
)
def test_the_kinds_of_the_schema(member: str, words: str) -> None:
    assert kind_words(make_draft(member).root.child(3)) == words


def test_a_text_tells_how_much_fits() -> None:
    draft = make_draft('"Title": "", "Author": ""', Title=("Update", "", 254), Author=("Update", "", 1))
    assert kind_words(present(draft.find(("Title",)))) == "text up to 254 characters"
    assert kind_words(present(draft.find(("Author",)))) == "text of 1 character"


def test_a_flag_is_any_of_so_many() -> None:
    draft = make_draft('"Priority": {"Flags": "Default"}')
    assert kind_words(present(draft.find(("Priority", "Flags")))).startswith("any of ")


@pytest.mark.parametrize(
    ("value", "declared", "words"),
    [
        ("[I:3]", "System.Int32", "whole number"),
        ("[F:3.5]", "System.Double", "number"),
        ("[M:3.5]", "System.Double", "amount"),
        ("[D:06/01/2020]", "System.DateTime", "date"),
        ("[DT:06/01/2020 09:30:00]", "System.DateTime", "date and time"),
        ("[DT:01/01/1760 09:34:44]", "System.TimeSpan", "time of day"),
        ("[T:14:52]", "System.DateTime", "time of day"),
        ("[I:1]", "System.Boolean", "yes or no"),
        ("True", "System.Boolean", "yes or no"),
        ("True", "System.String", "text"),
    ],
)
def test_the_kinds_of_a_field_of_the_tenants_own(value: str, declared: str, words: str) -> None:
    ticket = {
        "CustomFields": {"x_own": value},
        "FieldProperties": {"CustomFields.x_own": {"FieldType": declared}},
    }
    draft = Document(json.dumps(ticket).encode())
    assert kind_words(present(draft.find(("CustomFields", "x_own")))) == words


def test_a_number_that_came_with_a_name_is_chosen() -> None:
    draft = make_draft('"CustomFields": {"x_own": "[I:2]", "x_own:DisplayText": "Roof"}')
    assert kind_words(present(draft.find(("CustomFields", "x_own")))) == "chosen from a list"


@pytest.mark.parametrize(
    ("kind", "value", "more", "words"),
    [
        ("MdoList", "", {}, "chosen from a list"),
        ("ListText", "", {"Choices": ["a", "b"]}, "choice of 2"),
        ("ListText", "", {}, "text"),
        ("TimeSpan", "[I:90]", {}, "length of time"),
        ("Integer", "", {}, "whole number"),
        ("Integer", None, {}, "whole number"),
        ("Decimal", "", {}, "number"),
        ("Date", "", {}, "date"),
        ("DateTime", "", {}, "date and time"),
        ("Time", "", {}, "time of day"),
        ("Checkbox", "", {}, "yes or no"),
        ("ShortText", "", {"TextLength": 40}, "text up to 40 characters"),
        ("MdoList", {}, {}, "text"),
    ],
)
def test_the_kinds_that_a_custom_field_says_of_itself(
    kind: str, value: object, more: dict[str, object], words: str
) -> None:
    document = make_told({"x_a": value}, {"FieldName": "x_a", "FieldType": kind, **more})
    assert kind_words(present(document.find(("CustomFields", "x_a")))) == words
