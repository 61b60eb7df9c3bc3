"""Keys: what they do where, what texts call them on this system, and which of them belong to whoever is writing."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from inspector.words.language import through

WRITING = {
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Home, Qt.Key.Key_End),
}
"""Keys that, with Ctrl, move through a text or delete in it."""
WORDS_ON_MACOS = {r"(Ctrl|Strg)\+": "⌘", r"\((Delete|Entf)\)": "(⌫)"}
"""What texts call keys, and what is printed on them there."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What keys do, and where: a menu, a pane, a field."""

    where: str
    what: str
    keys: tuple[QKeySequence, ...]

    def spelled(self) -> str:
        """The keys as this system writes them, but for the Copy, Open and Undo keys that few keyboards have."""
        usual = [key for key in self.keys if key[0].key() < Qt.Key.Key_Back]  # type: ignore[index]  # PySide forgot it
        return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in usual)


def binding(where: str, what: str, *keys: Qt.Key | QKeyCombination) -> Binding:
    """Keys that are no verb's but somebody's who has the keyboard."""
    return Binding(where, what, tuple(map(QKeySequence, keys)))


def for_keyboard(text: str) -> str:
    """A text that names keys, by the names they have on this system."""
    return through(_by_mac_names, text) if sys.platform == "darwin" else text


def _by_mac_names(text: str) -> str:
    for pattern, words in WORDS_ON_MACOS.items():
        text = re.sub(pattern, words, text)
    return text


def belongs_to_writer(event: QEvent, field: QWidget | None) -> bool:
    """Whether a key moves or deletes in a text that is being written, rather than standing for a verb of the tree.

    Qt's fields claim some such keys themselves, but not Ctrl+Del, nor what goes to either end of the line on macOS.
    """
    if isinstance(field, QComboBox):
        field = field.lineEdit()
    if not isinstance(event, QKeyEvent) or not isinstance(field, (QLineEdit, QPlainTextEdit, QTextEdit)):
        return False
    has_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return has_ctrl and event.key() in WRITING and not field.isReadOnly()
