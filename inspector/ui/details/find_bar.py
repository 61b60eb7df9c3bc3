"""Finding a text in Details: the bar that it is typed into, and the spots where it stands."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QToolButton, QWidget

from inspector.domain.folding import folded, spots
from inspector.ui.details.fact_sheet import FactSheet
from inspector.ui.details.story_label import Spot, StoryLabel
from inspector.ui.kit.keyboard import Binding, binding
from inspector.ui.kit.labels import Label
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr

NEXT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3)
SHIFT = Qt.KeyboardModifier.ShiftModifier
AROUND = 24
"""Logical pixels that are shown above and below a spot."""


Part = StoryLabel | FactSheet
"""A widget of Details with a text in it."""


class FindBar(QFrame):
    """Goes from spot to spot; Esc closes it, and the keyboard goes back to where it came from."""

    reveal_wanted = Signal(object)
    """The Part that the spot to be looked at lies in; it may be folded away."""

    def __init__(self, theme: Theme, scroll: QScrollArea, parts: Callable[[], list[Part]]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Find in Details"))
        self._scroll, self._parts = scroll, parts
        self._found: list[tuple[Part, Spot]] = []
        self._at = 0
        self._before: QWidget | None = None
        self._late = QTimer(self, singleShot=True, interval=0)  # once what was unfolded is laid out
        self._late.timeout.connect(self._scroll_there)
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Find in Details"))
        self.field.setPlaceholderText(tr("Find in Details"))
        self.field.textChanged.connect(lambda _text: self.seek())
        self._count = Label()
        self._count.setProperty("muted", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        for icon, name, act in (
            ("chevron-up", tr("Previous match"), lambda: self._go(-1)),
            ("chevron-down", tr("Next match"), lambda: self._go(1)),
            ("close", tr("Close the search"), self._close),
        ):
            button = QToolButton()
            button.setIcon(theme.icon(icon, "text"))
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(act)
            row.addWidget(button)
        self.hide()

    def open(self) -> None:
        """Show the bar, ready to be typed into; what was looked for last is there."""
        holder = self.window().focusWidget()
        if holder is not None and not self.isAncestorOf(holder):
            self._before = holder
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self.seek()

    def seek(self) -> None:
        """Find what is typed in what Details show now, and look at the first spot."""
        wanted = folded(self.field.text()) if not self.isHidden() else ""
        self._found = [
            (part, spot)
            for part in self._parts()
            for spot in (spots(part.told(), [wanted]) if wanted.strip() else ())
        ]
        self._at = 0
        self._show()

    def _go(self, step: int) -> None:
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self._show()

    def _show(self) -> None:
        """Mark every spot, and bring the one that is looked at into sight."""
        part, here = self._found[self._at] if self._found else (None, None)
        for one in self._parts():
            its = [spot for owner, spot in self._found if owner is one]
            one.mark(its, here if one is part else None)
        self._tell()
        if part is not None:
            self.reveal_wanted.emit(part)
            self._late.start()

    def _scroll_there(self) -> None:
        if self._found:
            part, here = self._found[self._at]
            place, inner = part.place_of(here), self._scroll.widget()
            assert inner is not None
            at = part.mapTo(inner, place.center())
            self._scroll.ensureVisible(at.x(), at.y(), 0, place.height() // 2 + AROUND)

    def _tell(self) -> None:
        told = ""
        if self._found:
            told = tr("{hits} of {total}").format(hits=self._at + 1, total=len(self._found))
        elif self.field.text().strip():
            told = tr("not found")
        self._count.setText(told)
        if told and not self.isHidden():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    def _close(self) -> None:
        self.hide()
        self.seek()
        if self._before is not None and shiboken6.isValid(self._before) and self._before.isVisible():
            self._before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, go back, close."""
        if event.key() in NEXT:
            self._go(-1 if event.modifiers() & SHIFT else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)


def keys() -> list[Binding]:
    """What keys do in the bar."""
    where, back = tr("Find in Details"), (Qt.KeyboardModifier.ShiftModifier | key for key in NEXT[::2])
    return [
        binding(where, tr("Next match"), *NEXT[::2]),
        binding(where, tr("Previous match"), *back),
        binding(where, tr("Close the search"), Qt.Key.Key_Escape),
    ]
