"""The pane that tells the story of the selected field: what it is, what I may do with it, and why not."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from inspector.domain import entity, rights
from inspector.domain.document import Node
from inspector.domain.rights import Hint, Lock
from inspector.ui import glossary, texts, why
from inspector.ui.fact_sheet import FactSheet
from inspector.ui.texts import tr
from inspector.ui.theme import Theme
from inspector.ui.why import Background

_LANGUAGES = re.compile(r'[A-Z]{2}:"')
LONGEST = 400
"""Characters of a raw value that are shown."""


class DetailsPane(QFrame):
    """A card with the story of one field."""

    unlock_wanted = Signal(Node)
    reset_wanted = Signal(Node)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName("Details")
        self._theme = theme
        self.background = Background()
        self._node: Node | None = None
        self._unlocked = False
        self._title = _label(big=True)
        self._meaning = _label()
        self._rights = _label()
        self._rights.setTextFormat(Qt.TextFormat.RichText)
        self._facts = FactSheet(theme)
        self._unlock = QPushButton(tr("Unlock for This Draft"))
        self._unlock.clicked.connect(lambda: self._node and self.unlock_wanted.emit(self._node))
        self._reset = QPushButton(tr("Reset to Default"))
        self._reset.clicked.connect(lambda: self._node and self.reset_wanted.emit(self._node))
        self._lay_out()

    def _lay_out(self) -> None:
        story = QWidget()
        inner = QVBoxLayout(story)
        inner.setContentsMargins(16, 16, 16, 8)
        inner.setSpacing(8)
        for part in (self._title, self._meaning, self._rights, self._facts):
            inner.addWidget(part)
        inner.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(story)
        scroll.viewport().setAutoFillBackground(False)
        story.setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 0, 16, 16)
        buttons.addWidget(self._unlock)
        buttons.addWidget(self._reset)
        buttons.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scroll, 1)
        outer.addLayout(buttons)

    def show_node(self, node: Node | None, *, unlocked: bool = False) -> None:
        """Tell of this field, or how to choose one."""
        self._node, self._unlocked = node, unlocked
        self._meaning.setVisible(True)
        self._unlock.setVisible(False)
        self._reset.setVisible(False)
        if node is None:
            self._title.setText(tr("Nothing selected"))
            self._meaning.setText(
                tr("Select a property to see what it is, what you may do with it, and why.")
            )
            self._rights.clear()
            self._facts.set_facts([])
            return
        hint = rights.hint_of(node)
        self._title.setText(texts.field_title(node))
        self._meaning.setText(" ".join(filter(None, (meaning(node), language_note(node)))))
        self._meaning.setVisible(bool(self._meaning.text()))
        sentences = self._story()
        self._rights.setText(f"<b>{escape(sentences[0])}</b> {escape(' '.join(sentences[1:]))}")
        self._facts.set_facts(self._all_facts(node))
        self._unlock.setVisible(hint.lock is Lock.SCREENS and not unlocked)
        self._reset.setVisible(node.is_modified and node.served is not None)

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
        *own, path = facts(node)
        return [*own, *why.facts(node, self.background), path]

    def _story(self) -> list[str]:
        return story(rights.hint_of(self._node), unlocked=self._unlocked) if self._node else []


def _label(*, big: bool = False) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)  # names come from the server
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if big:
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        label.setFont(font)
    return label


def meaning(node: Node) -> str:
    """What the field is, in a sentence."""
    parent = node.parent
    if parent is None:
        return ""
    owner = entity.type_of(parent)
    told = glossary.meaning(owner.name, str(node.key)) if owner.is_carrier else ""
    if told:
        return told
    kind = entity.type_of(node)
    if owner.name == "dict" and isinstance(node.key, str):
        return tr("A field of this tenant's own, “{name}”.").format(name=node.key)
    if isinstance(node.key, int):
        return tr("Number {n} in the list {name}.").format(n=node.key + 1, name=parent.key)
    return "" if kind.known else tr("The documentation does not know this property; it is kept as it came.")


def language_note(node: Node) -> str:
    """What to do where a text came with all its languages, because none was asked for."""
    shown = texts.value_words(node).text if node.kind in '{"' else ""
    if _LANGUAGES.match(shown):
        return tr("The server sent it in all its languages; choose a Language above to see one.")
    if shown.startswith("[SR_"):
        return tr("The server sent the text's number; choose a Language above to see the text.")
    return ""


def story(hint: Hint, *, unlocked: bool = False) -> list[str]:
    """What I may do with the field, and why not, a sentence per fact."""
    sentences = [texts.lock_sentence(hint)]
    if unlocked:
        sentences = [tr("You unlocked it for this draft. SuperOffice's own screens would keep it locked.")]
    sentences.append(texts.reason_sentence(hint))
    sentences.append(texts.mandatory_sentence(hint))
    if hint.nullable:
        sentences.append(tr("It may be empty."))
    if hint.mask and hint.mask.unknown:
        names = ", ".join(hint.mask.unknown)
        sentences.append(
            tr("The server sent a flag that this program does not know: {names}.").format(names=names)
        )
    return list(filter(None, sentences))


def facts(node: Node) -> list[tuple[str, str]]:
    """Name and text of every fact that is known of the field."""
    hint = rights.hint_of(node)
    kind = entity.type_of(node)
    found = []
    if not node.is_container:
        found.append((tr("Value now") if node.is_modified else tr("As served"), _raw(node)))
    if node.is_modified and node.served is not None and not node.is_container:
        found.append((tr("As served"), _clip(bytes(node.served).decode())))
    found.append((tr("Type"), _type(node, hint)))
    if kind.name == "enum" and (names := entity.enum(kind.of)):
        found.append((tr("Choices"), ", ".join(names)))
    if isinstance(node.key, str) and node.parent is not None:
        owner = entity.type_of(node.parent)
        if owner.known and (name := entity.mdo_list(owner.name, node.key)):
            found.append((tr("List"), name))
    return found + _rights_facts(hint) + [(tr("Path"), node.pointer)]


def _rights_facts(hint: Hint) -> list[tuple[str, str]]:
    found = []
    if hint.mask is not None:
        found.append((tr("Mask"), hint.mask.text))
    if hint.reason:
        found.append((tr("Reason"), hint.reason))
    if hint.table is not None:
        found.append((tr("Table right"), hint.table.text))
    if hint.table_reason:
        found.append((tr("Table reason"), hint.table_reason))
    return found


def _type(node: Node, hint: Hint) -> str:
    kind = entity.type_of(node)
    parts = [texts.type_words(kind, hint)]
    if kind.name == "enum":
        parts.append(kind.of)
    if hint.field_type:
        parts.append(hint.field_type)
    if hint.length is not None and hint.length >= 0:
        parts.append(tr("length {n}").format(n=hint.length))
    return " · ".join(parts)


def _raw(node: Node) -> str:
    return _clip(bytes(node.raw).decode())


def _clip(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
