"""The pane that lists what is left to do before the draft is ready; a click leads there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspector.domain.checks import Problem
from inspector.domain.document import Keys
from inspector.ui.kit.labels import ElidedLabel
from inspector.ui.kit.saying import say
from inspector.ui.kit.theme import Theme
from inspector.ui.problems.words import fix_words, sentence, summary
from inspector.words.language import tr

MOST = 200
"""Problems that are listed; whoever has more of them does not read to the end, and the Filter finds all."""


AT_A_GLANCE = 5
"""Problems that are in sight at once, where the window has room; one needs to scroll to the others."""


class _Rows(QListWidget):
    """A list as tall as its rows, which take more lines where it is narrow."""

    def sizeHint(self) -> QSize:
        """All rows, or the first of them."""
        return QSize(super().sizeHint().width(), self._height_of(AT_A_GLANCE))

    def minimumSizeHint(self) -> QSize:
        """One row."""
        return QSize(super().minimumSizeHint().width(), self._height_of(1))

    def _height_of(self, rows: int) -> int:
        shown = range(min(rows, self.count()))
        return sum(map(self.sizeHintForRow, shown)) + self.height() - self.viewport().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may break the rows otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class ProblemsPane(QFrame):
    """A card with the things left, no taller than they are; without any, it is one line."""

    chosen = Signal(tuple)
    """The names that lead to the property a problem is about."""
    fix_wanted = Signal(object)
    """The Problem that the button below the list is to mend."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        say(self.setAccessibleName, tr("Problems"))
        self._theme = theme
        self._title = ElidedLabel()
        self._title.setFont(theme.font(bold=True))
        self.name_style = "api"
        """What properties are called: see memory.NAME_STYLES."""
        self._problems: list[Problem] = []
        self._list = _Rows()
        say(self._list.setAccessibleName, tr("Problems"))
        self._list.setProperty("plain", True)
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
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._fix)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._list)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self._measure)
        self._measure()
        self.show_problems([])

    def _measure(self) -> None:
        """A title is as tall as the button that may stand beside it."""
        self._title.setMinimumHeight(self._fix.sizeHint().height())

    def show_problems(self, problems: list[Problem]) -> None:
        """List these."""
        self._problems = problems
        self._title.setText(summary(problems))
        self._list.clear()
        for problem in problems[:MOST]:
            item = QListWidgetItem(
                self._theme.icon("asterisk" if problem.code == "mandatory" else "warning", "amber"),
                sentence(problem, self.name_style),
            )
            item.setData(Qt.ItemDataRole.UserRole, problem)
            self._list.addItem(item)
        if len(problems) > MOST:
            more = QListWidgetItem(tr("and {n} more").format(n=len(problems) - MOST))
            more.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._list.addItem(more)
        self._list.setVisible(bool(problems))
        self._list.updateGeometry()
        self._offer_fix()

    def call_names(self, style: str) -> None:
        """Call properties so from now on."""
        if style != self.name_style:
            self.name_style = style
            self.show_again()

    def show_again(self) -> None:
        """In other words; the current row stays."""
        row = self._list.currentRow()
        self.show_problems(self._problems)
        self._list.setCurrentRow(row)

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
        words = sentence(self._problems[row], self.name_style)
        return tr("{number} of {total}: {words}").format(number=row + 1, total=listed, words=words)

    def _current(self) -> Problem | None:
        item = self._list.currentItem() or self._list.item(0)
        found: Problem | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found

    def _offer_fix(self) -> None:
        problem = self._current()
        text = fix_words(problem, self.name_style) if problem is not None else ""
        self._fix.setText(text)
        self._fix.setVisible(bool(text))

    def _want_fix(self) -> None:
        if (problem := self._current()) is not None:
            self.fix_wanted.emit(problem)

    def _choose(self, item: QListWidgetItem) -> None:
        if (problem := item.data(Qt.ItemDataRole.UserRole)) is not None:
            self.chosen.emit(problem.keys)
