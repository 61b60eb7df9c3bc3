"""What the check-up of the setup found: a list, and beside it why it matters and where it is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from inspector.ui.kit.flow import FlowLayout
from inspector.ui.kit.labels import Label
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.theme import Theme
from inspector.words import checkups
from inspector.words.checkups import Kind, Row, Told
from inspector.words.language import tr

State = Literal["signed_out", "not_asked", "asking", "told"]
"""Whether there is anybody to ask, and whether they were."""
_ICONS: dict[Kind, tuple[str, str]] = {
    "fault": ("error", "red"),
    "warning": ("warning", "amber"),
    "note": ("info", "accent"),
    "unchecked": ("question", "muted"),
    "muted": ("eye-off", "muted"),
}


class CheckupPane(QDockWidget):
    """Shows what it is given, and says what the person wants."""

    check_wanted = Signal()
    mute_wanted = Signal(str)
    """The id of a rule."""
    unmute_wanted = Signal(str)
    text_wanted = Signal()
    markdown_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, tr("Check Setup"))
        self.setObjectName("check_setup")
        say(self.setAccessibleName, tr("Check Setup"))
        self._theme, self._told = theme, Told()
        self._summary = Label()
        self._summary.setFont(theme.font(bold=True))
        self._looks_at = _line(
            tr(
                "It looks at request types, statuses, priorities, categories and their members, custom fields, the "
                "preferences, and your own settings. Nothing is changed."
            ),
            muted=True,
        )
        self._check = _button("", self.check_wanted.emit)
        self._show_muted = _button("", self._list)
        self._show_muted.setCheckable(True)
        self._copies = [
            _button(tr("Copy as Text"), self.text_wanted.emit),
            _button(tr("Copy as Markdown"), self.markdown_wanted.emit),
        ]
        self._rows = QListWidget()
        say(self._rows.setAccessibleName, tr("Findings"))
        self._rows.setWordWrap(True)
        self._rows.setSpacing(2)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._rows.currentItemChanged.connect(lambda _now, _before: self._explain())
        self._details = _Details(theme)
        self._details.mute.clicked.connect(self._mute)
        self._lay_out()
        theme.changed.connect(self._list)
        self.show_told("signed_out", Told())

    def _lay_out(self) -> None:
        self._summary.setMinimumHeight(self._check.sizeHint().height())
        head = FlowLayout()
        for part in (self._summary, self._check, self._show_muted, *self._copies):
            head.addWidget(part)
        self._parts = QSplitter()
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(self._rows)
        self._parts.addWidget(self._details)
        self._parts.setStretchFactor(0, 3)
        self._parts.setStretchFactor(1, 2)
        self._parts.setSizes([720, 480])
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._looks_at)
        column.addWidget(self._parts, 1)
        column.addStretch()
        self.setWidget(inside)

    def show_told(self, state: State, told: Told) -> None:
        """Show this; what is selected stays so, if it is still there."""
        self._told = told
        is_told = state == "told"
        self._summary.setText(
            {
                "signed_out": tr("Sign in: then the tenant's setup can be checked."),
                "not_asked": tr("The setup of this tenant was not checked yet."),
                "asking": tr("Asking the server…"),
                "told": checkups.summary(told),
            }[state]
        )
        say(self._check.setText, tr("Check Again") if is_told else tr("Check Now"))
        self._check.setVisible(state != "signed_out")
        self._check.setEnabled(state != "asking")
        say(self._show_muted.setText, tr("Show Muted ({n})").format(n=len(told.muted)))
        self._show_muted.setVisible(is_told)
        self._show_muted.setEnabled(bool(told.muted))
        for button in self._copies:
            button.setVisible(is_told)
        self._looks_at.setVisible(not is_told)
        self._parts.setVisible(is_told)
        self._list()

    def focus(self) -> None:
        """Take the keyboard."""
        at = self._rows if self._parts.isVisibleTo(self) and self._rows.count() else self._check
        at.setFocus()

    def _list(self) -> None:
        before, at, count = self._current(), self._rows.currentRow(), self._rows.count()
        rows = list(self._told.rows)
        if self._show_muted.isChecked():
            rows += self._told.muted
        self._rows.clear()
        for row in rows:
            item = QListWidgetItem(self._theme.icon(*_ICONS[row.kind]), row.line)
            item.setToolTip(checkups.kind_meaning(row.kind))
            item.setData(Qt.ItemDataRole.UserRole, row)
            self._rows.addItem(item)
        if self._told.left_out:
            more = QListWidgetItem(tr("and {n} more").format(n=self._told.left_out))
            more.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._rows.addItem(more)
        if rows:
            is_as_long = self._rows.count() == count  # as after a change of the language
            self._rows.setCurrentRow(rows.index(before) if before in rows else at if is_as_long else 0)
        self._explain()

    def _current(self) -> Row | None:
        item = self._rows.currentItem()
        row: Row | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return row

    def _explain(self) -> None:
        self._details.show_row(self._current())

    def _mute(self) -> None:
        row = self._current()
        if row is not None:
            (self.unmute_wanted if row.kind == "muted" else self.mute_wanted).emit(row.rule)


class _Details(QScrollArea):
    """Of the row that is selected: what it says, why it matters, where it is changed, and a button that mutes it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title = _line()
        self._title.setFont(theme.font(bold=True))
        headings = (tr("Why it matters"), tr("Changed in"), tr("Source"), tr("Muted because"))
        self._facts = [(_line(name, muted=True), _line()) for name in headings]
        self.mute = QPushButton()
        inside = QWidget()
        inside.setProperty("plain", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(2)
        column.addWidget(self._title)
        for heading, text in self._facts:
            column.addSpacing(4)
            column.addWidget(heading)
            column.addWidget(text)
            heading.setBuddy(text)
        column.addSpacing(6)
        column.addWidget(self.mute, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(inside)

    def show_row(self, row: Row | None) -> None:
        """Tell of this row."""
        self.setVisible(row is not None)
        self._title.setText(row.text if row is not None else "")
        texts = (row.why, row.place, row.source, row.reason) if row is not None else ("",) * 4
        for (heading, label), text in zip(self._facts, texts, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
            heading.setVisible(bool(text))
        say(self.mute.setText, tr("Unmute") if row is not None and row.kind == "muted" else tr("Mute…"))
        self.mute.setVisible(row is not None and bool(row.rule))


def _button(text: str, act: Callable[[], object]) -> QPushButton:
    button = said(QPushButton(), text)
    button.clicked.connect(lambda _checked=False: act())
    return button


def _line(text: str = "", *, muted: bool = False) -> Label:
    label = Label(text)
    label.setProperty("muted", muted)
    label.setWordWrap(True)
    policy = label.sizePolicy()  # it knows that a wider label is less tall
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    label.setSizePolicy(policy)
    if not muted:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
