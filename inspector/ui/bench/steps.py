"""What is told of a step: Undo says its name, and the history when it was and what it made of which value."""

from __future__ import annotations

from datetime import datetime

from inspector.domain import exact_json
from inspector.domain.document import Document, Edit, Node, SetValue
from inspector.domain.visible import in_line
from inspector.words.dates import clock_words
from inspector.words.values import value_words

LONGEST = 60
"""Characters of a value that the history shows."""


def step_text(name: str, told: str = "") -> str:
    """For a QUndoCommand, which takes the first line for the history and the second for Undo."""
    now = datetime.now().replace(second=0, microsecond=0)
    line = f"{clock_words(now)}  {in_line(name)}{f': {told}' if told else ''}"
    return f"{line}\n{in_line(name)}"


def change_words(document: Document, edit: Edit) -> str:
    """Which value becomes which; nothing where rows come or go, or where both read the same."""
    if not isinstance(edit, SetValue):
        return ""
    node = document.node(edit.path)
    old = in_line(value_words(node).text, LONGEST)
    new = in_line(value_words(Node(node.key, exact_json.raw(edit.new), node.parent, node.row)).text, LONGEST)
    return f"{old} → {new}" if old != new else ""
