"""Every lock in words: each has its own, and what is most important is said first."""

from __future__ import annotations

from inspector.domain.rights import Hint, Lock, Mask
from inspector.words.rights import lock_sentence, reason_sentence, rights_marks, rights_words

LOCKED = [lock for lock in Lock if lock is not Lock.NONE]


def test_every_lock_has_a_word_a_drawing_and_a_sentence_of_its_own() -> None:
    marks = [rights_marks(Hint(lock)) for lock in LOCKED]
    assert all(len(found) == 1 for found in marks)
    words = {found[0].word for found in marks}
    sentences = {lock_sentence(Hint(lock)) for lock in Lock}
    assert (len(words), len(sentences)) == (len(LOCKED), len(Lock))
    assert rights_marks(Hint()) == []


def test_what_is_most_important_is_said_first() -> None:
    hint = Hint(Lock.SCREENS, mandatory=True, nullable=True, mask=Mask(0, ("Sparkling",)))
    assert rights_words(hint) == "read-only in the screens, mandatory, unknown flag"
    assert rights_words(hint, unlocked=True) == "unlocked by you, mandatory, unknown flag"
    assert rights_words(Hint(Lock.HIDDEN, inherited=True)) == "hidden"
    assert rights_words(Hint(Lock.TABLE, inherited=True)) == "read-only"


def test_reasons_are_told_as_served_and_their_absence_only_where_one_is_missed() -> None:
    assert reason_sentence(Hint(reason="why")) == "Reason given: “why”."
    table = Hint(Lock.TABLE, table_reason="closed")
    assert reason_sentence(table) == "Reason given for the table: “closed”."
    assert (
        reason_sentence(Hint(Lock.NO_RIGHT)) == "No reason was given; SuperOffice gives none for many locks."
    )
    assert reason_sentence(Hint()) == reason_sentence(Hint(Lock.KEY)) == ""
