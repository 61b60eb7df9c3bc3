"""Names and values one below the other, as tall as they need; a value without a space in it is broken too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from PySide6.QtCore import QRect, QSizeF, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from inspector.ui.details.story_label import Spot, marked_colours
from inspector.ui.kit.labels import escaped
from inspector.ui.kit.theme import Theme


class FactSheet(QTextEdit):
    """Facts to read, select and copy. A QLabel would cut what it can't break: .NET names, base64.

    No table: a screen reader would hear the signs that Qt sets between its cells, and a long name squeeze the values.
    """

    def __init__(
        self, theme: Theme, name: str, parent: QWidget | None = None, *, with_headings: bool = False
    ) -> None:
        """`with_headings`: each name has a line of its own above its value."""
        super().__init__(parent)
        self._theme, self._with_headings = theme, with_headings
        self._facts: list[tuple[str, str]] = []
        self._spots: Sequence[Spot] = ()
        self._here: Spot | None = None
        self.setProperty("plain", True)
        self.setAccessibleName(name)
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
        self._facts, self._spots, self._here = list(facts), (), None
        self._write()
        self.setVisible(bool(self._facts))

    def told(self) -> str:
        """What it shows, as text."""
        return self.toPlainText()

    def mark(self, spots: Sequence[Spot], here: Spot | None) -> None:
        """Mark these spots, and `here` as the one that is looked at."""
        self._spots, self._here = spots, here
        self.setExtraSelections([self._marking(spot) for spot in spots])

    def place_of(self, spot: Spot) -> QRect:
        """Where a spot is in the sheet."""
        return self.cursorRect(self._cursor(spot))

    def _cursor(self, spot: Spot) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(spot[0])
        cursor.setPosition(sum(spot), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _marking(self, spot: Spot) -> QTextEdit.ExtraSelection:
        ground, ink = marked_colours(self._theme, is_here=spot == self._here)
        marking = QTextEdit.ExtraSelection()
        marking.cursor, look = self._cursor(spot), QTextCharFormat()
        look.setBackground(ground)
        look.setForeground(ink)
        look.setFontUnderline(True)  # colour alone is not seen by all
        marking.format = look
        return marking

    def _write(self) -> None:
        muted = self._theme.colour("muted").name()
        between = "<br>" if self._with_headings else "&nbsp; "
        gaps = [0, *[16 if self._with_headings else 4] * len(self._facts)]
        paragraphs = (
            f'<p style="margin:{gap}px 0 0 0"><span style="color:{muted}">{escaped(name)}</span>'
            f"{between}{escaped(value)}</p>"
            for gap, (name, value) in zip(gaps, self._facts, strict=False)
        )
        self.setHtml("".join(paragraphs))
        self.mark(self._spots, self._here)

    def _fit(self, size: QSizeF) -> None:
        self.setFixedHeight(ceil(size.height()))
