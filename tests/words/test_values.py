"""Types in words, and values of whatever kind."""

from __future__ import annotations

import pytest

from inspector.domain import entity, rights
from inspector.domain.entity import Type
from inspector.domain.rights import Hint
from inspector.words.values import type_words, value_words
from tests.drafts import make_draft


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
