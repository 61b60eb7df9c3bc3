"""The ladder of a default as a picture: a line with a dot for each rung, the one that decided filled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.ui.details.story_label import StoryLabel
from inspector.ui.kit.labels import restyle
from inspector.ui.kit.theme import Theme
from inspector.words.ladders import Row
from inspector.words.language import tr

DOT = 5.0
"""Logical pixels from the middle of a dot to its edge."""
GUTTER = 20
"""Logical pixels that the line and its dots take."""


class LadderView(QWidget):
    """What could decide, from the first to the last; a rung that nobody may look at is muted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[_RowView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(tr("Where the default comes from"))
        theme.changed.connect(self.update)
        self.hide()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rungs in place of the ones before; none hides the ladder."""
        while len(self._rows) < len(rows):
            self._rows.append(_RowView(self._theme, self))
            self._column.addWidget(self._rows[-1])
        for place, view in enumerate(self._rows):
            view.setVisible(place < len(rows))
            if place < len(rows):
                view.show_row(rows[place], is_first=place == 0, is_last=place == len(rows) - 1)
        spoken = (f"{row.who}: {row.sets}{', ' + tr('decided') if row.won else ''}" for row in rows)
        self.setAccessibleDescription("; ".join(spoken))
        self.setVisible(bool(rows))

    def parts(self) -> list[StoryLabel]:
        """The texts that are shown, in the order of reading."""
        return [part for row in self._rows if not row.isHidden() for part in row.parts()]


class _RowView(QWidget):
    """One rung: its dot, who it is, what it sets; below, who told."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._won = self._is_first = self._is_last = False
        self._who, self._note, self._sets, self._told_by = (StoryLabel(theme, self) for _ in range(4))
        for label in (self._who, self._sets, self._told_by):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._who.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sets.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._told_by.setProperty("muted", True)
        self._told_by.setFont(theme.font(0.85))
        restyle(self._note, chip="accent")
        grid = QGridLayout(self)
        grid.setContentsMargins(GUTTER, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._who, 0, 0)
        grid.addWidget(self._sets, 0, 1)
        grid.addWidget(self._note, 1, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._told_by, 2, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_row(self, row: Row, *, is_first: bool, is_last: bool) -> None:
        """Show this rung."""
        self._won, self._is_first, self._is_last = row.won, is_first, is_last
        self._who.tell(row.who)
        self._sets.tell(row.sets)
        self._note.tell(row.note)
        self._note.setVisible(bool(row.note))
        self._told_by.tell(row.told_by)
        self._told_by.setVisible(row.won and bool(row.told_by))
        self.setToolTip(row.told_by)
        for label in (self._who, self._sets):
            restyle(label, muted=not row.won, strong=row.won)
        self.update()

    def parts(self) -> list[StoryLabel]:
        """The texts that are shown."""
        return [part for part in (self._who, self._sets, self._note, self._told_by) if not part.isHidden()]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line, and the dot on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(DOT + 1.5, self._who.geometry().top() + self._who.fontMetrics().height() / 2)
        painter.setPen(QPen(self._theme.colour("line"), 2))
        if not self._is_first:
            painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), middle.y() - DOT))
        if not self._is_last:
            painter.drawLine(QPointF(middle.x(), middle.y() + DOT), QPointF(middle.x(), self.height()))
        edge = self._theme.colour("accent" if self._won else "line")
        painter.setPen(QPen(edge, 2))
        painter.setBrush(edge if self._won else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(middle.x() - DOT, middle.y() - DOT, 2 * DOT, 2 * DOT))
