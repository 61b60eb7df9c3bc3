"""What the guide and the list of keys have in common: a window of its own, with a field to look for something."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from inspector.ui.kit.labels import add_clear_button
from inspector.ui.kit.memory import WindowMemory
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr


class HelpWindow(QWidget):
    """Belongs to no other window, so that it can be used while a dialog is open, and stays when that goes."""

    def __init__(self, name: str, title: str, theme: Theme, memory: WindowMemory, size: QSize) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("help", True)
        self.setWindowTitle(f"{title} – Ticket Draft Inspector")
        self._memory = memory
        self.search = QLineEdit()
        self.search.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        add_clear_button(self.search, tr("Clear search"), theme.icon("close", "muted"))
        self.resize(size)
        self.restoreGeometry(memory.state(name))
        self.resize(self.size().boundedTo(self.screen().availableSize()))

    def come_forward(self) -> None:
        """Put it before all other windows."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends a search first, and closes the window second."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search.text():
            self.search.clear()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where it was."""
        self._memory.keep(self.objectName(), self.saveGeometry())
        super().closeEvent(event)
