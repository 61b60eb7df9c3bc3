"""Pinned properties, which a connection keeps, and the view in groups, which all windows have or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from inspector.domain import pointers
from inspector.domain.document import Keys, Node
from inspector.ui.tree.rows import Layout
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.ui.window.wiring import Workspace


class LayingOut(QObject):
    """The verbs Pin Property and Group Properties."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        workspace.remembered.changed.connect(self.refresh)

    def pins(self) -> list[Keys]:
        """What is pinned for the connection we are at, or were last; in the order of pinning."""
        document = self._workspace.model.document
        paths = self._workspace.remembered.settings.pins.get(self._workspace.connection_id, [])
        pointed = [
            path for path in paths if path.startswith("/")
        ]  # a person may have written in the settings
        nodes = [pointers.follow(document.root, pointers.parse(path)) for path in pointed] if document else []
        return [node.keys for node, rest in nodes if not rest]

    def refresh(self) -> None:
        """Bring the tree in line; what is open in it stays open."""
        layout = Layout(tuple(self.pins()), self._workspace.window.memory.is_grouped)
        tree = self._workspace.window.tree
        if layout != self._workspace.model.layout:
            tree.take_typed()  # another window may have asked for it
            branches = tree.expanded_keys()
            self._workspace.model.set_layout(layout)
            tree.expand_keys(branches)
            self._workspace.finding.document_changed()
        actions = self._workspace.window.actions_by_name
        actions["group"].setChecked(layout.grouped)

    def show(self, node: Node | None) -> None:
        """Say on the verb whether this property is pinned."""
        action = self._workspace.window.actions_by_name["pin"]
        action.setEnabled(node is not None and node.parent is not None)
        action.setChecked(node is not None and node.keys in self._workspace.model.layout.pins)

    def toggle_pin(self) -> None:
        """Pin the current property, or unpin it."""
        node = self._workspace.window.tree.current_node()
        if node is None or node.parent is None:
            return
        pointer = pointers.pointer(node.keys)
        name = pointers.dotted(node.keys)
        with self._workspace.remembered.edit() as settings:
            pinned = settings.pins.setdefault(self._workspace.connection_id, [])
            if pointer in pinned:
                pinned.remove(pointer)
                told = tr("{name} is no longer pinned")
            else:
                pinned.append(pointer)
                told = tr("{name} is pinned")
        self.show(node)
        self._workspace.window.tell_progress(told.format(name=name))

    def toggle_groups(self) -> None:
        """Show the ticket in groups, or in the order it was served in."""
        memory = self._workspace.window.memory
        memory.is_grouped = not memory.is_grouped
