"""What a cell of the tree says, and how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from inspector.domain import rights
from inspector.domain.document import Node
from inspector.domain.rights import Lock
from inspector.words.kinds import kind_words
from inspector.words.language import tr
from inspector.words.names import styled_name
from inspector.words.notes import note_words
from inspector.words.rights import (
    Mark,
    lock_sentence,
    moving_mark,
    reason_sentence,
    rights_marks,
    rights_words,
)
from inspector.words.values import value_words


class Column(IntEnum):
    """The columns of the tree, in order."""

    PROPERTY = 0
    VALUE = 1
    TYPE = 2
    RIGHTS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """How a cell looks, apart from its text: what the delegate draws."""

    quiet: bool = False
    modified: bool = False
    locked: bool = False
    heading: bool = False
    """Whether it is of a row that stands above properties, rather than of one."""
    marks: tuple[Mark, ...] = ()
    note: str = ""
    """What stands behind the text, quieter."""


def text(node: Node, column: Column, *, unlocked: bool = False, stored: bool = False) -> str:
    """What a cell says; `unlocked` where the person lifted a lock of the screens, `stored` as for `value_words`."""
    match column:
        case Column.PROPERTY:
            return styled_name(node, "api")
        case Column.VALUE:
            return value_words(node, stored=stored).text
        case Column.TYPE:
            return kind_words(node)
        case Column.RIGHTS:
            return rights_words(rights.hint_of(node), unlocked=unlocked)


def look(
    node: Node, column: Column, *, unlocked: bool = False, moves: bool = False, me: int | None = None
) -> Cell:
    """How a cell looks; `moves` where the value differs each time the server is asked, `me` as for `note_words`."""
    hint = rights.hint_of(node)
    silent = hint.lock in (Lock.HIDDEN, Lock.RIGHTS, Lock.COMPANION)
    match column:
        case Column.VALUE:
            quiet = silent or value_words(node).quiet
            note = note_words(node, me)
            return Cell(quiet, node.is_modified, locked=not hint.editable and not unlocked, note=note)
        case Column.RIGHTS:
            moving = [moving_mark()] if moves else []
            return Cell(marks=(*rights_marks(hint, unlocked=unlocked), *moving))
    return Cell(quiet=silent or column is Column.TYPE)


def tool_tip(node: Node, column: Column) -> str | None:
    """What was served, over a changed value; else why it is locked."""
    hint = rights.hint_of(node)
    if column is Column.VALUE and node.is_modified and node.served is not None and not node.is_container:
        served = value_words(Node(node.key, node.served, node.parent, node.row)).text
        return tr("The server sent: {value}").format(value=served[:300])
    if column is Column.RIGHTS or hint.lock is not Lock.NONE:
        return " ".join(filter(None, (lock_sentence(hint), reason_sentence(hint))))
    return None
