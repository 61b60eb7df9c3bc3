"""The guide and the list of keys, which all windows and dialogs share: there is one of each, made when it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

from inspector.ui.kit.guidance import page_of
from inspector.ui.kit.saying import speech

if TYPE_CHECKING:
    from inspector.ui.guide.help_window import HelpWindow
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
        speech.changed.connect(self._say_again)

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
            self._guide = self._make_guide()
        self._guide.open_at(page)

    def _make_guide(self) -> GuideWindow:
        from inspector.ui.guide.pages import pages  # noqa: PLC0415 - few starts need it
        from inspector.ui.guide.window import GuideWindow  # noqa: PLC0415 - as above
        from inspector.ui.window.key_list import bindings  # noqa: PLC0415 - as above

        assert self._memory is not None
        return GuideWindow(self._theme, self._memory, pages(bindings()))

    def open_keys(self) -> None:
        """All of them, ready to be filtered."""
        if self._keys is None:
            self._keys = self._make_keys()
        self._keys.come_forward()
        self._keys.search.setFocus()

    def _make_keys(self) -> KeyWindow:
        from inspector.ui.guide.key_window import KeyWindow  # noqa: PLC0415 - few starts need it
        from inspector.ui.window.key_list import bindings  # noqa: PLC0415 - as above

        assert self._memory is not None
        return KeyWindow(self._theme, self._memory, bindings())

    def _say_again(self) -> None:
        """Each is written in one language: what is shown is made anew, at the same page, and searches for the same."""
        guide, keys = self._guide, self._keys
        self._guide = self._keys = None
        if guide is not None:
            if guide.isVisible():
                self._guide = self._make_guide()
                self._guide.view.go_to(guide.view.page)
            _take_the_place(self._guide, guide)
        if keys is not None:
            self._keys = self._make_keys() if keys.isVisible() else None
            _take_the_place(self._keys, keys)

    def close(self) -> None:
        """The program ends."""
        QApplication.instance().focusWindowChanged.disconnect(self._offer)  # type: ignore[union-attr]
        for window in (self._guide, self._keys):
            if window is not None:
                window.close()
                window.deleteLater()
        self._guide = self._keys = None


def _take_the_place(new: HelpWindow | None, old: HelpWindow) -> None:
    """Show a window where another was, which goes; who has the keyboard keeps it."""
    old.close()
    if new is not None:
        new.setGeometry(old.geometry())
        new.search.setText(old.search.text())
        new.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        new.show()
        new.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)
    old.deleteLater()
