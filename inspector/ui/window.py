"""The main window: three regions and a status bar. It shows; what it shows and does is decided in `workspace.py`."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.ui.actions import add_menus, add_recent_menu
from inspector.ui.details import DetailsPane
from inspector.ui.entity_view import EntityView
from inspector.ui.notice import NoticeBand
from inspector.ui.pickers import ContextBar
from inspector.ui.problems import ProblemsPane
from inspector.ui.texts import tr
from inspector.ui.theme import Theme
from inspector.ui.welcome import WelcomeCard

PROGRAM = "Ticket Draft Inspector"


class MainWindow(QMainWindow):
    """Menus, context bar, notice, tree with filter, the cards beside it, status bar."""

    first_painted = Signal()
    closing = Signal()
    """Someone wants to close; `agree_to_close` lets them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._may_close = False
        self._painted = False
        self.actions_by_name = add_menus(self)
        self.recent_menu = add_recent_menu(self.actions_by_name["save"])
        self.context_bar = ContextBar(theme)
        self.notice = NoticeBand(theme)
        self.welcome = WelcomeCard(theme)
        self.filter_box = _filter_box(theme)
        self.count = QLabel()
        self.no_hits = QLabel(tr("No property matches. Press Esc to see them all."))
        self.tree = EntityView(theme)
        self.details = DetailsPane(theme)
        self.problems = ProblemsPane(theme)
        self.splitter = self._make_splitter()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.stack.addWidget(self.splitter)
        self.setCentralWidget(self._make_centre())
        self._make_status_bar()
        self.setUnifiedTitleAndToolBarOnMac(True)
        self.resize(1280, 800)
        self.name_draft("", "")
        self.show_ticket(False)

    # -- what it is made of ---------------------------------------------------------------------------

    def _make_splitter(self) -> QSplitter:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.filter_box, 1)
        row.addWidget(self.count)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 0, 0, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.no_hits)
        column.addWidget(self.tree, 1)
        self.no_hits.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.no_hits.setContentsMargins(0, 24, 0, 24)
        self.no_hits.hide()
        cards = QSplitter(Qt.Orientation.Vertical)
        cards.addWidget(self.details)
        cards.addWidget(self.problems)
        cards.setHandleWidth(8)
        cards.setSizes([480, 200])
        cards.setStretchFactor(0, 1)
        cards.setContentsMargins(0, 0, 16, 8)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(8)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(cards)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([880, 400])
        return splitter

    def _make_centre(self) -> QWidget:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.context_bar)
        band = QHBoxLayout()
        band.setContentsMargins(16, 0, 16, 0)
        band.addWidget(self.notice)
        column.addLayout(band)
        column.addWidget(self.stack, 1)
        return centre

    def _make_status_bar(self) -> None:
        self.progress = QLabel()
        self.readiness = QLabel()
        self.whereabouts = QLabel()
        self.statusBar().addWidget(self.progress, 1)
        self.statusBar().addPermanentWidget(self.readiness)
        self.statusBar().addPermanentWidget(self.whereabouts)
        self.statusBar().setSizeGripEnabled(False)

    # -- what it shows --------------------------------------------------------------------------------

    def name_draft(self, draft: str, connection: str) -> None:
        """Put `[*]DRAFT – CONNECTION – program` into the title."""
        self.setWindowTitle("[*]" + " – ".join(filter(None, (draft, connection, PROGRAM))))

    def show_ticket(self, shown: bool) -> None:
        """Show the ticket's tree, or the card that says how to begin."""
        self.stack.setCurrentWidget(self.splitter if shown else self.welcome)
        self.context_bar.setVisible(shown)

    def tell_progress(self, text: str) -> None:
        """Say in the status bar what was done last, or is being done."""
        self.progress.setText(text)

    def arrangement(self) -> str:
        """Splitters and columns as text, for `arrange`."""
        states = (self.splitter.saveState(), self.tree.header().saveState())
        return " ".join(bytes(state.toBase64().data()).decode() for state in states)

    def arrange(self, arrangement: str) -> None:
        """Take back what `arrangement` gave; nonsense changes nothing."""
        parts = arrangement.split(" ")
        if len(parts) == 2:
            self.splitter.restoreState(QByteArray.fromBase64(parts[0].encode()))
            self.tree.header().restoreState(QByteArray.fromBase64(parts[1].encode()))

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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when something was first to be seen: the rest of the program is loaded then."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the notice."""
        if event.key() == Qt.Key.Key_Escape and not self.notice.isHidden():
            self.notice.hide()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt's own; status tips of menus are not to wipe out what the status bar says."""
        return True if event.type() is QEvent.Type.StatusTip else super().event(event)


class _FilterBox(QLineEdit):
    """Esc clears it first and leaves it second; Down goes to the tree."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear, leave, or type."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _filter_box(theme: Theme) -> _FilterBox:
    box = _FilterBox()
    box.setAccessibleName("Filter")
    box.setPlaceholderText(tr("Filter by name or value"))
    box.setToolTip(
        tr("Shows only the properties whose name or value holds every word (Ctrl+F). Esc shows all.")
    )
    box.setClearButtonEnabled(True)
    box.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    return box
