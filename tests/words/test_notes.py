"""The small notes behind values."""

from __future__ import annotations

import pytest

from inspector.words.notes import note_words
from tests.drafts import make_draft
from tests.present import present

MEMBERS = (
    '"CreatedAt": "2026-11-28T10:07:42.1234567", "Deadline": "2026-11-28T18:07:00", '
    '"AlertTimeout": "2026-11-30T12:22:00", "Activate": "2026-11-30T12:22:00", '
    '"OwnedBy": {"AssociateId": 5, "Name": "TIM", "PersonId": 5}, "CreatedBy": {"AssociateId": 6}, "Author": null'
)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("Deadline",), "8 h after creation"),
        (("AlertTimeout",), "2 d 2 h 15 min after creation"),
        (("Activate",), ""),
        (("OwnedBy",), "you"),
        (("CreatedBy",), ""),
        (("OwnedBy", "PersonId"), ""),
        (("Author",), ""),
        ((), ""),
    ],
)
def test_what_a_value_means_to_whoever_asked(keys: tuple[str, ...], told: str) -> None:
    assert note_words(present(make_draft(MEMBERS).find(keys)), 5) == told


def test_nobody_is_you_where_nobody_is_known_to_have_asked() -> None:
    assert note_words(present(make_draft(MEMBERS).find(("OwnedBy",)))) == ""


@pytest.mark.parametrize(
    "members",
    [
        '"Deadline": "2026-11-28T18:07:00"',
        '"CreatedAt": null, "Deadline": "2026-11-28T18:07:00"',
        '"CreatedAt": "2026-11-28T10:07:02", "Deadline": null',
        '"CreatedAt": "2026-11-28T10:07:02", "Deadline": "soon"',
        '"CreatedAt": "0001-01-01T00:00:00", "Deadline": "2026-11-28T18:07:00"',
        '"CreatedAt": "2026-11-28T10:07:02", "Deadline": "0001-01-01T00:00:00"',
        '"CreatedAt": "2026-11-28T10:07:02", "Deadline": "2026-11-28T10:07:00"',
        '"CreatedAt": "2026-11-28T10:07:02Z", "Deadline": "2026-11-28T18:07:00"',
    ],
)
def test_dates_that_can_not_be_compared_get_none(members: str) -> None:
    assert note_words(present(make_draft(members).find(("Deadline",)))) == ""
