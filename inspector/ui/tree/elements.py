"""The verbs that add, take away, move and rename elements.

Each is one step to undo. Lists and dictionaries can be changed; which properties a carrier has is SuperOffice's matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit

from inspector.domain import blank, entity, references
from inspector.domain.document import Insert, Node, Remove
from inspector.ui.kit.exact_text import Spelling, unlimited
from inspector.ui.kit.labels import as_title, show_plainly
from inspector.ui.kit.question import answer
from inspector.ui.kit.saying import say
from inspector.words.language import tr
from inspector.words.names import field_title

if TYPE_CHECKING:
    from inspector.ui.bench.bench import Bench
    from inspector.ui.tree.view import EntityView


class Elements(QObject):
    """What can be done with the current property as a part of something, or as something with parts."""

    reference_wanted = Signal(object)
    """The Node of a list of references, which is to get another one."""

    def __init__(self, bench: Bench, tree: EntityView) -> None:
        super().__init__(tree)
        self._bench, self._ticket, self._tree = bench, bench.ticket, tree

    # -- elements -------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add an element to the current list or dictionary, or after the current element."""
        node = self._tree.current_node()
        holder = blank.holder_of(node)
        if node is None or holder is None or not self.may_change(holder):
            return
        if entity.type_of(holder).name == "dict" or holder.kind == "{":
            self._bench.tasks.start("ask", self._add_key(holder), again="refuse")
        else:
            if node is holder and references.source_of(blank.element_of(holder)) is not None:
                self.reference_wanted.emit(holder)
                return
            row = len(holder) if node is holder else node.row + 1
            self.insert(holder, row, row, blank.blank(blank.element_of(holder)))

    async def _add_key(self, holder: Node) -> None:
        key = await self._ask_key(holder, "")
        if key and self._ticket.holds(holder):
            self.insert(holder, len(holder), key, blank.blank(blank.element_of(holder)))

    def rename_key(self) -> None:
        """Give the current entry of a dictionary another name."""
        node = self._tree.current_node()
        if node is not None and node.parent is not None and self.may_change(node.parent):
            self._bench.tasks.start("ask", self._rename(node, node.parent), again="refuse")

    async def _rename(self, node: Node, holder: Node) -> None:
        key = await self._ask_key(holder, str(node.key))
        if not key or key == node.key or not self._ticket.holds(node):
            return
        gone = Remove.of(node)
        name = tr("Rename {old} to {new}").format(old=node.key, new=key)
        self._ticket.push_all([gone, Insert(gone.path, gone.row, key, gone.value)], name)
        self._tree.select((*holder.keys, key))

    async def _ask_key(self, holder: Node, now: str) -> str:
        """A name that the dictionary does not have; empty where the person changed their mind."""
        told, spelling = "", Spelling.in_line(now)
        while True:
            dialog = QInputDialog(self._tree.window())
            dialog.setWindowTitle(as_title(field_title(holder)))
            say(dialog.setLabelText, "\n".join(filter(None, (told, tr("Name of the field")))))
            show_plainly(dialog)
            dialog.setTextValue(spelling.show(now))
            field = dialog.findChild(QLineEdit)
            if field is not None:
                unlimited(field).setText(spelling.show(now))
                field.selectAll()
                say(field.setAccessibleName, tr("Name of the field"))
            if not await answer(dialog):
                return ""
            typed = spelling.read(dialog.textValue())
            if now == now.strip():  # else the spaces around it are part of the name
                typed = typed.strip()
            if typed == now or (typed and typed not in holder.names()):
                return typed
            told = tr("There is a “{name}” already.").format(name=typed) if typed else tr("A name is needed.")

    def duplicate(self) -> None:
        """Add a copy of the current element, right after it."""
        node = self._tree.current_node()
        if node is not None and node.parent is not None and self.may_change(node.parent):
            name = tr("Duplicate {name}").format(name=field_title(node))
            self.insert(node.parent, node.row + 1, node.row + 1, bytes(node.raw), name)

    def remove(self) -> None:
        """Remove the current element."""
        node = self._tree.current_node()
        if node is None or node.parent is None or not self.may_change(node.parent):
            return
        holder, row = node.parent, node.row
        self._ticket.push(Remove.of(node), tr("Remove {name}").format(name=field_title(node)))
        beside = holder.child(min(row, len(holder) - 1)) if len(holder) else holder
        self._tree.select(beside.keys)

    def move(self, by: int) -> None:
        """Move the current element of a list up (-1) or down (1)."""
        node = self._tree.current_node()
        if node is None or node.parent is None or not self.may_change(node.parent):
            return
        to = node.row + by
        if 0 <= to < len(node.parent):
            holder, gone = node.parent, Remove.of(node)
            text = tr("Move {name} Up") if by < 0 else tr("Move {name} Down")
            back = Insert(gone.path, to, to, gone.value, gone.served)
            self._ticket.push_all([gone, back], text.format(name=field_title(node)))
            self._tree.select((*holder.keys, to))

    # -- all back -------------------------------------------------------------------------------------

    def reset_all(self) -> None:
        """Put the whole draft back to what was served, in one step."""
        document = self._ticket.document
        if document is None or not document.root.is_modified:
            return
        with self._ticket.one_step(tr("Reset All to Default")):
            # an element that came or went shows only once all else in its list is as it was
            while document.root.is_modified:
                for node in {id(one): one for one in map(_served, document.modified())}.values():
                    self._ticket.reset(node)

    # -- what they share ------------------------------------------------------------------------------

    def insert(self, holder: Node, row: int, key: str | int, piece: bytes, name: str = "") -> None:
        """Put a new element there as a step, and make it current."""
        name = name or tr("Add to {name}").format(name=field_title(holder))
        self._ticket.push(Insert(holder.path, row, key, piece), name)
        self._tree.select((*holder.keys, key))

    def may_change(self, node: Node) -> bool:
        """Whether the rights let it be changed; else say why not."""
        if self._ticket.is_stale:
            return False
        if self._ticket.is_editable(node):
            return True
        self._tree.locked.emit(node)
        return False


def _served(node: Node) -> Node:
    """The node itself, or the nearest around it that the server sent."""
    while node.served is None and node.parent is not None:
        node = node.parent
    return node
