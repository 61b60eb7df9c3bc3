"""The verbs on the selected property: read its story, edit, reset, copy, unfold."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from inspector.domain import entity, pointers, references, rights
from inspector.domain.document import Keys, Node
from inspector.domain.rights import Lock
from inspector.ui.tree import large_editor
from inspector.words.language import tr
from inspector.words.names import field_title
from inspector.words.rights import lock_sentence, reason_sentence

if TYPE_CHECKING:
    from inspector.ui.window.wiring import Workspace

CONTEXT_MENU = (
    *(
        "edit",
        "edit_large",
        "reset",
        "set_null",
        "",
        "copy_value",
        "copy_json",
        "copy_path",
        "copy_text",
        "paste",
        "",
    ),
    *("add", "duplicate", "remove", "move_up", "move_down", "rename_key", "", "pin", "expand", "collapse"),
)
EXPAND_ALL = 2000
"""Branches that `Expand All Below` opens at most."""


class Selection(QObject):
    """The property that is current in the tree."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._window, self._model, self._tree = workspace.window, workspace.model, workspace.window.tree
        self._tree.current_node_changed.connect(self.show)
        self._tree.locked.connect(self._explain_lock)
        self._tree.reset_wanted.connect(self.reset)
        self._tree.customContextMenuRequested.connect(self._open_context_menu)
        self._window.details.unlock_wanted.connect(self.unlock)
        self._window.details.reset_wanted.connect(self.reset)
        self._window.problems.chosen.connect(self.go_to)
        self._window.path_bar.chosen.connect(self.go_to)
        self._window.path_bar.left.connect(self._tree.setFocus)

    def refresh(self) -> None:
        """Bring story and verbs in line with the current property."""
        self.show(self._tree.current_node() if self._model.document is not None else None)

    def show(self, node: Node | None) -> None:
        """Tell the story of this property, and offer what can be done with it."""
        self._window.details.show_node(node, unlocked=node is not None and self._model.is_unlocked(node))
        self._window.path_bar.show_keys(node.keys if node is not None else ())
        self._enable(node)

    def _enable(self, node: Node | None) -> None:
        actions = self._window.actions_by_name
        self._workspace.laying_out.show(node)
        for name in ("copy_value", "copy_path", "copy_dotted", "copy_python", "copy_text"):
            actions[name].setEnabled(node is not None)
        # what is edited while an answer is awaited would be lost when it comes
        editable = node is not None and self._model.is_editable(node) and not self._workspace.fetching.is_busy
        picked = node is not None and references.source_of(entity.type_of(node)) is not None
        actions["edit"].setEnabled(editable and node is not None and (picked or not node.is_container))
        actions["edit_large"].setEnabled(editable and node is not None and large_editor.fits(node))
        actions["set_null"].setEnabled(editable and node is not None and node.kind != "n")
        served = node is not None and node.served is not None and node.is_modified
        actions["reset"].setEnabled(served and not self._workspace.fetching.is_busy)

    def _explain_lock(self, node: Node) -> None:
        hint = rights.hint_of(node)
        sentence = " ".join(filter(None, (lock_sentence(hint), reason_sentence(hint))))
        text = tr("{name} can't be edited. {why}").format(name=field_title(node), why=sentence)
        if hint.lock is Lock.SCREENS:
            self._workspace.tell(text, "warning", tr("Unlock for This Draft"), lambda: self.unlock(node))
        else:
            self._workspace.tell(text, "info")

    # -- verbs ----------------------------------------------------------------------------------------

    def unlock(self, node: Node) -> None:
        """Let a field be edited that only the SuperOffice screens lock."""
        self._model.unlock(node)
        self.show(self._tree.current_node())
        self._tree.setFocus()

    def reset(self, node: Node) -> None:
        """Go back to what the server sent."""
        if node.is_modified and not self._workspace.fetching.is_busy:
            self._model.reset(node)

    def reset_current(self) -> None:
        """Go back to what the server sent, for every selected property, in one step."""
        nodes = [node for node in self._tree.selected_nodes() if node.is_modified]
        if len(nodes) > 1:
            self._workspace.undo_stack.beginMacro(tr("Reset {n} Properties").format(n=len(nodes)))
        for node in nodes:
            self.reset(node)
        if len(nodes) > 1:
            self._workspace.undo_stack.endMacro()

    def set_null(self) -> None:
        """Set the current property to null."""
        node = self._tree.current_node()
        if node is None or not self._model.is_editable(node):
            return
        self._model.set_null(node)

    def copy_value(self) -> None:
        """Copy the value, a text without its quotes; a branch as JSON; several rows as a table."""
        node = self._tree.current_node()
        if node is None or self._workspace.restructuring.copy_table():
            return
        value = node.raw if node.is_container else node.value
        text = bytes(value).decode() if node.is_container else getattr(value, "text", value)  # type: ignore[arg-type]
        if isinstance(text, bool) or text is None:
            text = bytes(node.raw).decode()
        QGuiApplication.clipboard().setText(str(text))

    def copy_path(self, write: Callable[[Keys], str] = pointers.pointer) -> None:
        """Copy the JSON Pointer, or the path as `write` says it."""
        if (node := self._tree.current_node()) is not None:
            QGuiApplication.clipboard().setText(write(node.keys))

    def ask_path(self) -> None:
        """Let the person type where to go."""
        self._window.path_bar.ask(lambda: self._model.document.root if self._model.document else None)

    def expand_below(self) -> None:
        """Unfold the current property and what is in it."""
        node = self._tree.current_node()
        queue, opened = [node] if node is not None else [], 0
        while queue and opened < EXPAND_ALL:
            branch = queue.pop(0)
            if branch.is_container:
                self._tree.expand(self._model.index_of(branch))
                opened += 1
                queue.extend(child for child in branch if child.is_container)

    def go_to(self, keys: tuple[str | int, ...]) -> None:
        """Make this property current, and the tree ready for keys; a filter that hides it is dropped."""
        if not self._tree.select(keys):
            self._workspace.finding.clear()
            self._tree.select(keys)
        self._tree.setFocus()

    def _open_context_menu(self, at: QPoint) -> None:
        menu = QMenu(self._window)
        for name in CONTEXT_MENU:
            menu.addAction(self._window.actions_by_name[name]) if name else menu.addSeparator()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._tree.viewport().mapToGlobal(at))
