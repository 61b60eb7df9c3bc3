"""Copy and paste: a value as text, a branch as JSON, rows as a table, a path."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from inspector.domain import blank, clips, encoded, entity, exact_json, pointers, values
from inspector.domain.errors import InvalidValue
from inspector.ui.tree.cells import Column
from inspector.words.language import tr
from inspector.words.names import field_title
from inspector.words.values import typed_value

if TYPE_CHECKING:
    from inspector.domain.document import Keys
    from inspector.ui.bench.bench import Bench
    from inspector.ui.tree.elements import Elements
    from inspector.ui.tree.view import EntityView


class Clipboard(QObject):
    """The verbs that put the current property there, and what is there into it."""

    def __init__(self, bench: Bench, tree: EntityView, elements: Elements) -> None:
        super().__init__(tree)
        self._bench, self._tree, self._elements = bench, tree, elements

    def copy_value(self) -> None:
        """Copy the value, a text without its quotes; a branch as JSON; several rows as a table."""
        node = self._tree.current_node()
        if node is None or self._copy_table():
            return
        value = node.raw if node.is_container else node.value
        text = bytes(value).decode() if node.is_container else getattr(value, "text", value)  # type: ignore[arg-type]
        if isinstance(text, bool) or text is None:
            text = bytes(node.raw).decode()
        _put(str(text))

    def copy_json(self) -> None:
        """Copy the current property as JSON, laid out as in a file."""
        if (node := self._tree.current_node()) is not None:
            _put(exact_json.pretty(node.raw).decode("utf-8", "replace"))

    def copy_path(self, write: Callable[[Keys], str] = pointers.pointer) -> None:
        """Copy the JSON Pointer, or the path as `write` says it."""
        if (node := self._tree.current_node()) is not None:
            _put(write(node.keys))

    def _copy_table(self) -> bool:
        """Copy the selected rows for a spreadsheet; False where it is one only."""
        nodes, model = self._tree.selected_nodes(), self._tree.entity_model()
        if len(nodes) < 2:
            return False
        header = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
        rows = [
            [pointers.dotted(node.keys), *(model.text(node, column) for column in list(Column)[1:])]
            for node in nodes
        ]
        _put(clips.as_table([header, *rows]))
        return True

    def paste(self) -> None:
        """Put JSON, or text into a text, in place of the current value; onto a list it becomes a new element."""
        node, text = self._tree.current_node(), QGuiApplication.clipboard().text()
        if node is None or not text or not self._elements.may_change(node):
            return
        kind = entity.type_of(node)
        piece = clips.as_json(text)
        meant = text if piece is None or piece[:1] != b'"' else str(exact_json.scalar(exact_json.raw(piece)))
        held = values.kind_of(node)
        if held.name == "encoded" and encoded.parse(meant) is None and piece != b"null":
            try:
                piece = exact_json.spell(typed_value(meant, held, node.value))
            except InvalidValue as error:
                self._bench.voice.fail(error)
                return
        elif kind.name == "string" and (piece is None or piece[:1] not in (b'"', b"n")):
            piece = exact_json.spell(text)
        into_list = node.kind == "[" and piece is not None and piece[:1] not in (b"[", b"n")
        name = tr("Paste into {name}").format(name=field_title(node))
        if piece is None:
            self._refuse(tr("The clipboard holds no JSON."))
        elif not blank.fits(piece, blank.element_of(node) if into_list else kind):
            told = tr("What is in the clipboard does not fit into {name}.")
            self._refuse(told.format(name=pointers.dotted(node.keys)))
        elif into_list:
            self._elements.insert(node, len(node), len(node), piece, name)
        else:
            self._bench.ticket.set_raw(node, piece, name)

    def _refuse(self, text: str) -> None:
        self._bench.voice.tell(text, "warning")


def _put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
