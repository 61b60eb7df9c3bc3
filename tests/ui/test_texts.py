"""Codes of the domain in words: each has its own, and they fit what people here are used to."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from inspector import resources
from inspector.domain import entity, rights, values
from inspector.domain.entity import Type
from inspector.domain.rights import Hint, Lock, Mask
from inspector.ui.kit.theme import Theme
from inspector.words import values as texts
from tests.present import present
from tests.ui.conftest import Draft

LOCKED = [lock for lock in Lock if lock is not Lock.NONE]


@pytest.fixture
def norwegian() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.NorwegianBokmal, QLocale.Country.Norway))
    texts._day.cache_clear()
    yield
    QLocale.setDefault(before)
    texts._day.cache_clear()


def test_every_lock_has_a_word_a_drawing_and_a_sentence_of_its_own() -> None:
    marks = [texts.rights_marks(Hint(lock)) for lock in LOCKED]
    assert all(len(found) == 1 for found in marks)
    words = {found[0].word for found in marks}
    sentences = {texts.lock_sentence(Hint(lock)) for lock in Lock}
    assert (len(words), len(sentences)) == (len(LOCKED), len(Lock))
    assert texts.rights_marks(Hint()) == []


def test_every_drawing_a_mark_asks_for_is_there(theme: Theme) -> None:
    flags = itertools.product(LOCKED, (True, False), (True, False), (True, False))
    for lock, inherited, mandatory, nullable in flags:
        hint = Hint(lock, inherited, mandatory, nullable, write_only=True, mask=Mask(0, ("?",)))
        for mark in (*texts.rights_marks(hint), *texts.rights_marks(hint, unlocked=True)):
            assert resources.path(f"icons/{mark.icon}.svg").is_file()
            assert theme.colour(mark.colour).isValid()


def test_what_is_most_important_is_said_first() -> None:
    hint = Hint(Lock.SCREENS, mandatory=True, nullable=True, mask=Mask(0, ("Sparkling",)))
    assert texts.rights_words(hint) == "read-only in the screens, mandatory, unknown flag"
    assert texts.rights_words(hint, unlocked=True) == "unlocked by you, mandatory, unknown flag"
    assert texts.rights_words(Hint(Lock.HIDDEN, inherited=True)) == "hidden"
    assert texts.rights_words(Hint(Lock.TABLE, inherited=True)) == "read-only"


def test_reasons_are_told_as_served_and_their_absence_only_where_one_is_missed() -> None:
    assert texts.reason_sentence(Hint(reason="why")) == "Reason given: “why”."
    table = Hint(Lock.TABLE, table_reason="closed")
    assert texts.reason_sentence(table) == "Reason given for the table: “closed”."
    assert (
        texts.reason_sentence(Hint(Lock.NO_RIGHT))
        == "No reason was given; SuperOffice gives none for many locks."
    )
    assert texts.reason_sentence(Hint()) == texts.reason_sentence(Hint(Lock.KEY)) == ""


def test_dates_are_written_as_people_here_do_with_the_offset_as_served(norwegian: None) -> None:
    date = present(values.parse_date("2026-05-17T14:30:00.5+02:00"))
    assert texts.date_words(date) == "17 mai 2026 14:30  ·  +02:00"
    assert texts.date_words(present(values.parse_date("2026-05-17T14:30:05"))) == "17 mai 2026 14:30:05"


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
    assert texts.type_words(kind, hint) == text


def test_a_node_is_called_by_its_name_or_its_place(draft: Draft) -> None:
    document = draft('"Tags": [{"Id": 1}]')
    assert texts.field_title(present(document.find(("Tags", 0, "Id")))) == "Id"
    assert texts.field_title(present(document.find(("Tags", 0)))) == "Tags 1"


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
def test_what_is_of_the_wrong_kind_still_reads_as_something(draft: Draft, member: str) -> None:
    node = draft(member).root.child(3)
    assert texts.value_words(node).text
    assert texts.type_words(entity.type_of(node), rights.hint_of(node))


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
    assert texts.readable(name) == label
