"""The pane that tells the story of the selected field: what it is, what I may do with it, and why not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from inspector.domain import rights
from inspector.domain.document import Node
from inspector.domain.rights import Lock
from inspector.ui.details import why
from inspector.ui.details.fact_sheet import FactSheet
from inspector.ui.details.facts import bits, chips, facts
from inspector.ui.details.story import story
from inspector.ui.details.why import Background
from inspector.ui.kit.labels import Label, escaped
from inspector.ui.kit.theme import Theme
from inspector.words.fields import language_note, meaning
from inspector.words.language import tr
from inspector.words.names import field_title


class DetailsPane(QFrame):
    """A card with the story of one field."""

    unlock_wanted = Signal(Node)
    reset_wanted = Signal(Node)
    copy_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(tr("Details"))
        self._theme = theme
        self.background = Background()
        self._node: Node | None = None
        self._unlocked = False
        self._title = _label(big=True)
        self._meaning = _label()
        self._rights = _label()
        self._rights.setTextFormat(Qt.TextFormat.RichText)
        self._chips = _label()
        self._chips.setTextFormat(Qt.TextFormat.RichText)
        self._chips.setAccessibleName(tr("Rights in words"))
        theme.changed.connect(self._show_chips)
        self._facts = FactSheet(theme)
        self._bits = QPushButton(tr("Show Bits"))
        self._bits.setCheckable(True)
        self._bits.setToolTip(tr("What the masks are made of"))
        self._bits.toggled.connect(lambda _on: self.show_node(self._node, unlocked=self._unlocked))
        self._unlock = QPushButton(tr("Unlock for This Draft"))
        self._unlock.clicked.connect(lambda: self._node and self.unlock_wanted.emit(self._node))
        self._reset = QPushButton(tr("Reset to Default"))
        self._reset.clicked.connect(lambda: self._node and self.reset_wanted.emit(self._node))
        self._copy = QPushButton(tr("Copy as Text"))
        self._copy.setToolTip(tr("Field, rights and reason, as a message to the administrator"))
        self._copy.clicked.connect(self.copy_wanted)
        self._copy.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        story = QWidget()
        inner = QVBoxLayout(story)
        inner.setContentsMargins(16, 16, 16, 8)
        inner.setSpacing(8)
        for part in (self._title, self._meaning, self._chips, self._rights, self._facts):
            inner.addWidget(part)
        inner.addWidget(self._bits, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setViewport(QWidget())  # Qt's own would fill its ground
        scroll.setWidget(story)
        story.setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 0, 16, 16)
        buttons.addWidget(self._unlock)
        buttons.addWidget(self._reset)
        buttons.addWidget(self._copy)
        buttons.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scroll, 1)
        outer.addLayout(buttons)

    def show_node(self, node: Node | None, *, unlocked: bool = False) -> None:
        """Tell of this field, or say how to choose one."""
        self._node, self._unlocked = node, unlocked
        self._meaning.setVisible(True)
        self._unlock.setVisible(False)
        self._reset.setVisible(False)
        self._copy.setVisible(node is not None and node.parent is not None)
        if node is None:
            self._title.setText(tr("Nothing selected"))
            self._meaning.setText(
                tr("Select a property to see what it is, what you may do with it, and why.")
            )
            self._rights.clear()
            self._chips.clear()
            self._bits.hide()
            self._facts.set_facts([])
            return
        hint = rights.hint_of(node)
        self._title.setText(field_title(node))
        self._meaning.setText(" ".join(filter(None, (meaning(node), language_note(node)))))
        self._meaning.setVisible(bool(self._meaning.text()))
        sentences = self._story()
        self._rights.setText(f"<b>{escaped(sentences[0])}</b> {escaped(' '.join(sentences[1:]))}")
        self._show_chips()
        self._bits.setVisible(hint.mask is not None or hint.table is not None)
        self._facts.set_facts([*self._all_facts(node), *(bits(hint) if self._bits.isChecked() else [])])
        self._unlock.setVisible(hint.lock is Lock.SCREENS and not unlocked)
        self._reset.setVisible(node.is_modified and node.served is not None)

    def _show_chips(self) -> None:
        node = self._node
        words = chips(rights.hint_of(node), unlocked=self._unlocked) if node and node.parent else []
        ground, ink = self._theme.colour("selection").name(), self._theme.colour("text").name()
        style = f"background-color:{ground}; color:{ink}"
        self._chips.setText(
            " ".join(
                f'<span style="{style}">&nbsp;{escaped(word).replace(" ", "&nbsp;")}&nbsp;</span>'
                for word in words
            )
        )
        self._chips.setVisible(bool(words))

    def text(self) -> str:
        """The whole story as plain text."""
        node = self._node
        if node is None:
            return self._meaning.text()
        lines = [self._title.text(), self._meaning.text(), *self._story()]
        return "\n".join(
            [*filter(None, lines), *(f"{name}: {value}" for name, value in self._all_facts(node))]
        )

    def _all_facts(self, node: Node) -> list[tuple[str, str]]:
        *own, path = facts(node, is_file=self.background.evidence.is_only_a_file)
        return [*own, *why.facts(node, self.background), path]

    def _story(self) -> list[str]:
        return story(rights.hint_of(self._node), unlocked=self._unlocked) if self._node else []


def _label(*, big: bool = False) -> QLabel:
    label = Label()
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if big:
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        label.setFont(font)
    return label
