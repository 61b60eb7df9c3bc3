"""The pane that tells the story of the selected field: what it is, what I may do with it, and why not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from inspector.domain import rights
from inspector.domain.document import Node
from inspector.ui.details import why
from inspector.ui.details.chips import Chips
from inspector.ui.details.fact_sheet import FactSheet
from inspector.ui.details.facts import chips, facts
from inspector.ui.details.find_bar import FindBar, Part
from inspector.ui.details.story import story
from inspector.ui.details.story_label import StoryLabel
from inspector.ui.details.where_from import NOTHING, WhereFrom
from inspector.ui.details.why import Background
from inspector.ui.kit.flow import FlowLayout
from inspector.ui.kit.theme import Theme
from inspector.words.fields import language_note, meaning
from inspector.words.language import tr
from inspector.words.names import styled_name


class DetailsPane(QFrame):
    """A card with the story of one field: what it is, what one may do, where its value comes from, what to do.

    What the API calls all that is folded away.
    """

    unlock_wanted = Signal(Node)
    reset_wanted = Signal(Node)
    copy_wanted = Signal()
    unfolded = Signal(bool)
    """A person opened what is for developers, or closed it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(tr("Details"))
        self._theme = theme
        self.background = Background()
        self.name_style = "api"
        """What properties are called: see memory.NAME_STYLES."""
        self._node: Node | None = None
        self._unlocked = False
        self._title = _label(theme, big=True)
        self._meaning = _label(theme)
        self._rights = _label(theme)
        self._chips = Chips(theme)
        self._why = FactSheet(theme, tr("Facts"), with_headings=True)
        self.where_from = WhereFrom(theme)
        self._fold = QPushButton(tr("For developers"))
        self._fold.setFlat(True)
        self._fold.setCheckable(True)
        self._fold.setToolTip(tr("Names, types, masks and the value itself, as the API has them"))
        self._fold.clicked.connect(self._unfold)
        self._facts = FactSheet(theme, tr("Facts for developers"))
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
        inner.setContentsMargins(16, 16, 16, 16)
        inner.setSpacing(8)
        for part in (self._title, self._meaning, self._chips, self._rights):
            inner.addWidget(part)
        inner.addSpacing(8)
        inner.addWidget(self._why)
        inner.addWidget(self.where_from)
        inner.addSpacing(8)
        inner.addLayout(self._verbs())
        inner.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._facts)
        inner.addStretch()
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setViewport(QWidget())  # Qt's own would fill its ground
        scroll.setWidget(story)
        story.setAutoFillBackground(False)
        self._bar = FindBar(self._theme, scroll, self._parts)
        self._bar.reveal_wanted.connect(self._reveal)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self._bar)
        outer.addWidget(scroll)

    # -- finding something in it ----------------------------------------------------------------------

    def open_search(self) -> None:
        """Open the bar in which to type what is to be found here."""
        self._bar.open()

    def _parts(self) -> list[Part]:
        """What has a text in it, in the order of reading; what is folded away too."""
        shown: list[Part] = [self._title, self._meaning, *self._chips.parts(), self._rights, self._why]
        shown += self.where_from.parts()
        return [*(part for part in shown if not part.isHidden()), *([self._facts] if self._node else [])]

    def _reveal(self, part: Part) -> None:
        if part is self._facts and not self._fold.isChecked():
            self._unfold(True)

    def _verbs(self) -> FlowLayout:
        row = FlowLayout()
        for button in (self._unlock, self._reset, self._copy):
            row.addWidget(button)
        return row

    def reveal_where_from(self) -> None:
        """Bring into sight where the default comes from."""
        self._scroll.ensureWidgetVisible(self.where_from)

    def unfold(self, *, is_open: bool) -> None:
        """Show what is for developers, or fold it away."""
        self._fold.setChecked(is_open)
        self._fold.setIcon(self._theme.icon("chevron-down" if is_open else "chevron-right", "accent"))
        self._facts.setVisible(is_open and self._node is not None)

    def _unfold(self, is_open: bool) -> None:
        self.unfold(is_open=is_open)
        self.unfolded.emit(is_open)

    def show_node(self, node: Node | None, *, unlocked: bool = False) -> None:
        """Tell of this field, or say how to choose one."""
        self._node, self._unlocked = node, unlocked
        self._meaning.setVisible(True)
        self._unlock.setVisible(False)
        self._reset.setVisible(False)
        self._copy.setVisible(node is not None and node.parent is not None)
        self._fold.setVisible(node is not None)
        if node is None:
            self._title.tell(tr("Nothing selected"))
            self._meaning.tell(tr("Select a property to see what it is, what you may do with it, and why."))
            self._rights.tell("")
            self._chips.show_marks([])
            self._why.set_facts([])
            self.where_from.show_told(NOTHING)
            self._facts.set_facts([])
            self._bar.seek()
            return
        hint = rights.hint_of(node)
        self._title.tell(styled_name(node, self.name_style))
        self._meaning.tell(" ".join(filter(None, (meaning(node), language_note(node)))))
        self._meaning.setVisible(bool(self._meaning.told()))
        sentences = self._story()
        self._rights.tell(" ".join(sentences[1:]), strong=sentences[0])
        self._chips.show_marks(chips(node, unlocked=unlocked) if node.parent is not None else [])
        self._why.set_facts(self._reasons(node))
        self.where_from.show_told(why.where_from(node, self.background))
        self._facts.set_facts(self._api_facts(node))
        self.unfold(is_open=self._fold.isChecked())
        self._unlock.setVisible(hint.lock.may_be_lifted and not unlocked)
        self._reset.setVisible(node.is_modified and node.served is not None)
        self._bar.seek()

    def text(self) -> str:
        """The whole story as plain text."""
        node = self._node
        if node is None:
            return self._meaning.told()
        lines = [self._title.told(), self._meaning.told(), *self._story()]
        known = self._reasons(node) + self._api_facts(node)
        return "\n".join([*filter(None, lines), *(f"{name}: {value}" for name, value in known)])

    def _reasons(self, node: Node) -> list[tuple[str, str]]:
        """Where the value comes from and what it means; what to do about it."""
        hint = rights.hint_of(node)
        remedy = why.remedy_words(hint) if not hint.lock.may_be_lifted else ""  # the button does it
        return [*why.facts(node, self.background), *([(tr("To change that"), remedy)] if remedy else [])]

    def _api_facts(self, node: Node) -> list[tuple[str, str]]:
        return facts(node, is_file=self.background.evidence.is_only_a_file)

    def _story(self) -> list[str]:
        return story(rights.hint_of(self._node), unlocked=self._unlocked) if self._node else []


def _label(theme: Theme, *, big: bool = False) -> StoryLabel:
    label = StoryLabel(theme)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if big:
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        label.setFont(font)
    return label
