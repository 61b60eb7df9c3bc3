"""What is to know of a field at a glance: short words on grounds of their own, none of which is ever broken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from inspector.ui.kit.flow import FlowLayout
from inspector.ui.kit.labels import Label, restyle
from inspector.ui.kit.saying import say
from inspector.words.language import tr
from inspector.words.rights import Mark


class Chips(QWidget):
    """The kind of value that goes into a field, and what the Rights column says of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setAccessibleName, tr("Rights in words"))
        self._row = FlowLayout(4)
        self.setLayout(self._row)
        self._chips: list[Label] = []

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these in place of the ones before."""
        while len(self._chips) < len(marks):
            self._chips.append(Label(parent=self))
            self._row.addWidget(self._chips[-1])
        for chip, mark in zip(self._chips, marks, strict=False):
            chip.setText(mark.word)
            if chip.property("chip") != mark.colour:
                restyle(chip, chip=mark.colour)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(marks))
        self.setVisible(bool(marks))
