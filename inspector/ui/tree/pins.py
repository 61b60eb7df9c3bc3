"""Pinned properties, which a connection keeps, and the view in groups, which all windows have or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inspector.domain import pointers
from inspector.ui.tree.rows import Layout
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.domain.document import Keys
    from inspector.ui.bench.bench import Bench
    from inspector.ui.tree.view import EntityView


class Pins(QObject):
    """The verbs Pin Property and Group Properties, and what the tree shows because of them."""

    moved = Signal()
    """Properties stand in other rows than before."""

    def __init__(self, bench: Bench, tree: EntityView) -> None:
        super().__init__(tree)
        self._bench, self._tree = bench, tree
        bench.remembered.changed.connect(self.refresh)
        bench.memory.changed.connect(self.refresh)
        bench.ticket.shown.connect(self.refresh)
        bench.place.changed.connect(self.refresh)
        tree.refusal_over.connect(self.refresh)

    def _pinned(self) -> list[Keys]:
        """What is pinned for the connection we are at, or were last; in the order of pinning."""
        document = self._bench.ticket.document
        paths = self._bench.remembered.settings.pins.get(self._bench.place.connection_id, [])
        pointed = [
            path for path in paths if path.startswith("/")
        ]  # a person may have written in the settings
        nodes = [pointers.follow(document.root, pointers.parse(path)) for path in pointed] if document else []
        return [node.keys for node, rest in nodes if not rest]

    def refresh(self) -> None:
        """Bring the tree in line; what is open in it stays open."""
        layout = Layout(tuple(self._pinned()), self._bench.memory.is_grouped)
        model = self._tree.entity_model()
        if layout != model.layout:
            if not self._tree.take_typed():  # another window may have asked for it
                return
            branches = self._tree.expanded_keys()
            model.set_layout(layout)
            self._tree.expand_keys(branches)
            self.moved.emit()

    def toggle_pin(self) -> None:
        """Pin the current property, or unpin it."""
        node = self._tree.current_node()
        if node is None or node.parent is None:
            return
        pointer = pointers.pointer(node.keys)
        name = pointers.dotted(node.keys)
        with self._bench.remembered.edit() as settings:
            pinned = settings.pins.setdefault(self._bench.place.connection_id, [])
            if pointer in pinned:
                pinned.remove(pointer)
                told = tr("{name} is no longer pinned")
            else:
                pinned.append(pointer)
                told = tr("{name} is pinned")
        self._bench.voice.done(told.format(name=name))

    def toggle_groups(self) -> None:
        """Show the ticket in groups, or in the order it was served in."""
        self._bench.memory.is_grouped = not self._bench.memory.is_grouped
