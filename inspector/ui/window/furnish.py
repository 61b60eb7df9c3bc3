"""What the main window is made of: three regions and a status bar."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.ui.defaults.context_bar import ContextBar
from inspector.ui.details.pane import DetailsPane
from inspector.ui.drafts.recovery_card import RecoveryCard
from inspector.ui.find.filter_box import filter_box
from inspector.ui.kit.guidance import explain
from inspector.ui.kit.labels import ElidedLabel, Label
from inspector.ui.kit.theme import Theme
from inspector.ui.problems.pane import ProblemsPane
from inspector.ui.tree.path_bar import PathBar
from inspector.ui.tree.view import EntityView
from inspector.ui.window.menus import add_menu, add_menus
from inspector.ui.window.notice import NoticeBand
from inspector.ui.window.welcome import WelcomeCard
from inspector.ui.window.window import FIRST_SIZES, MainWindow
from inspector.ui.window.window_menu import WindowMenu
from inspector.words.language import tr


def furnish(window: MainWindow, theme: Theme) -> MainWindow:
    """Make everything that is in the window, and lay it out; the window is given back."""
    window.actions_by_name = add_menus(window)
    window.recent_menu = add_menu(tr("Open Recent"), window.actions_by_name["save"])
    window.export_menu = add_menu(tr("Export"), window.actions_by_name["quit"])
    window.language_menu = add_menu(tr("Interface Language"), window.actions_by_name["full_screen"])
    window.weather_menu = add_menu(tr("Demo Weather"), window.actions_by_name["sign_out"])
    if sys.platform == "darwin":
        WindowMenu(window, window.menuBar().actions()[-1])
    window.context_bar = ContextBar(theme)
    window.notice = NoticeBand(theme)
    window.recovery = RecoveryCard(theme)
    window.welcome = WelcomeCard(theme)
    window.filter_box = filter_box(theme)
    window.count = Label()
    window.no_hits = Label()
    window.tree = EntityView(theme)
    window.path_bar = PathBar()
    window.details = DetailsPane(theme)
    window.problems = ProblemsPane(theme)
    window.splitter = _splitter(window)
    window.stack = QStackedWidget()
    window.stack.addWidget(window.welcome)
    window.stack.addWidget(window.splitter)
    window.setCentralWidget(_centre(window))
    _status_bar(window)
    _explain(window)
    window.setUnifiedTitleAndToolBarOnMac(True)
    window.note_furnished()
    return window


def _explain(window: MainWindow) -> None:
    """Which page of the guide tells of which part."""
    explain(window, "reading")
    explain(window.welcome, "getting-in")
    explain(window.details, "why")
    explain(window.problems, "why")
    explain(window.recovery, "drafts")


def _splitter(window: MainWindow) -> QSplitter:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(window.filter_box, 1)
    row.addWidget(window.count)
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(16, 0, 0, 8)
    column.setSpacing(8)
    column.addLayout(row)
    column.addWidget(window.no_hits, 1)
    column.addWidget(window.tree, 1)
    column.addWidget(window.path_bar)
    window.no_hits.setWordWrap(True)
    window.no_hits.setAlignment(Qt.AlignmentFlag.AlignCenter)
    window.no_hits.setContentsMargins(0, 24, 0, 24)
    window.no_hits.hide()
    cards = QWidget()
    stacked = QVBoxLayout(cards)
    stacked.setContentsMargins(0, 0, 16, 8)
    stacked.setSpacing(8)
    stacked.addWidget(window.details, 1)
    stacked.addWidget(window.problems)
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(8)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(left)
    splitter.addWidget(cards)
    splitter.setStretchFactor(0, 2)
    splitter.setStretchFactor(1, 1)
    splitter.setSizes(FIRST_SIZES)
    return splitter


def _centre(window: MainWindow) -> QWidget:
    centre = QWidget()
    column = QVBoxLayout(centre)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(window.context_bar)
    band = QVBoxLayout()
    band.setContentsMargins(16, 0, 16, 0)
    band.setSpacing(8)
    band.addWidget(window.recovery)
    band.addWidget(window.notice)
    column.addLayout(band)
    column.addWidget(window.stack, 1)
    return centre


def _status_bar(window: MainWindow) -> None:
    window.progress = ElidedLabel()  # these two hold names and paths of any length
    window.readiness = QToolButton()
    window.readiness.setAutoRaise(True)
    window.readiness.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    window.readiness.setToolTip(tr("What stands between this draft and a ticket; go to the list"))
    window.readiness.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    window.whereabouts = ElidedLabel()
    window.statusBar().addWidget(window.progress, 1)
    window.transfer = QProgressBar()
    window.transfer.setAccessibleName(tr("Received"))
    window.transfer.setTextVisible(False)
    window.transfer.setFixedWidth(120)
    window.transfer.hide()
    window.statusBar().addWidget(window.transfer)
    window.statusBar().addPermanentWidget(window.readiness)
    window.statusBar().addPermanentWidget(window.whereabouts)
    window.statusBar().setSizeGripEnabled(False)
