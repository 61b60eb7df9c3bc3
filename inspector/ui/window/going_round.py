"""F6: from one pane of the window to the next, as far as they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

if TYPE_CHECKING:
    from inspector.ui.window.window import MainWindow


class GoingRound:
    """Takes the keyboard round the panes; each gives it to the control that had it there last, or to its first."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def go(self, step: int) -> None:
        """To the next pane for 1, to the one before for -1; a screen reader hears where that is."""
        stops = [(pane, one) for pane in self._panes() if (one := _takes_keyboard(pane)) is not None]
        if not stops:
            return
        here = next((at for at, (pane, _) in enumerate(stops) if _has_keyboard(pane)), None)
        pane, one = stops[min(step, 0) if here is None else (here + step) % len(stops)]
        if isinstance(pane, QDockWidget):
            pane.raise_()
            pane.activateWindow()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        name = pane.accessibleName() or pane.windowTitle()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, name))

    def _panes(self) -> list[QWidget]:
        """From top to bottom, and from left to right."""
        window = self._window
        return [
            *(window.context_bar, window.recovery, window.notice, window.welcome),
            *(window.filter_box, window.tree, window.details, window.problems),
            *window.findChildren(QDockWidget),
        ]


def _has_keyboard(pane: QWidget) -> bool:
    holder = QApplication.focusWidget()
    return holder is not None and (holder is pane or pane.isAncestorOf(holder))


def _takes_keyboard(pane: QWidget) -> QWidget | None:
    """The control that takes the keyboard in this pane; None where there is none, or the pane is not shown."""
    if not pane.isVisible():
        return None
    last = pane.focusWidget()
    if last is not None and _can_take(last):
        return last
    if _can_take(pane):
        return pane
    one = pane.nextInFocusChain()
    while one is not None and one is not pane:
        if pane.isAncestorOf(one) and _can_take(one):
            return one
        one = one.nextInFocusChain()
    return None


def _can_take(one: QWidget) -> bool:
    wants = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return wants and one.isVisible() and one.isEnabled() and one.focusProxy() is None
