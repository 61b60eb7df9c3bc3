"""The guide and the list of keys, which all windows and dialogs share: there is one of each, made when it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

from inspector.ui.kit.guidance import page_of

if TYPE_CHECKING:
    from inspector.ui.guide.key_window import KeyWindow
    from inspector.ui.guide.window import GuideWindow
    from inspector.ui.kit.memory import WindowMemory
    from inspector.ui.kit.theme import Theme
    from inspector.ui.window.window import MainWindow


class Helping(QObject):
    """Opens them. They belong to no window: Qt lets a dialog block only what is related to it."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._memory: WindowMemory | None = None
        self._guide: GuideWindow | None = None
        self._keys: KeyWindow | None = None
        QApplication.instance().focusWindowChanged.connect(self._offer)  # type: ignore[union-attr]

    def serve(self, window: MainWindow) -> None:
        """Do what the verbs of that window wish."""
        self._memory = window.memory
        window.guide_wanted.connect(self.open_guide)
        window.keys_wanted.connect(self.open_keys)

    def _offer(self, _window: object) -> None:
        """A dialog has none of the verbs of the window behind it: it gets F1 when it has the keyboard first."""
        dialog = QApplication.activeWindow()
        if isinstance(dialog, QDialog) and dialog.findChild(QShortcut, "guide") is None:
            shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), dialog, self.open_guide)
            shortcut.setObjectName("guide")

    def open_guide(self) -> None:
        """At the page that tells of what has the keyboard."""
        page = page_of(QApplication.focusWidget() or QApplication.activeWindow())
        if self._guide is None:
            from inspector.ui.guide.pages import pages  # noqa: PLC0415 - few starts need it
            from inspector.ui.guide.window import GuideWindow  # noqa: PLC0415
            from inspector.ui.window.key_list import bindings  # noqa: PLC0415

            assert self._memory is not None
            self._guide = GuideWindow(self._theme, self._memory, pages(bindings()))
        self._guide.open_at(page)

    def open_keys(self) -> None:
        """All of them, ready to be filtered."""
        if self._keys is None:
            from inspector.ui.guide.key_window import KeyWindow  # noqa: PLC0415 - few starts need it
            from inspector.ui.window.key_list import bindings  # noqa: PLC0415

            assert self._memory is not None
            self._keys = KeyWindow(self._theme, self._memory, bindings())
        self._keys.come_forward()
        self._keys.search.setFocus()

    def close(self) -> None:
        """The program ends."""
        QApplication.instance().focusWindowChanged.disconnect(self._offer)  # type: ignore[union-attr]
        for window in (self._guide, self._keys):
            if window is not None:
                window.close()
                window.deleteLater()
        self._guide = self._keys = None
