"""Names and values one below the other, as tall as they need; a value without a space in it is broken too."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

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
        self._facts = list(facts)
        self._write()
        self.setVisible(bool(self._facts))

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

    def _fit(self, size: QSizeF) -> None:
        self.setFixedHeight(ceil(size.height()))
