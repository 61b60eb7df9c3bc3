"""What is told of a step: Undo says its name, and the history when it was and what it made of which value."""

from __future__ import annotations

from datetime import datetime

from inspector.domain import exact_json
from inspector.domain.document import Document, Edit, Node, SetValue
from inspector.domain.visible import in_line
from inspector.words.dates import clock_words
from inspector.words.language import again, worded
from inspector.words.values import value_words

LONGEST = 60
"""Characters of a value that the history shows."""


def step_text(name: str, told: str = "") -> str:
    """For a QUndoCommand, which takes the first line for the history and the second for Undo."""
    now = datetime.now().replace(second=0, microsecond=0)

    def text() -> str:
        called, more = in_line(again(name)), again(told)
        return f"{clock_words(now)}  {called}{f': {more}' if more else ''}\n{called}"

    return worded(text)


def change_words(document: Document, edit: Edit) -> str:
    """Which value becomes which; nothing where rows come or go, or where both read the same."""
    if not isinstance(edit, SetValue):
        return ""
    node = document.node(edit.path)
    old, new = (
        Node(node.key, exact_json.raw(text), node.parent, node.row) for text in (edit.old, edit.new)
    )  # as they are now: the node itself changes
    if _value(old) == _value(new):
        return ""
    return worded(lambda: f"{_value(old)} → {_value(new)}")


def _value(node: Node) -> str:
    return in_line(value_words(node).text, LONGEST)
