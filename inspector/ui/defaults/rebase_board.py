"""The board on which a draft meets defaults that moved: mine, old, new, and a decision for each difference."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from inspector.domain import pointers
from inspector.domain.document import Keys, Node
from inspector.domain.rebase import Choice, Difference
from inspector.domain.visible import in_line
from inspector.ui.kit.guidance import explain
from inspector.ui.kit.labels import Label
from inspector.ui.kit.room import room
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.table_model import Index, TableModel
from inspector.ui.kit.theme import Theme
from inspector.words.language import counted, tr
from inspector.words.values import value_words


class Column(IntEnum):
    """The columns, from left to right."""

    PROPERTY = 0
    MINE = 1
    OLD = 2
    NEW = 3
    DECISION = 4


class DifferencesModel(TableModel):
    """One row per difference, with its decision."""

    def __init__(
        self,
        found: Sequence[Difference],
        parent: QObject | None = None,
        volatile: Collection[Keys] = frozenset(),
    ) -> None:
        super().__init__(
            [tr("Property"), tr("Mine"), tr("Old default"), tr("New default"), tr("Decision")], parent
        )
        self._found = found
        self._volatile = volatile
        self.choices: dict[Keys, Choice] = {one.keys: one.proposal for one in found}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per difference."""
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell in words; the tip says why the decision is proposed."""
        if not index.isValid():
            return None
        one = self._found[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._why(one)
        if role == Qt.ItemDataRole.ForegroundRole and one.keys in self._volatile:
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self._cell(one, Column(index.column())) if shown else None

    def _cell(self, one: Difference, column: Column) -> str:
        match column:
            case Column.PROPERTY:
                return in_line(pointers.dotted(one.keys))
            case Column.MINE:
                return _words(one.mine)
            case Column.OLD:
                return _words(one.old)
            case Column.NEW:
                return _words(one.new)
        mine = self.choices[one.keys] == "mine"
        return f"{tr('keep mine') if mine else tr('take the new')} · {self._why(one)}"

    def _why(self, one: Difference) -> str:
        moves = tr("{what}; it moves by itself") if one.keys in self._volatile else "{what}"
        return moves.format(what=code_words(one))

    def decide(self, rows: Sequence[int], choice: Choice | None = None) -> None:
        """Decide these rows; without a choice, reverse what was decided."""
        for row in rows:
            keys = self._found[row].keys
            self.choices[keys] = choice or ("new" if self.choices[keys] == "mine" else "mine")
            self.dataChanged.emit(self.index(row, 0), self.index(row, Column.DECISION))


def _words(node: Node | None) -> str:
    return in_line(value_words(node).text) if node is not None else tr("(not there)")


def code_words(one: Difference) -> str:
    """What happened to a property."""
    return {
        "moved": tr("the default moved"),
        "edited": tr("your edit"),
        "both": tr("both changed") if one.old is not None else tr("they differ"),
        "gone": tr("the field is gone from the defaults"),
        "locked": tr("your edit, but the field is locked now"),
    }[one.code]


"""What a desktop may lay around it, in logical pixels."""


class RebaseBoard(QDialog):
    """Shown with open(); accepted, `model.choices` holds the decisions."""

    def __init__(
        self,
        theme: Theme,
        found: Sequence[Difference],
        parent: QWidget,
        *,
        old_known: bool,
        volatile: Collection[Keys] = frozenset(),
    ) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, tr("New Defaults"))
        explain(self, "drafts")
        say(self.setAccessibleName, tr("New Defaults"))
        self.resize(QSize(theme.px(1040), theme.px(520)).boundedTo(room(self)))
        self.model = DifferencesModel(found, self, volatile)
        self.table = QTableView()
        self.table.setModel(self.model)
        say(self.table.setAccessibleName, tr("Differences"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((0, 184), (1, 150), (2, 150), (3, 150)):
            header.resizeSection(column, theme.px(width))
        header.setSectionResizeMode(Column.DECISION, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnHidden(Column.OLD, not old_known)
        self.table.doubleClicked.connect(lambda index: self.model.decide([index.row()]))
        self._lay_out(theme, len(found), old_known=old_known)
        self.table.selectRow(0)

    def _lay_out(self, theme: Theme, count: int, *, old_known: bool) -> None:
        title = Label(counted(count, tr("1 difference"), tr("{n} differences"), ""))
        title.setFont(theme.font(1.35, bold=True))
        told = Label(
            tr("The Decision column says what your draft will contain. Nothing changes until you apply it.")
            if old_known
            else tr(
                "The defaults that this draft was made from are not known, so you decide on everything that differs."
            )
        )
        told.setWordWrap(True)
        told.setProperty("muted", True)
        row = QHBoxLayout()
        for text, choice in ((tr("Keep &Mine"), "mine"), (tr("Take the &New"), "new")):
            button = said(QPushButton(), text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, choice=choice: self.model.decide(self._rows(), choice))
            row.addWidget(button)
        row.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        apply = said(buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole), tr("Apply"))
        apply.setProperty("primary", True)
        apply.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(told)
        column.addWidget(self.table, 1)
        column.addLayout(row)

    def _rows(self) -> list[int]:
        return [index.row() for index in self.table.selectionModel().selectedRows()]
