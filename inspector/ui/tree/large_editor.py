"""Edit in Large Editor: a text of many lines, with room, and a count of what fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from inspector.domain import entity, lengths, rights
from inspector.domain.document import Node
from inspector.ui.kit.exact_text import ExactTextEdit
from inspector.ui.kit.keyboard import for_keyboard
from inspector.ui.kit.labels import Label, as_title, restyle
from inspector.ui.kit.question import answer
from inspector.ui.kit.room import room
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.editors import spelling_words
from inspector.words.language import counted, tr, worded
from inspector.words.names import field_title

if TYPE_CHECKING:
    from inspector.ui.bench.bench import Bench
    from inspector.ui.tree.view import EntityView


class LongTextDialog(QDialog):
    """Shown with open(); accepted, `text` is what was typed."""

    def __init__(self, theme: Theme, name: str, text: str, limit: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(as_title(name))
        self.resize(QSize(theme.px(640), theme.px(420)).boundedTo(room(self)))
        self._limit = limit
        title = Label(name)
        title.setFont(theme.font(1.2, bold=True))
        self._edit = ExactTextEdit()
        self._edit.begin(text)
        say(self._edit.setAccessibleName, tr("Value of {name}").format(name=name))
        self._edit.setTabChangesFocus(True)
        self._count = Label()
        self._count.setProperty("muted", True)
        self._spelling = Label()
        self._spelling.setProperty("muted", True)
        self._spelling.setWordWrap(True)
        self._edit.textChanged.connect(self._tell)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        take = said(buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole), tr("Apply"))
        say(take.setToolTip, for_keyboard(tr("Ctrl+Return")))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for part in (title, self._edit, self._spelling, self._count, buttons):
            column.addWidget(part)
        self._tell()

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return self._edit.text()

    def _tell(self) -> None:
        length, limit, spelling = lengths.length(self.text), self._limit, self._edit.spelling
        told = worded(lambda: spelling_words(spelling))
        self._spelling.setText(told)
        self._spelling.setVisible(bool(told))
        self._count.setText(worded(lambda: count_words(length, limit)))
        restyle(self._count, problem=self._limit is not None and length > self._limit)


def count_words(length: int, limit: int | None) -> str:
    """How much of what fits is used, in UTF-16 units; too much is said, not forbidden: the hint may be wrong."""
    if limit is None:
        return counted(length, tr("1 character"), tr("{n} characters"), tr("no characters"))
    told = tr("{n} of {limit}").format(n=length, limit=limit)
    return f"{told} · {tr('too long by {n}').format(n=length - limit)}" if length > limit else told


class LongTexts(QObject):
    """The verb."""

    def __init__(self, bench: Bench, tree: EntityView) -> None:
        super().__init__(tree)
        self._bench, self._ticket, self._tree = bench, bench.ticket, tree

    def edit(self) -> None:
        """Edit the current text with room, or say why that can't be."""
        node = self._tree.current_node()
        if node is None or not entity.is_text(node) or self._ticket.is_stale:
            return
        if not self._ticket.is_editable(node):
            self._tree.locked.emit(node)
            return
        self._bench.tasks.start("ask", self._edit(node), again="refuse")

    async def _edit(self, node: Node) -> None:
        before, there = str(node.value or ""), self._ticket.document
        limit = rights.hint_of(node).max_length
        name = field_title(node)
        dialog = LongTextDialog(self._bench.theme, name, before, limit, self._tree.window())
        if not await answer(dialog) or self._ticket.document is not there:
            return
        if dialog.text != before:
            self._ticket.set_value(node, dialog.text)
