"""Where the current property is: steps to click, and a field to go anywhere else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from inspector.domain import pointers
from inspector.domain.document import Keys, Node
from inspector.domain.folding import folded
from inspector.domain.pointers import NotAPathError
from inspector.domain.visible import name_in_line
from inspector.ui.kit.completing import FOLDED_ROLE, FoldingCompleter
from inspector.ui.kit.exact_text import Spelling, unlimited
from inspector.ui.kit.labels import Label, as_entry, plain
from inspector.ui.kit.saying import say
from inspector.words.language import tr

OFFERED = 200
"""Names that the field offers at most."""


class PathBar(QStackedWidget):
    """A row of steps, or the field."""

    chosen = Signal(tuple)
    """The keys of a step that was clicked, or of the property that was typed."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setAccessibleName, tr("Path"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._keys: Keys = ()
        self._steps: list[QToolButton] = []
        self._crumbs = QWidget()
        self._row = QHBoxLayout(self._crumbs)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self._trouble = Label()
        self._trouble.setProperty("problem", True)
        self.field = PathField()
        self.field.taken.connect(self._take)
        self.field.left.connect(self._leave)
        self.field.textEdited.connect(lambda _text: self._trouble.clear())
        typing = QWidget()
        row = QHBoxLayout(typing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self._trouble, 1)
        self.addWidget(self._crumbs)
        self.addWidget(typing)

    def show_keys(self, keys: Keys) -> None:
        """Show the way to this property."""
        self._keys = keys
        words = [tr("Ticket"), *(name_in_line(str(key)) for key in keys)]
        while len(self._steps) < len(words):
            self._steps.append(self._step(len(self._steps)))
        for place, step in enumerate(self._steps):
            step.setVisible(0 < place < len(words))
            if place < len(words):
                step.setText(("› " if place > 1 else "") + as_entry(words[place]))
                step.setAccessibleName(words[place])
                step.setToolTip(plain(pointers.pointer(keys[:place])))

    def _step(self, place: int) -> QToolButton:
        step = QToolButton()
        step.setAutoRaise(True)
        step.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        step.clicked.connect(lambda: self.chosen.emit(self._keys[:place]))
        self._row.insertWidget(place, step)
        return step

    def ask(self, root: Callable[[], Node | None]) -> None:
        """Let the person type where to go; `root` is the document as it then is."""
        self.field.begin(root, self._keys)
        self._trouble.clear()
        self.setCurrentIndex(1)
        self.field.setFocus()

    def _take(self, keys: object, trouble: str) -> None:
        if keys is None:
            self._trouble.setText(trouble)
            say(self.field.setAccessibleDescription, trouble)
            return
        self.setCurrentIndex(0)
        self.chosen.emit(keys)

    def _leave(self) -> None:
        self.setCurrentIndex(0)
        self.left.emit()


class PathField(QLineEdit):
    """Takes a JSON Pointer, a dotted path or a Python one, and completes names."""

    taken = Signal(object, object)
    """The keys, or None and in words how far the path leads."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        say(self.setAccessibleName, tr("Go to path"))
        say(self.setPlaceholderText, tr("For example OwnedBy.FullName or /Messages/0/Id"))
        self._root: Callable[[], Node | None] = lambda: None
        self._spelling = Spelling()
        unlimited(self)
        self._offers = QStandardItemModel(self)
        self.setCompleter(FoldingCompleter(self._offers, self))
        self.textEdited.connect(self._offer)
        self.returnPressed.connect(self._go)

    def begin(self, root: Callable[[], Node | None], keys: Keys) -> None:
        """Start from the property that these keys lead to."""
        self._root = root
        text = pointers.dotted(keys)
        self._spelling = Spelling.in_line(text)
        text = self._spelling.show(text)
        self.setText(text)
        self.selectAll()
        self._offer(text)

    def _offer(self, text: str) -> None:
        """The names in what is typed so far."""
        root = self._root()
        cut = max(text.rfind("."), text.rfind("/") if text.startswith("/") else -1)
        try:
            tokens = pointers.parse(text[: max(cut, 0)])
        except NotAPathError:
            return
        node, rest = pointers.follow(root, tokens) if root is not None else (None, ())
        if node is None or rest or not node.is_container:
            return
        write = pointers.pointer if text.startswith("/") else pointers.dotted
        count = min(len(node), OFFERED)
        self._offers.clear()
        for row in range(count):
            path = write(node.child(row).keys)
            item = QStandardItem(path)
            item.setData(folded(path), FOLDED_ROLE)
            self._offers.appendRow(item)

    def _go(self) -> None:
        root, text = self._root(), self._spelling.read(self.text())
        if root is None:
            return
        try:
            tokens = pointers.parse(text)
        except NotAPathError as error:
            self.taken.emit(
                None, tr("From “{rest}” on, this is not a path.").format(rest=text[error.at :][:40])
            )
            return
        node, rest = pointers.follow(root, tokens)
        if rest:
            there = pointers.dotted(node.keys) or tr("the ticket")
            told = tr("There is no “{name}” in {there}.").format(name=rest[0][:40], there=there)
            self.taken.emit(None, told)
        else:
            self.taken.emit(node.keys, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
