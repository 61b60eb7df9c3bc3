"""A short list on the card that says how to begin: what was used before, a click away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from inspector.domain.visible import in_line, name_in_line
from inspector.ui.kit.labels import Label, TagPill, as_entry, plain
from inspector.ui.kit.saying import say

MOST = 5
LONGEST = 32
"""Letters of a name; its tip says the whole."""


class Row(NamedTuple):
    """What is chosen by a click on it, and what it says."""

    what: object
    name: str
    tip: str
    tag: str = ""
    color: str = ""


class RecentList(QWidget):
    """A heading, and below it a button for each; without any, nothing at all."""

    chosen = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._made = QWidget()
        heading = Label(title)
        heading.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addWidget(self._made)
        column.addStretch(1)
        self.hide()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """List the first of these."""
        rows = list(rows[:MOST])
        if rows == self._rows:
            return
        self._rows = rows
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for at, row in enumerate(rows):
            if row.tag:
                pill = TagPill()
                pill.set_tag(row.tag, row.color)
                grid.addWidget(pill, at, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._button(row), at, 1)
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self._made, made)
        self._made.hide()
        self._made.deleteLater()
        self._made = made
        self.setVisible(bool(rows))

    def _button(self, row: Row) -> QPushButton:
        button = QPushButton(as_entry(in_line(row.name, LONGEST)))
        button.setFlat(True)
        button.setProperty("entry", True)
        button.setAccessibleName(name_in_line(row.name))
        say(button.setToolTip, plain(row.tip))
        button.clicked.connect(lambda _checked=False: self.chosen.emit(row.what))
        return button
