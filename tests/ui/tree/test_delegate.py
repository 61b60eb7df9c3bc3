"""What is drawn in a cell: marks of hits, and of rights."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtWidgets import QStyleOptionViewItem

from inspector import resources
from inspector.domain.rights import Hint, Lock, Mask
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.cells import Column
from inspector.ui.tree.delegate import LONGEST_PAINTED, EntityDelegate, spots
from inspector.words.rights import rights_marks
from tests.drafts import Draft
from tests.ui.conftest import WatchedModel, WatchedView, show


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Heat pump, heat", ("heat",), [(0, 4), (11, 4)]),
        ("TicketPriority", ("ti", "priority", "i"), [(0, 2), (6, 8)]),
        ("a+b (c)", ("+", "("), [(1, 1), (4, 1)]),
        ("Heizung", (), []),
        ("Straße am See", ("see",), [(10, 3)]),
        ("Straße", ("ss",), [(4, 1)]),
        ("Straße", ("s", "ra"), [(0, 1), (2, 2), (4, 1)]),
        ("Ko\u0308ln", ("köln",), [(0, 5)]),
        ("Ko\u0308ln", ("ln",), [(3, 2)]),
        ("Ｔｉｔｌｅ", ("it",), [(1, 2)]),
        ("STRØM", ("strøm",), [(0, 5)]),
    ],
)
def test_every_place_is_marked(text: str, words: tuple[str, ...], found: list[tuple[int, int]]) -> None:
    assert spots(text, words) == found


def test_every_drawing_a_mark_asks_for_is_there(theme: Theme) -> None:
    flags = itertools.product(Lock, (True, False), (True, False), (True, False))
    for lock, inherited, mandatory, nullable in flags:
        hint = Hint(lock, inherited, mandatory, nullable, write_only=True, mask=Mask(0, ("?",)))
        for mark in (*rights_marks(hint), *rights_marks(hint, unlocked=True)):
            assert resources.path(f"icons/{mark.icon}.svg").is_file()
            assert theme.colour(mark.colour).isValid()


def test_of_a_very_long_text_only_the_beginning_is_laid_out(
    view: WatchedView, model: WatchedModel, draft: Draft
) -> None:
    show(model, draft(f'"Title": "{"A" * 100_000}", "Author": "Ida"'))
    delegate = view.itemDelegate()
    assert isinstance(delegate, EntityDelegate)
    for name, length in (("Title", LONGEST_PAINTED + 1), ("Author", 3)):
        option = QStyleOptionViewItem()
        delegate.initStyleOption(option, model.index_at((name,), Column.VALUE))
        assert len(option.text) == length
