"""What a field is, whether SuperOffice documents it or not."""

from __future__ import annotations

import pytest

from inspector.words.fields import language_note, meaning
from tests.drafts import make_draft
from tests.present import present


@pytest.mark.parametrize(
    ("members", "keys", "told"),
    [
        ('"Title": ""', (), ""),
        ('"Title": ""', ("Title",), "."),
        ('"CustomFields": {"x_room": ""}', ("CustomFields", "x_room"), "this tenant's own, “x_room”."),
        ('"Tags": [{"Id": 1}]', ("Tags", 0), "Number 1 in the list Tags."),
        ('"Mood": 1', ("Mood",), "not in the documentation; it is kept as it came."),
    ],
)
def test_what_it_is(members: str, keys: tuple[str | int, ...], told: str) -> None:
    said = meaning(present(make_draft(members).find(keys)))
    assert said.endswith(told)
    assert bool(said) is bool(keys)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ('US:\\"Printer\\";GE:\\"Drucker\\"', "in several languages"),
        ("[SR_ADMIN_PRINTER]", "the text's number"),
        ("Printer", ""),
    ],
)
def test_a_text_in_no_language_says_how_to_choose_one(title: str, told: str) -> None:
    note = language_note(present(make_draft(f'"Title": "{title}"').find(("Title",))))
    assert told in note
    assert bool(note) is bool(told)
