"""The field that the filter is typed into."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from inspector.ui.kit.keyboard import Binding, binding, for_keyboard
from inspector.ui.kit.labels import add_clear_button
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr

LEAVING = (Qt.Key.Key_Down, Qt.Key.Key_Return)


class FilterBox(QLineEdit):
    """Esc clears it first and leaves it second; Down goes to the tree."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear, leave, or type."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, *LEAVING):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def filter_box(theme: Theme) -> FilterBox:
    """One with its icon, its words and its button."""
    box = FilterBox()
    say(box.setAccessibleName, tr("Filter"))
    say(box.setPlaceholderText, tr("Filter by name or value"))
    tip = tr("Shows only the properties whose name or value holds every word (Ctrl+F). Esc shows all.")
    say(box.setToolTip, for_keyboard(tip))
    add_clear_button(box, tr("Clear filter"), theme.icon("close", "muted"))
    said(box.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition), tr("Find"))
    return box


def keys() -> list[Binding]:
    """What keys do in it."""
    where = tr("Filter")
    return [
        binding(where, tr("Clear the Filter; leave it when it is empty"), Qt.Key.Key_Escape),
        binding(where, tr("Go on to the properties"), *LEAVING),
    ]
