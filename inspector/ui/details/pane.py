"""The pane that tells the story of the selected field: what it is, what I may do with it, and why not."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from inspector.domain import entity, rights
from inspector.domain.document import Node
from inspector.domain.rights import Hint, Lock, Mask
from inspector.ui.details import why
from inspector.ui.details.fact_sheet import FactSheet
from inspector.ui.details.story import story
from inspector.ui.details.why import Background
from inspector.ui.kit.theme import Theme
from inspector.words import glossary
from inspector.words.language import tr
from inspector.words.names import field_title
from inspector.words.rights import rights_marks
from inspector.words.values import type_words, value_words

_LANGUAGES = re.compile(r'[A-Z]{2}:"')
LONGEST = 400
"""Characters of a raw value that are shown."""


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
        self._rights.setText(f"<b>{escape(sentences[0])}</b> {escape(' '.join(sentences[1:]))}")
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
                f'<span style="{style}">&nbsp;{escape(word).replace(" ", "&nbsp;")}&nbsp;</span>'
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
    return "" if kind.known else tr("This property is not in the documentation; it is kept as it came.")


def language_note(node: Node) -> str:
    """What to do where a text came with all its languages, because none was asked for."""
    shown = value_words(node).text if node.kind in '{"' else ""
    if _LANGUAGES.match(shown):
        return tr("The server sent it in all its languages; choose a Language above to see one.")
    if shown.startswith("[SR_"):
        return tr("The server sent the text's number; choose a Language above to see the text.")
    return ""


def facts(node: Node) -> list[tuple[str, str]]:
    """Name and text of every fact that is known about the field."""
    hint = rights.hint_of(node)
    kind = entity.type_of(node)
    found = []
    if not node.is_container:
        found.append((tr("Value now") if node.is_modified else tr("As served"), _raw(node)))
    if node.is_modified and node.served is not None and not node.is_container:
        found.append((tr("As served"), _clip(bytes(node.served).decode())))
    found.append((tr("Type"), _type(node, hint)))
    if kind.name == "enum" and (names := entity.enum(kind.of)):
        found.append((tr("Choices"), "\n".join(_choice(kind.of, *one) for one in names.items())))
    if isinstance(node.key, str) and node.parent is not None:
        owner = entity.type_of(node.parent)
        if owner.known and (name := entity.mdo_list(owner.name, node.key)):
            found.append((tr("List"), name))
    return found + _rights_facts(hint) + [(tr("Path"), node.pointer)]


def _choice(enum: str, name: str, number: int) -> str:
    """An allowed value: code, name, and what it stands for, where somebody wrote that down."""
    return ": ".join(filter(None, (f"{number} {name}", glossary.enum_meaning(enum, name))))


def bits(hint: Hint) -> list[tuple[str, str]]:
    """What the masks are made of, for those who read the documentation."""
    masks = ((tr("Mask bits"), hint.mask, "EFieldRight"), (tr("Table bits"), hint.table, "ETableRight"))
    return [(name, _bits(mask, enum)) for name, mask, enum in masks if mask is not None]


def _bits(mask: Mask, enum: str) -> str:
    single = {
        bit: name
        for name, bit in entity.enum(enum).items()
        if bit and not bit & (bit - 1) and mask.bits & bit
    }
    told = ", ".join(f"{name} {bit}" for bit, name in single.items())
    return f"{mask.bits} = {told}" if told else str(mask.bits)


def chips(hint: Hint, *, unlocked: bool = False) -> list[str]:
    """The rights in a few words each."""
    if hint.lock in (Lock.RIGHTS, Lock.HIDDEN):
        told = [] if hint.lock is Lock.HIDDEN else [tr("may be read")]
    else:
        told = [tr("may be changed") if hint.editable or unlocked else tr("may not be changed")]
        told.insert(0, tr("may not be read") if hint.write_only else tr("may be read"))
    return told + [mark.word for mark in rights_marks(hint, unlocked=unlocked)]


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
    parts = [type_words(kind, hint)]
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
