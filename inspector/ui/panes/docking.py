"""The panes at the window's edges, each made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QMainWindow, QUndoView

from inspector.ui.kit.guidance import Page, explain
from inspector.ui.kit.saying import say, speech
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.ui.bench.bench import Bench
    from inspector.ui.panes.checking_setup import CheckingSetup
    from inspector.ui.tree.view import EntityView

_RIGHT, _BOTTOM = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
_PLACES = {"raw_json": _RIGHT, "history": _RIGHT, "request_log": _BOTTOM, "check_setup": _BOTTOM}
"""Where each pane is at first."""
_PAGES: dict[str, Page] = {"request_log": "getting-in", "check_setup": "why"}
"""Of the guide, where it is not the one on drafts."""
CLOSE, FLOAT = "qt_dockwidget_closebutton", "qt_dockwidget_floatbutton"
"""Qt's names of the buttons at the top of a pane, which it names in one language for ever."""


class Docking(QObject):
    """Shows and hides them."""

    shown = Signal(str, bool)
    """The pane of that verb is to be seen, or no longer."""
    chosen = Signal(tuple)
    """The keys of a property that was chosen in a pane."""

    def __init__(self, bench: Bench, window: QMainWindow, tree: EntityView) -> None:
        super().__init__(window)
        self._bench, self._window, self._tree = bench, window, tree
        self._panes: dict[str, QDockWidget] = {}
        self._checkup: CheckingSetup | None = None

    def toggle_request_log(self) -> None:
        """What was asked and answered."""
        if not self._was_toggled("request_log"):
            from inspector.ui.panes.request_log import RequestLog  # noqa: PLC0415 - few open it

            self._dock(RequestLog(self._bench.theme, self._bench.place.journal, self._window))

    def toggle_check_setup(self) -> None:
        """What is wrong with how the tenant is set up; whoever opens it wants to know."""
        is_new = not self._was_toggled("check_setup")
        if is_new:
            from inspector.ui.panes.checking_setup import CheckingSetup  # noqa: PLC0415 - few open it

            self._checkup = CheckingSetup(self._bench, self._window)
            self._dock(self._checkup.pane)
            self._window.resizeDocks([self._checkup.pane], [280], Qt.Orientation.Vertical)
        if self._checkup is not None and (is_new or not self._checkup.pane.isHidden()):
            self._checkup.check_first()
            self._checkup.pane.focus()

    def toggle_raw_json(self) -> None:
        """The draft as text."""
        if not self._was_toggled("raw_json"):
            from inspector.ui.panes.raw_json import RawJson  # noqa: PLC0415 - few open it

            raw_json = RawJson(self._bench, self._tree)
            raw_json.chosen.connect(self.chosen)
            self._dock(raw_json.pane)
            self._window.resizeDocks([raw_json.pane], [400], Qt.Orientation.Horizontal)

    def toggle_history(self) -> None:
        """Every step."""
        if not self._was_toggled("history"):
            steps = QUndoView(self._bench.ticket.stack)
            self._name_beginning(steps)
            self._bench.ticket.shown.connect(lambda: self._name_beginning(steps))
            speech.changed.connect(steps.viewport().update)
            steps.setCleanIcon(self._bench.theme.icon("check", "green"))
            say(steps.setAccessibleName, tr("History"))
            steps.setWordWrap(True)
            steps.setResizeMode(QUndoView.ResizeMode.Adjust)
            steps.setProperty("steps", True)
            pane = QDockWidget(self._window)
            say(pane.setWindowTitle, tr("History"))
            pane.setObjectName("history")
            pane.setWidget(steps)
            self._dock(pane)

    def hide_all(self) -> None:
        """Hide every pane; each comes back at its first place when it is wanted."""
        for name, pane in self._panes.items():
            pane.setFloating(False)
            self._window.addDockWidget(_PLACES[name], pane)
            pane.hide()

    def _name_beginning(self, steps: QUndoView) -> None:
        """What there was before the first step."""
        source = self._bench.ticket.source
        is_served = source is None or source.kind == "server"
        say(steps.setEmptyLabel, tr("As served") if is_served else tr("As opened"))

    def _was_toggled(self, name: str) -> bool:
        """Show or hide a pane that was made before; False where it was not."""
        if name not in self._panes:
            return False
        pane = self._panes[name]
        pane.setVisible(pane.isHidden())
        return True

    def _dock(self, pane: QDockWidget) -> None:
        """Show a pane for the first time."""
        name = pane.objectName()
        self._panes[name] = pane
        explain(pane, _PAGES.get(name, "drafts"))
        for button, words in ((CLOSE, tr("Close pane")), (FLOAT, tr("Detach pane"))):
            made = pane.findChild(QAbstractButton, button)
            if made is not None:  # should Qt rename it one day, its own words stay
                say(made.setAccessibleName, words)
                say(made.setAccessibleDescription, "")
        pane.visibilityChanged.connect(lambda visible: self.shown.emit(name, visible))
        self._window.addDockWidget(_PLACES[name], pane)
        self.shown.emit(name, True)
