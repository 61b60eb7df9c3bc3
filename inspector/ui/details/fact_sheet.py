"""Names and values in two columns, as tall as they need; a value without a space in it is broken too."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from inspector.ui.kit.labels import escaped
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr

WIDEST = 20
"""Letters of a name that stands in one line."""


class FactSheet(QTextEdit):
    """A table of facts to read, select and copy. A QLabel would cut what it can't break: .NET names, base64."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._facts: list[tuple[str, str]] = []
        self.setProperty("plain", True)
        self.setAccessibleName(tr("Facts"))
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._write)

    def set_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these in place of the ones before."""
        self._facts = list(facts)
        self._write()

    def _write(self) -> None:
        muted = self._theme.colour("muted").name()
        rows = "".join(
            f'<tr><td{self._width(name)} color:{muted}; padding:2px 12px 2px 0">{escaped(name)}</td>'
            f'<td style="padding:2px 0">{escaped(value)}</td></tr>'
            for name, value in self._facts
        )
        self.setHtml(f'<table cellspacing="0">{rows}</table>' if rows else "")
        self.setVisible(bool(rows))

    def _width(self, name: str) -> str:
        """As wide as the name; a long one takes several lines, so that there is room for the values."""
        widest = self.fontMetrics().averageCharWidth() * WIDEST
        if self.fontMetrics().horizontalAdvance(name) <= widest:
            return ' style="white-space:nowrap;'
        return f' width="{widest}" style="'

    def _fit(self, size: QSizeF) -> None:
        self.setFixedHeight(ceil(size.height()))
