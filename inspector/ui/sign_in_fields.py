"""The fields of the sign-in form that Qt does not have ready."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate


class PasswordEdit(QLineEdit):
    """A password; it notices Caps Lock by a capital without Shift, since Qt does not tell."""

    caps_lock = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.reveal(False)

    def reveal(self, shown: bool) -> None:
        """Show the letters, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; a letter tells how Caps Lock stands."""
        super().keyPressEvent(event)
        typed, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if len(typed) == 1 and typed.upper() != typed.lower():
            self.caps_lock.emit(typed.isupper() != shift)


class NameBox(QComboBox):
    """A text, or one of some; Return after typing goes on to the next field instead of signing in at once."""

    def __init__(self, texts: Sequence[str], placeholder: str) -> None:
        super().__init__()
        edit = QLineEdit()
        edit.setPlaceholderText(placeholder)
        self.setLineEdit(edit)
        self._typed = False
        edit.textEdited.connect(self._note_typing)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # completing would choose a saved name for a new one
        self.setItemDelegate(QStyledItemDelegate(self))
        self.addItems(list(texts))
        self.setCurrentIndex(-1)

    def _note_typing(self, _text: str) -> None:
        self._typed = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on after typing; all else is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._typed:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is taken."""
        super().focusOutEvent(event)
        self._typed = False
