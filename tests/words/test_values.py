"""Types in words, and values of whatever kind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from inspector.domain import entity, exact_json, rights, values
from inspector.domain.document import Node
from inspector.domain.entity import Type
from inspector.domain.errors import InvalidValue
from inspector.domain.exact_json import Number
from inspector.domain.rights import Hint
from inspector.words import language
from inspector.words.values import type_words, typed_value, understood, value_words
from tests.drafts import make_draft, make_told
from tests.present import present


@pytest.mark.parametrize(
    ("kind", "hint", "text"),
    [
        (Type("string"), Hint(), "text"),
        (Type("string"), Hint(length=254), "text · 254"),
        (Type("string"), Hint(length=-1), "text"),
        (Type("int32"), Hint(length=4), "int32"),
        (Type("enum", "TicketOrigin"), Hint(), "choice"),
        (Type("array", "Person"), Hint(), "Person [ ]"),
        (Type("array", "string"), Hint(), "text [ ]"),
        (Type("dict", "string"), Hint(), "fields"),
        (Type("object", known=False), Hint(), "fields, not in the documentation"),
        (Type("null", known=False), Hint(), "null, not in the documentation"),
    ],
)
def test_types_in_words(kind: Type, hint: Hint, text: str) -> None:
    assert type_words(kind, hint) == text


@pytest.mark.parametrize(
    "member",
    [
        '"OwnedBy": []',
        '"OwnedBy": {"AssociateId": {}, "FullName": []}',
        '"OwnedBy": {}',
        '"TimeToReply": {"a": 1}',
        '"Title": 5',
        '"ClosedAt": "yesterday"',
        '"ClosedAt": false',
        '"Tags": "x"',
        '"TableRight": 1',
        '"FieldProperties": [1]',
        '"CustomFields": null',
    ],
)
def test_what_is_of_the_wrong_kind_still_reads_as_something(member: str) -> None:
    node = make_draft(member).root.child(3)
    assert value_words(node).text
    assert type_words(entity.type_of(node), rights.hint_of(node))


@pytest.mark.parametrize(
    ("mask", "words"), [('"Read, Update"', "Read, Update"), ("15", "15"), ("null", "nothing said")]
)
def test_a_table_s_right_is_told_as_it_was_served(mask: str, words: str) -> None:
    node = make_draft(f'"TableRight": {{"Mask": {mask}}}').root.child(3)
    assert value_words(node).text == words


def test_what_is_typed_is_read_as_people_write_it_here() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    language.speak("de")
    try:
        assert typed_value("1.234,5", Type("double"), None) == Number("1234.5")
        assert typed_value("1.000", Type("int32"), None) == Number("1000")
        assert typed_value("4,5", Type("encoded", "F"), "[F:4.43]") == "[F:4.5]"
        assert typed_value("24.12.2021", Type("encoded", "D"), "[D:06/01/2020]") == "[D:12/24/2021]"
        assert (
            typed_value("31.3.2026 14:30", Type("date-time"), "2026-01-01T09:00:00Z")
            == "2026-03-31T14:30:00Z"
        )
        assert typed_value("1.000", Type("string"), "x") == "1.000"
        with pytest.raises(InvalidValue, match="ambiguous"):
            typed_value("1.000", Type("double"), None)
    finally:
        QLocale.setDefault(before)
        language.speak("en")


@pytest.mark.parametrize(
    ("members", "keys", "words", "kind"),
    [
        ('"TimeToReply": 357', ("TimeToReply",), "357 min  ·  5 h 57 min", "int32"),
        ('"TimeToReply": -1', ("TimeToReply",), "-1", "int32"),
        ('"TimeToReply": "soon"', ("TimeToReply",), "soon", "int32"),
        ('"TimeSpentQueue": 5', ("TimeSpentQueue",), "5 s", "int32"),
        ('"Priority": {"MonStart": "1970-01-01T08:00:00"}', ("Priority", "MonStart"), "08:00", "date-time"),
        (
            '"Priority": {"MonStart": "1970-01-01T08:00:00Z"}',
            ("Priority", "MonStart"),
            "08:00  ·  Z",
            "date-time",
        ),
        ('"Priority": {"MonStart": "0001-01-01T00:00:00"}', ("Priority", "MonStart"), "not set", "date-time"),
        (
            '"ExtraFields": {"x": "[DT:01/01/1760 09:34:44.0000000]"}',
            ("ExtraFields", "x"),
            "09:34:44",
            "date-time",
        ),
        ('"ExtraFields": {"x": "[D:06/01/2020]"}', ("ExtraFields", "x"), "1 Jun 2020", "date"),
        ('"ExtraFields": {"x": "[T:14:52]"}', ("ExtraFields", "x"), "14:52", "time"),
        ('"ExtraFields": {"x": "[M:1.5]"}', ("ExtraFields", "x"), "1.5", "decimal"),
        ('"ExtraFields": {"x": "[I:1]"}', ("ExtraFields", "x"), "1", "int32"),
    ],
)
def test_times_of_day_and_lengths_of_time_read_as_such(
    members: str, keys: tuple[str, ...], words: str, kind: str
) -> None:
    node = present(make_draft(members).find(keys))
    assert value_words(node).text == words
    assert type_words(values.kind_of(node), rights.hint_of(node)) == kind
    if words == "357 min  ·  5 h 57 min":
        assert typed_value("6 h", values.kind_of(node), node.value) == Number("360")


@pytest.mark.parametrize(
    ("served", "other", "words"),
    [("[I:1]", "[I:0]", "yes"), ("[I:0]", "[I:1]", "no"), ("True", "False", "yes"), ("False", "True", "no")],
)
def test_a_custom_field_that_is_ticked_says_yes_or_no(served: str, other: str, words: str) -> None:
    rights_of = (
        '"FieldProperties": {"x": {"FieldRight": null, "FieldType": "System.Boolean", "FieldLength": 2}}'
    )
    body = f'{{"TicketId": 0, "Title": "", "Author": "", "CustomFields": {{"x": "{served}", {rights_of}}}}}'
    node = present(entity.open_ticket(body.encode()).find(("CustomFields", "x")))
    kind = values.kind_of(node)
    assert value_words(node).text == words
    assert type_words(kind, rights.hint_of(node)) == "yes/no"
    assert typed_value(values.to_text(served, kind), kind, served) == served
    assert typed_value("false" if words == "yes" else "true", kind, served) == other
    assert typed_value("[I:0]", kind, served) in ("[I:0]", "False")
    with pytest.raises(InvalidValue):
        typed_value("perhaps", kind, served)


LISTED: dict[str, object] = {"FieldName": "x_a", "FieldType": "MdoList"}


def test_a_number_from_a_list_is_said_by_the_name_that_came_with_it() -> None:
    document = make_told({"x_a": "[I:2]", "x_a:DisplayText": "Roof"}, LISTED)
    node, beside = (present(document.find(("CustomFields", name))) for name in ("x_a", "x_a:DisplayText"))
    assert value_words(node).text == "Roof"
    assert understood(node, "[I:3]") == "3", "what is typed is not what the server named"
    served = bytes(node.raw)
    node.replace(b'"[I:3]"')
    assert value_words(node).text == "3"
    assert value_words(Node(node.key, exact_json.raw(served), node.parent, node.row)).text == "Roof"
    beside.replace(b'"Garden"')
    assert value_words(node).text == "Garden"
    assert value_words(Node(node.key, exact_json.raw(served), node.parent, node.row)).text == "Roof"
    beside.replace(b"null")
    assert value_words(node).text == "3"


def test_a_number_that_stands_for_itself_is_said_so() -> None:
    whole = make_told(
        {"x_a": "[I:2]", "x_a:DisplayText": "two"}, {"FieldName": "x_a", "FieldType": "Integer"}
    )
    assert value_words(present(whole.find(("CustomFields", "x_a")))).text == "2"


def test_an_empty_box_is_neither_ticked_nor_not() -> None:
    document = make_told({"x_a": ""}, {"FieldName": "x_a", "FieldType": "Checkbox"})
    assert value_words(present(document.find(("CustomFields", "x_a")))).text == "empty"
