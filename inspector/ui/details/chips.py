"""What is to know of a field at a glance: short words on grounds of their own, none of which is ever broken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from inspector.ui.details.story_label import StoryLabel
from inspector.ui.kit.flow import FlowLayout
from inspector.ui.kit.labels import restyle
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr
from inspector.words.rights import Mark


class Chips(QWidget):
    """The kind of value that goes into a field, and what the Rights column says of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(tr("Rights in words"))
        self._row = FlowLayout(4)
        self.setLayout(self._row)
        self._chips: list[StoryLabel] = []

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these in place of the ones before."""
        while len(self._chips) < len(marks):
            self._chips.append(StoryLabel(self._theme, self))
            self._row.addWidget(self._chips[-1])
        for chip, mark in zip(self._chips, marks, strict=False):
            chip.tell(mark.word)
            if chip.property("chip") != mark.colour:
                restyle(chip, chip=mark.colour)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(marks))
        self.setVisible(bool(marks))

    def parts(self) -> list[StoryLabel]:
        """Those that are shown."""
        return [chip for chip in self._chips if not chip.isHidden()]
