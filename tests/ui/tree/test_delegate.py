"""What is drawn in a cell: marks of hits, and of rights."""

from __future__ import annotations

import itertools

from PySide6.QtWidgets import QStyleOptionViewItem

from inspector import resources
from inspector.domain.rights import Hint, Lock, Mask
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.cells import Column
from inspector.ui.tree.delegate import LONGEST_PAINTED, EntityDelegate
from inspector.words.rights import rights_marks
from tests.drafts import Draft
from tests.ui.conftest import WatchedModel, WatchedView, show


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
