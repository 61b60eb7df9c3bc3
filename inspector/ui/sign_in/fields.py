"""The parts of the sign-in dialog that Qt does not have ready."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from inspector.ui.kit.check_box import WrappingCheckBox
from inspector.ui.kit.combo_box import ChosenText, ComboBox
from inspector.ui.kit.exact_text import unlimited
from inspector.ui.kit.labels import Label, restyle
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr

_COLOURS = {"error": "red", "success": "green"}
_ICONS = {"error": "error", "success": "check"}


class PasswordEdit(QLineEdit):
    """A password that is typed, or one that is stored and belongs to an origin; what is typed goes before.

    What is stored is never its text, so that nothing can show or copy it. Delete takes it out. Caps Lock is noticed by
    a capital without Shift, since Qt does not tell.
    """

    caps_lock = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        unlimited(self)  # tokens are pasted here
        self._stored = self._belongs_to = self._origin = self._hint = ""
        self.reveal(False)

    def offer(self, stored: str, belongs_to: str) -> None:
        """A secret from the keyring, and the origin that it may be sent to."""
        self._stored, self._belongs_to = stored, belongs_to
        self._show_placeholder()

    def follow(self, origin: str, hint: str = "") -> None:
        """What is asked for now would be sent to `origin`; `hint` stands in the empty field."""
        self._origin, self._hint = origin, hint
        self._show_placeholder()

    def forget(self) -> None:
        """Nothing is typed, and nothing stored."""
        self.clear()
        self.offer("", "")

    def secret(self) -> str:
        """What is typed, else what is stored for this very origin."""
        return self.text() or (self._stored if self._belongs_to == self._origin else "")

    def belongs_elsewhere(self) -> str:
        """The origin of what is stored, where it is another than the one that is asked about."""
        return self._belongs_to if self._stored and self._belongs_to != self._origin else ""

    def _show_placeholder(self) -> None:
        here = bool(self._stored) and self._belongs_to == self._origin
        say(self.setPlaceholderText, tr("Stored in the keyring") if here else self._hint)

    def reveal(self, shown: bool) -> None:
        """Show the letters, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; a letter tells how Caps Lock stands."""
        if not self.text() and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.offer("", "")
        super().keyPressEvent(event)
        typed, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if len(typed) == 1 and typed.upper() != typed.lower():
            self.caps_lock.emit(typed.isupper() != shift)


class NameBox(ComboBox):
    """A text, or one of a few; Return after typing goes on to the next field instead of signing in at once."""

    def __init__(self, texts: Sequence[str], placeholder: str) -> None:
        super().__init__()
        edit = unlimited(ChosenText())
        say(edit.setPlaceholderText, placeholder)
        self.setLineEdit(edit)
        self._typed = False
        edit.textEdited.connect(self._note_typing)
        self.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # completing would choose a saved name for a new one
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


class PageRow(QWidget):
    """While the browser is waited for: open its page again, or copy the address for another browser."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._address = ""
        again, copy = said(QPushButton(), tr("Open Page Again")), said(QPushButton(), tr("Copy Address"))
        again.clicked.connect(lambda: self.wanted.emit(self._address))
        say(copy.setToolTip, tr("For another browser on this computer"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._address))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        for button in (again, copy):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.hide()

    def offer(self, address: str) -> None:
        """The page that the browser was sent to; there is no secret in its address (RFC 7636)."""
        self._address = address
        self.show()


class TrustBox(WrappingCheckBox):
    """The decision to trust a certificate that the system does not."""

    pem = ""
    origin = ""


class NoticeLine(QFrame):
    """One sentence above the form; a screen reader is told when it appears."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon, self._text = Label(), Label()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def tell(self, level: str, text: str) -> None:
        """Show a sentence in place of the one before."""
        restyle(self, notice=level)
        self._icon.setPixmap(
            self._theme.pixmap(_ICONS[level], _COLOURS[level], ratio=self.devicePixelRatio())
        )
        self._text.setText(text)
        say(self.setAccessibleName, text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """What it says; empty where it is hidden."""
        return "" if self.isHidden() else self._text.text()
