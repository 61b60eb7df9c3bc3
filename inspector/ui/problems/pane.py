"""The pane that lists what is left to do before the draft is ready; a click leads there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from inspector.domain.checks import Problem
from inspector.domain.document import Keys
from inspector.ui.kit.labels import Label
from inspector.ui.kit.theme import Theme
from inspector.ui.problems.words import fix_words, sentence, summary
from inspector.words.language import tr

MOST = 200
"""Problems that are listed; whoever has more of them does not read to the end, and the Filter finds all."""


class ProblemsPane(QFrame):
    """A card with the things left."""

    chosen = Signal(tuple)
    """The names that lead to the property a problem is about."""
    fix_wanted = Signal(object)
    """The Problem that the button below the list is to mend."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(tr("Problems"))
        self._theme = theme
        self._title = Label()
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        self._title.setFont(font)
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Problems"))
        self._list.setProperty("plain", True)
        self._list.setIconSize(QSize(16, 16))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(self._choose)
        self._list.itemClicked.connect(self._choose)
        self._list.currentItemChanged.connect(lambda _now, _before: self._offer_fix())
        self._fix = QPushButton()
        self._fix.clicked.connect(self._want_fix)
        self._stop: tuple[int, Keys | None] = 0, None
        """The row and the property that `step` led to last."""
        self._title.setBuddy(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._list, 1)
        column.addWidget(self._fix, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_problems([])

    def show_problems(self, problems: list[Problem]) -> None:
        """List these."""
        self._title.setText(summary(problems))
        self._list.clear()
        for problem in problems[:MOST]:
            item = QListWidgetItem(
                self._theme.icon("asterisk" if problem.code == "mandatory" else "warning", "amber"),
                sentence(problem),
            )
            item.setData(Qt.ItemDataRole.UserRole, problem)
            self._list.addItem(item)
        if len(problems) > MOST:
            more = QListWidgetItem(tr("and {n} more").format(n=len(problems) - MOST))
            more.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._list.addItem(more)
        self._list.setVisible(bool(problems))
        self._offer_fix()

    def focus(self) -> None:
        """Put the cursor into the list."""
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._list.setFocus()

    def step(self, by: int) -> str:
        """Choose the next problem for 1, the one before for -1, and round; what is left there, in words."""
        listed = min(self._list.count(), MOST)
        if not listed:
            return summary([])
        keys = [self._list.item(row).data(Qt.ItemDataRole.UserRole).keys for row in range(listed)]
        row, stop = self._stop
        if stop in keys:
            row = keys.index(stop) + by
        elif by < 0:  # it was mended, and the one after it has taken its row
            row += by
        row %= listed
        self._stop = row, keys[row]
        self._list.setCurrentRow(row)
        item = self._list.item(row)
        self._choose(item)
        return tr("{number} of {total}: {words}").format(number=row + 1, total=listed, words=item.text())

    def _current(self) -> Problem | None:
        item = self._list.currentItem() or self._list.item(0)
        found: Problem | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found

    def _offer_fix(self) -> None:
        problem = self._current()
        text = fix_words(problem) if problem is not None else ""
        self._fix.setText(text)
        self._fix.setVisible(bool(text))

    def _want_fix(self) -> None:
        if (problem := self._current()) is not None:
            self.fix_wanted.emit(problem)

    def _choose(self, item: QListWidgetItem) -> None:
        if (problem := item.data(Qt.ItemDataRole.UserRole)) is not None:
            self.chosen.emit(problem.keys)
