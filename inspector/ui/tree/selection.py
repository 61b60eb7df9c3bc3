"""The verbs on the current property: edit, unlock, reset, unfold, go elsewhere."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from inspector.domain import blank, rights
from inspector.words.language import tr
from inspector.words.names import field_title
from inspector.words.rights import lock_sentence, reason_sentence

if TYPE_CHECKING:
    from inspector.domain.document import Document, Keys, Node
    from inspector.ui.bench.bench import Bench
    from inspector.ui.tree.path_bar import PathBar
    from inspector.ui.tree.view import EntityView

EXPAND_ALL = 2000
"""Branches that `Expand All Below` opens at most."""


class Selection(QObject):
    """The property that is current in the tree."""

    hidden_wanted = Signal()
    """A property is to be shown that the Filter hides."""

    def __init__(self, bench: Bench, tree: EntityView, path_bar: PathBar) -> None:
        super().__init__(tree)
        self._bench, self._ticket = bench, bench.ticket
        self._tree, self._path_bar = tree, path_bar
        tree.current_node_changed.connect(self._show)
        tree.current_node_changed.connect(lambda _node: bench.voice.withdraw("lock"))
        tree.locked.connect(self._explain_lock)
        tree.reset_wanted.connect(self.reset)
        path_bar.chosen.connect(self.go_to)
        path_bar.left.connect(tree.setFocus)
        bench.ticket.shown.connect(self._show_current)
        bench.ticket.edited.connect(self._show_current)  # the list may have grown, or the field another name

    def _show_current(self) -> None:
        self._show(self._tree.current_node() if self._ticket.document is not None else None)

    def _show(self, node: Node | None) -> None:
        self._path_bar.show_keys(node.keys if node is not None else ())

    def _explain_lock(self, node: Node) -> None:
        hint = rights.hint_of(node)
        sentence = " ".join(filter(None, (lock_sentence(hint), reason_sentence(hint))))
        text = tr("{name} can't be edited. {why}").format(name=field_title(node), why=sentence)
        voice = self._bench.voice
        if hint.lock.may_be_lifted:
            unlock = tr("Unlock for This Draft")
            voice.tell(text, "warning", unlock, lambda: self.unlock(node), about="lock")
        else:
            voice.tell(text, "info", about="lock")

    # -- verbs ----------------------------------------------------------------------------------------

    def unlock(self, node: Node) -> None:
        """Let a field be edited that only the SuperOffice screens lock."""
        self._ticket.unlock(node)
        self._tree.setFocus()

    def reset(self, node: Node) -> None:
        """Go back to what the server sent."""
        if node.served is None and blank.holds_elements(node.parent):
            key = QKeySequence("Ctrl+Del").toString(QKeySequence.SequenceFormat.NativeText)
            told = tr("The server did not send it, so there is nothing to go back to. {key} removes it.")
            self._bench.voice.progress(told.format(key=key))
        elif self._ticket.take_typed() and node.is_modified and not self._ticket.is_stale:
            self._ticket.reset(node)

    def reset_current(self) -> None:
        """Go back to what the server sent, for every selected property, in one step."""
        found = (node for node in self._tree.selected_nodes() if node.served is not None and node.is_modified)
        nodes = list(found)
        if not nodes or self._ticket.is_stale:
            return
        name = tr("Reset {n} Properties").format(n=len(nodes))
        with self._ticket.one_step(name) if len(nodes) > 1 else nullcontext():
            for node in nodes:
                self.reset(node)

    def set_null(self) -> None:
        """Set the current property to null."""
        node = self._tree.current_node()
        if node is not None and self._ticket.is_editable(node):
            self._ticket.set_null(node)

    def ask_path(self) -> None:
        """Let the person type where to go."""

        def root() -> Node | None:
            document: Document | None = self._ticket.document
            return document.root if document is not None else None

        self._path_bar.ask(root)

    def expand_below(self) -> None:
        """Unfold the current property and what is in it."""
        node = self._tree.current_node()
        queue, opened = [node] if node is not None else [], 0
        while queue and opened < EXPAND_ALL:
            branch = queue.pop(0)
            if branch.is_container:
                self._tree.expand(self._tree.entity_model().index_of(branch))
                opened += 1
                queue.extend(child for child in branch if child.is_container)

    def go_to(self, keys: Keys) -> None:
        """Make this property current, and the tree ready for keys; a filter that hides it is dropped."""
        if not self._tree.select(keys):
            self.hidden_wanted.emit()
            self._tree.select(keys)
        self._tree.setFocus()
