"""Where a property is in the draft's text, and which property a line belongs to.

Works on the lines that `exact_json.pretty` makes: one property or element a line, two spaces deeper for each level, and
no other line breaks (those within texts are escaped). So indents show the way, and nothing is parsed again.
"""

from __future__ import annotations

from collections.abc import Sequence

from inspector.domain.document import Path

INDENT = 2
"""Spaces per level."""


def line_of(lines: Sequence[str], path: Path) -> int:
    """The first line of the property at these row numbers, or of the deepest on the way to it that there is."""
    line = 0
    for depth, row in enumerate(path, 1):
        found = _nth(lines, line + 1, depth * INDENT, row)
        if found is None:
            break
        line = found
    return line


def end_of(lines: Sequence[str], line: int) -> int:
    """The last line of the property that begins in this one."""
    if not lines[line].endswith(("{", "[")):
        return line
    indent = _indent(lines[line])
    end = line + 1
    while end < len(lines) - 1 and _indent(lines[end]) > indent:
        end += 1
    return end


def path_at(lines: Sequence[str], line: int) -> Path:
    """The row numbers of the property that this line belongs to; for a closing bracket, of what it closes."""
    if _closes(lines[line]):
        line = _opening(lines, line)
    rows: list[int] = []
    indent = _indent(lines[line])
    while indent > 0:
        row, at = 0, line - 1
        while (above := _indent(lines[at])) >= indent:
            row += above == indent and not _closes(lines[at])
            at -= 1
        rows.append(row)
        line, indent = at, above
    return tuple(reversed(rows))


def _nth(lines: Sequence[str], start: int, indent: int, row: int) -> int | None:
    for at in range(start, len(lines)):
        here = _indent(lines[at])
        if here < indent:
            return None
        if here == indent and not _closes(lines[at]):
            if row == 0:
                return at
            row -= 1
    return None


def _opening(lines: Sequence[str], line: int) -> int:
    indent = _indent(lines[line])
    line -= 1
    while line > 0 and _indent(lines[line]) != indent:
        line -= 1
    return line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _closes(line: str) -> bool:
    return line.lstrip(" ")[:1] in ("}", "]")
