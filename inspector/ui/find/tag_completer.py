"""Completing the tags of the Filter (`@mandatory` …) while they are typed, the last word of the line only."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtWidgets import QCompleter

from inspector.domain import tags
from inspector.domain.folding import folded
from inspector.ui.kit.completing import fit_list


class TagCompleter(QCompleter):
    """Offers every tag as soon as `@` is typed; what stands before the last word stays."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(sorted(tags.ALL), parent)
        self._before = ""
        self.setMaxVisibleItems(len(tags.ALL))
        fit_list(self)

    def splitPath(self, path: str) -> list[str]:
        """The last word where it may become a tag; else something that no tag begins with."""
        self._before, _, last = path.rpartition(" ")
        last = folded(last)
        return [last if last.startswith("@") and last not in tags.ALL else "\0"]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The whole line with the tag in place of what was begun."""
        return f"{self._before} {super().pathFromIndex(index)}".lstrip()
