"""Copy and paste: a value as text, a branch as JSON, rows as a table, a path."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication

from inspector.domain import blank, clips, exact_json, pointers, values
from inspector.domain.errors import InvalidValue
from inspector.ui.kit.clipboard import held
from inspector.ui.tree.cells import Column
from inspector.words.language import tr
from inspector.words.names import field_title
from inspector.words.values import typed_value

if TYPE_CHECKING:
    from inspector.domain.document import Keys
    from inspector.domain.entity import Type
    from inspector.domain.exact_json import Scalar
    from inspector.ui.bench.bench import Bench
    from inspector.ui.tree.elements import Elements
    from inspector.ui.tree.view import EntityView


AS_JSON = "application/x-ticket-draft+json"
"""The format that goes over the clipboard beside the text: `"null"` and `null` are the same text."""


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
        is_text = not node.is_container and isinstance(node.value, str)
        _put(str(node.value) if is_text else bytes(node.raw).decode(), bytes(node.raw))

    def copy_json(self) -> None:
        """Copy the current property as JSON, laid out as in a file."""
        if (node := self._tree.current_node()) is not None:
            _put(exact_json.pretty(node.raw).decode("utf-8", "replace"), bytes(node.raw))

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
        """Put what was copied, or what a text says, in place of the current value; onto a list it becomes a new
        element."""
        node, text, copied = self._tree.current_node(), QGuiApplication.clipboard().text(), _copied()
        if node is None or not (text or copied) or not self._elements.may_change(node):
            return
        name = tr("Paste into {name}").format(name=field_title(node))
        served = None if node.is_container else values.modelled_on(node)
        kind = values.kind_of(node)
        read = partial(typed_value, zone=self._bench.ticket.zone)
        piece = clips.as_value(text, copied, kind, served, read)
        element = clips.as_value(text, copied, blank.element_of(node)) if node.kind == "[" else None
        if piece is not None and (node.kind != "[" or piece[:1] in (b"[", b"n")):
            self._bench.ticket.set_raw(node, piece, name)
        elif element is not None:
            self._elements.insert(node, len(node), len(node), element, name)
        elif copied is None and clips.as_json(text) is None and node.is_container:
            self._refuse(tr("The clipboard holds no JSON."))
        elif (error := _refusal(text, kind, served)) is not None:
            self._bench.voice.fail(error)
        else:
            told = tr("What is in the clipboard does not fit into {name}.")
            self._refuse(told.format(name=pointers.dotted(node.keys)))

    def _refuse(self, text: str) -> None:
        self._bench.voice.tell(text, "warning")


def _put(text: str, piece: bytes | None = None) -> None:
    """Put a text there; `piece` is the JSON that it stands for, by which this program knows it again."""
    if piece is None:
        QGuiApplication.clipboard().setText(text)
        return
    content = QMimeData()
    content.setText(text)
    content.setData(AS_JSON, piece)
    QGuiApplication.clipboard().setMimeData(content)


def _copied() -> bytes | None:
    """The JSON of what this program, in whatever window, copied."""
    data = held()
    return clips.as_json(bytes(data.data(AS_JSON).data()).decode("utf-8", "replace")) if data else None


def _refusal(text: str, kind: Type, served: Scalar) -> InvalidValue | None:
    """Why a text can't be taken as if it had been typed there; None where that is not what is wrong with it."""
    if kind.is_branch or not kind.known:
        return None
    try:
        typed_value(text, kind, served)
    except InvalidValue as error:
        return error
    return None
