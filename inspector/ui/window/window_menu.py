"""The menu Window that macOS has: put this one away, enlarge it, go to another."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from inspector.ui.kit.labels import as_entry
from inspector.ui.kit.saying import said, say
from inspector.words.language import tr


class WindowMenu(QMenu):
    """Stands before Help, and lists the windows that are open when it is."""

    def __init__(self, window: QMainWindow, help_: QAction) -> None:
        super().__init__(window)
        say(self.setTitle, tr("Window"))
        self._window = window
        window.menuBar().insertMenu(help_, self)
        said(self.addAction("", "Ctrl+M", window.showMinimized), tr("Minimise"))
        said(self.addAction("", self._zoom), tr("Zoom"))
        self.addSeparator()
        self._own = self.actions()
        self.aboutToShow.connect(self._list)

    def _zoom(self) -> None:
        if self._window.isMaximized():
            self._window.showNormal()
        else:
            self._window.showMaximized()

    def _list(self) -> None:
        for old in self.actions()[len(self._own) :]:
            self.removeAction(old)
            old.deleteLater()
        for one in QApplication.topLevelWidgets():
            if isinstance(one, QMainWindow) and one.isVisible():
                entry = self.addAction(_name(one), partial(_show, one))
                entry.setCheckable(True)
                entry.setChecked(one is self._window)


def _name(window: QMainWindow) -> str:
    """Its title as it reads: without the place of the star, and with what only looks like one."""
    return as_entry(window.windowTitle().replace("[*]", "", 1).replace("[*][*]", "[*]"))


def _show(window: QMainWindow) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
