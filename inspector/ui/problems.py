"""The pane that lists what is left to do before the draft is ready; a click leads there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector.domain.checks import Problem
from inspector.ui.texts import counted, tr
from inspector.ui.theme import Theme


class ProblemsPane(QFrame):
    """A card with the things left."""

    chosen = Signal(tuple)
    """The names that lead to the property a problem is about."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName("Problems")
        self._theme = theme
        self._title = QLabel()
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        self._title.setFont(font)
        self._list = QListWidget()
        self._list.setAccessibleName("Problems")
        self._list.setProperty("plain", True)
        self._list.setIconSize(QSize(16, 16))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(self._choose)
        self._list.itemClicked.connect(self._choose)
        self._title.setBuddy(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._list, 1)
        self.show_problems([])

    def show_problems(self, problems: list[Problem]) -> None:
        """List these."""
        self._title.setText(summary(problems))
        self._list.clear()
        for problem in problems:
            item = QListWidgetItem(
                self._theme.icon("asterisk" if problem.code == "mandatory" else "warning", "amber"),
                sentence(problem),
            )
            item.setData(Qt.ItemDataRole.UserRole, problem)
            self._list.addItem(item)
        self._list.setVisible(bool(problems))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole).keys)


def summary(problems: list[Problem]) -> str:
    """How many things are left, in words."""
    return counted(len(problems), tr("1 thing left"), tr("{n} things left"), tr("Ready: nothing left to do"))


def sentence(problem: Problem) -> str:
    """One thing left, in words."""
    name = ".".join(map(str, problem.keys))
    match problem.code:
        case "table":
            return tr("Your rights do not let you save this ticket")
        case "mandatory":
            return tr("{name} is mandatory and empty").format(name=name)
        case "too_long":
            return tr("{name} is {n} characters long; {limit} fit").format(
                name=name, n=problem.length, limit=problem.limit
            )
        case "locked":
            return tr("{name} was changed although it is locked").format(name=name)
