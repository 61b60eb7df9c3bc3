"""The verbs that add, take away and move elements, and those that copy and paste branches as JSON.

Each is one step to undo. Lists and dictionaries can be changed; which properties a carrier has is SuperOffice's matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit

from inspector.domain import blank, clips, entity, exact_json, pointers
from inspector.domain.document import Insert, Node, Remove
from inspector.ui.kit.question import answer
from inspector.ui.tree.cells import Column
from inspector.words.language import tr
from inspector.words.names import field_title

if TYPE_CHECKING:
    from inspector.ui.window.wiring import Workspace


class Restructuring(QObject):
    """What can be done with the current property as a part of something, or as something with parts."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._model, self._tree = workspace.model, workspace.window.tree
        self._tree.current_node_changed.connect(self.refresh)
        self.refresh(None)

    def refresh(self, node: Node | None) -> None:
        """Offer what can be done with this property."""
        element = node is not None and _holds_elements(node.parent)
        rows = len(node.parent) if element and node is not None and node.parent is not None else 0
        in_list = element and node is not None and isinstance(node.key, int)
        offered = {
            "add": _holder(node) is not None,
            "duplicate": in_list,
            "remove": element,
            "move_up": in_list and node is not None and node.row > 0,
            "move_down": in_list and node is not None and node.row < rows - 1,
            "rename_key": element and not in_list,
            "copy_json": node is not None,
            "paste": node is not None,
        }
        free = not self._workspace.fetching.is_busy
        for name, can in offered.items():
            self._workspace.window.actions_by_name[name].setEnabled(can and (free or name == "copy_json"))

    # -- elements -------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add an element to the current list or dictionary, or after the current element."""
        node = self._tree.current_node()
        holder = _holder(node)
        if node is None or holder is None or not self._may_change(holder):
            return
        if entity.type_of(holder).name == "dict" or holder.kind == "{":
            self._workspace.tasks.start("ask", self._add_key(holder), again="refuse")
        else:
            if node is holder and self._workspace.picking.add_to(holder):
                return
            row = len(holder) if node is holder else node.row + 1
            self._insert(holder, row, row, blank.blank(blank.element_of(holder)))

    async def _add_key(self, holder: Node) -> None:
        key = await self._ask_key(holder, "")
        if key and self._model.document is not None and self._model.document.find(holder.keys) is holder:
            self._insert(holder, len(holder), key, blank.blank(blank.element_of(holder)))

    def rename_key(self) -> None:
        """Give the current entry of a dictionary another name."""
        node = self._tree.current_node()
        if node is not None and node.parent is not None and self._may_change(node.parent):
            self._workspace.tasks.start("ask", self._rename(node, node.parent), again="refuse")

    async def _rename(self, node: Node, holder: Node) -> None:
        key = await self._ask_key(holder, str(node.key))
        if not key or key == node.key or self._model.document is None:
            return
        gone = Remove.of(node)
        name = tr("Rename {old} to {new}").format(old=node.key, new=key)
        self._model.push_all([gone, Insert(gone.path, gone.row, key, gone.value)], name)
        self._select((*holder.keys, key))

    async def _ask_key(self, holder: Node, now: str) -> str:
        """A name that the dictionary does not have; empty where the person changed their mind."""
        told = ""
        while True:
            dialog = QInputDialog(self._workspace.window)
            dialog.setWindowTitle(field_title(holder))
            dialog.setLabelText("\n".join(filter(None, (told, tr("Name of the field")))))
            dialog.setTextValue(now)
            field = dialog.findChild(QLineEdit)
            if field is not None:
                field.setAccessibleName(tr("Name of the field"))
            if not await answer(dialog):
                return ""
            typed = dialog.textValue().strip()
            if typed == now or (typed and typed not in holder.names()):
                return typed
            told = tr("There is a “{name}” already.").format(name=typed) if typed else tr("A name is needed.")

    def duplicate(self) -> None:
        """Add a copy of the current element, right after it."""
        node = self._tree.current_node()
        if node is not None and node.parent is not None and self._may_change(node.parent):
            name = tr("Duplicate {name}").format(name=field_title(node))
            self._insert(node.parent, node.row + 1, node.row + 1, bytes(node.raw), name)

    def remove(self) -> None:
        """Remove the current element."""
        node = self._tree.current_node()
        if node is None or node.parent is None or not self._may_change(node.parent):
            return
        holder, row = node.parent, node.row
        self._model.push(Remove.of(node), tr("Remove {name}").format(name=field_title(node)))
        beside = holder.child(min(row, len(holder) - 1)) if len(holder) else holder
        self._select(beside.keys)

    def move(self, by: int) -> None:
        """Move the current element of a list up (-1) or down (1)."""
        node = self._tree.current_node()
        if node is None or node.parent is None or not self._may_change(node.parent):
            return
        to = node.row + by
        if 0 <= to < len(node.parent):
            holder, gone = node.parent, Remove.of(node)
            text = tr("Move {name} Up") if by < 0 else tr("Move {name} Down")
            back = Insert(gone.path, to, to, gone.value, gone.served)
            self._model.push_all([gone, back], text.format(name=field_title(node)))
            self._select((*holder.keys, to))

    # -- clipboard ------------------------------------------------------------------------------------

    def copy_json(self) -> None:
        """Copy the current property as JSON, laid out as in a file."""
        if (node := self._tree.current_node()) is not None:
            QGuiApplication.clipboard().setText(exact_json.pretty(node.raw).decode("utf-8", "replace"))

    def copy_table(self) -> bool:
        """Copy the selected rows for a spreadsheet; False where it is one only."""
        nodes = self._tree.selected_nodes()
        if len(nodes) < 2:
            return False
        header = [self._model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
        rows = [
            [pointers.dotted(node.keys), *(self._model.text(node, column) for column in list(Column)[1:])]
            for node in nodes
        ]
        QGuiApplication.clipboard().setText(clips.as_table([header, *rows]))
        return True

    def paste(self) -> None:
        """Put JSON, or text into a text, in place of the current value; onto a list it becomes a new element."""
        node, text = self._tree.current_node(), QGuiApplication.clipboard().text()
        if node is None or not text or not self._may_change(node):
            return
        kind = entity.type_of(node)
        piece = clips.as_json(text)
        if kind.name == "string" and (piece is None or piece[:1] not in (b'"', b"n")):
            piece = exact_json.spell(text)
        into_list = node.kind == "[" and piece is not None and piece[:1] not in (b"[", b"n")
        name = tr("Paste into {name}").format(name=field_title(node))
        if piece is None:
            self._refuse(tr("The clipboard holds no JSON."))
        elif not blank.fits(piece, blank.element_of(node) if into_list else kind):
            told = tr("What is in the clipboard does not fit into {name}.")
            self._refuse(told.format(name=pointers.dotted(node.keys)))
        elif into_list:
            self._insert(node, len(node), len(node), piece, name)
        else:
            self._model.set_raw(node, piece, name)

    # -- all back -------------------------------------------------------------------------------------

    def reset_all(self) -> None:
        """Put the whole draft back to what was served, in one step."""
        document = self._model.document
        if document is None or not document.root.is_modified:
            return
        stack = self._workspace.undo_stack
        stack.beginMacro(tr("Reset All to Default"))
        # an element that came or went shows only once all else in its list is as it was
        while document.root.is_modified:
            for node in {id(one): one for one in map(_served, document.modified())}.values():
                self._model.reset(node)
        stack.endMacro()

    # -- what they share ------------------------------------------------------------------------------

    def _insert(self, holder: Node, row: int, key: str | int, piece: bytes, name: str = "") -> None:
        name = name or tr("Add to {name}").format(name=field_title(holder))
        self._model.push(Insert(holder.path, row, key, piece), name)
        self._select((*holder.keys, key))

    def _may_change(self, node: Node) -> bool:
        """Whether the rights let it be changed; else say why not."""
        if self._workspace.fetching.is_busy:
            return False
        if self._model.is_editable(node):
            return True
        self._tree.locked.emit(node)
        return False

    def _select(self, keys: tuple[str | int, ...]) -> None:
        self._tree.select(keys)
        self.refresh(self._tree.current_node())

    def _refuse(self, text: str) -> None:
        self._workspace.tell(text, "warning")


def _holds_elements(node: Node | None) -> bool:
    """Whether children may come and go: a list, a dictionary, an object that the schema does not know."""
    if node is None or node.parent is None or not node.is_container:
        return False
    kind = entity.type_of(node)
    rights = node.key in entity.RIGHTS_PROPERTIES or node.parent.key in entity.RIGHTS_PROPERTIES
    return not rights and not kind.is_carrier


def _holder(node: Node | None) -> Node | None:
    """Where a new element goes: into this one, or into what it lies in."""
    if node is not None and _holds_elements(node):
        return node
    return node.parent if node is not None and _holds_elements(node.parent) else None


def _served(node: Node) -> Node:
    """The node itself, or the nearest around it that the server sent."""
    while node.served is None and node.parent is not None:
        node = node.parent
    return node
