"""The main window. It shows; what it shows and does is decided in `wiring.py`, what it is made of in `furnish.py`.

The window is on screen before the rest of the program is loaded: this module imports next to nothing, not even Qt's
namespace of enums (11 ms), and everything in the window is made by `furnish` after the first paint.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QMainWindow

from inspector.ui.kit.memory import WindowMemory

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QLabel, QMenu, QProgressBar, QSplitter, QStackedWidget, QToolButton

    from inspector.ui.defaults.context_bar import ContextBar
    from inspector.ui.details.pane import DetailsPane
    from inspector.ui.drafts.recovery_card import RecoveryCard
    from inspector.ui.find.filter_box import FilterBox
    from inspector.ui.problems.pane import ProblemsPane
    from inspector.ui.tree.path_bar import PathBar
    from inspector.ui.tree.view import EntityView
    from inspector.ui.window.notice import NoticeBand
    from inspector.ui.window.welcome import WelcomeCard

PROGRAM = "Ticket Draft Inspector"
SIZE, FRAME = QSize(1280, 800), QSize(16, 48)
"""Logical pixels: of a first window where there is room, and what a desktop may lay around it."""
FIRST_SIZES = [880, 400]
"""Logical pixels of the tree and of the cards beside it, in proportion."""


class MainWindow(QMainWindow):
    """Menus, context bar, notice, tree with filter, the cards beside it, status bar."""

    first_painted = Signal()
    closing = Signal()
    """Someone wants to close; `agree_to_close` lets them."""
    quit_wanted = Signal()
    """The program is to end, with all its windows."""
    guide_wanted = Signal()
    """The guide is to open at the page of what has the keyboard."""
    keys_wanted = Signal()
    """All keys are to be listed."""
    dropped = Signal(list)
    """Paths of files that were dropped onto the window."""

    actions_by_name: dict[str, QAction]
    recent_menu: QMenu
    export_menu: QMenu
    weather_menu: QMenu
    language_menu: QMenu
    context_bar: ContextBar
    notice: NoticeBand
    recovery: RecoveryCard
    welcome: WelcomeCard
    filter_box: FilterBox
    count: QLabel
    no_hits: QLabel
    tree: EntityView
    path_bar: PathBar
    details: DetailsPane
    problems: ProblemsPane
    splitter: QSplitter
    stack: QStackedWidget
    progress: QLabel
    transfer: QProgressBar
    readiness: QToolButton
    whereabouts: QLabel

    def __init__(self, memory: WindowMemory | None = None) -> None:
        """An empty window. `memory` is that of the other windows."""
        super().__init__()
        self.memory = memory or WindowMemory()
        self._may_close = False
        self._painted = False
        self._furnished = False
        self.resize(SIZE)
        self.setAcceptDrops(True)
        self.setWindowTitle(f"[*]{PROGRAM}")

    def note_furnished(self) -> None:
        """Everything is in the window."""
        self._furnished = True
        self.show_ticket(False)

    def fit_screen(self) -> None:
        """Be no larger than the screen has room for, within a frame."""
        self.resize(self.size().boundedTo(self.screen().availableGeometry().size() - FRAME))

    # -- what it shows --------------------------------------------------------------------------------

    def name_draft(self, draft: str, connection: str) -> None:
        """Put `[*]DRAFT – CONNECTION – program` into the title."""
        from inspector.ui.kit.labels import as_title  # noqa: PLC0415 - the first paint does without

        self.setWindowTitle(
            "[*]" + " – ".join(filter(None, (as_title(draft), as_title(connection), PROGRAM)))
        )

    def show_ticket(self, shown: bool) -> None:
        """Show the ticket's tree, or the card that says how to begin."""
        self.stack.setCurrentWidget(self.splitter if shown else self.welcome)
        self.context_bar.setVisible(shown)

    def tell_progress(self, text: str) -> None:
        """Say in the status bar what was done last, or is being done."""
        self.progress.setText(text)

    def remember(self) -> None:
        """Keep place, splitters and columns for the next start."""
        self.memory.keep("geometry", self.saveGeometry())
        self.memory.keep("splitter", self.splitter.saveState())
        self.memory.keep("widths", self.tree.columns.state())

    def recall(self) -> None:
        """Take splitters and columns as they were; the place is taken before the first paint."""
        self.splitter.restoreState(self.memory.state("splitter"))
        self.tree.columns.restore(self.memory.state("widths"))

    def reset_layout(self) -> None:
        """Splitters and columns as they were at first."""
        self.splitter.setSizes(FIRST_SIZES)
        self.tree.columns.begin()

    # -- closing and painting -------------------------------------------------------------------------

    def agree_to_close(self) -> None:
        """Close without asking again."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the workspace first: there may be something to save."""
        if self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        self.closing.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and nothing else."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        self.dropped.emit(_files(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when something can first be seen: the rest of the program is loaded then."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the notice, and then clears the Filter."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - see above

        is_escape = event.key() == Qt.Key.Key_Escape and self._furnished
        if is_escape and not self.notice.isHidden():
            self.notice.hide()
        elif is_escape and self.filter_box.text():
            self.filter_box.clear()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt's own; menu tips must not wipe out what the status bar says, and whoever is writing keeps some keys."""
        if event.type() is QEvent.Type.ShortcutOverride and self._furnished:
            from inspector.ui.kit.keyboard import belongs_to_writer  # noqa: PLC0415 - see above

            if belongs_to_writer(event, self.focusWidget()):
                event.accept()
                return True
        return True if event.type() is QEvent.Type.StatusTip else super().event(event)


def _files(data: QMimeData) -> list[Path]:
    """The files of this computer in what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
