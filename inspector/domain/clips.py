"""What goes over the clipboard: rows as a table that spreadsheets take, and text back as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspector.domain import exact_json
from inspector.domain.errors import InvalidJson

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_table(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells, with tabs between; a cell that a spreadsheet would take for a formula gets an apostrophe before it
    (OWASP, "CSV injection"), numbers excepted."""
    return "\n".join("\t".join(map(_cell, row)) for row in rows)


def _cell(text: str) -> str:
    if text.startswith(_FORMULA) and not _is_number(text):
        text = "'" + text
    if any(sign in text for sign in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _is_number(text: str) -> bool:
    return text[:1] in "+-" and text[1:].replace(".", "", 1).replace(",", "", 1).isdecimal()


def as_json(text: str) -> bytes | None:
    """A pasted text as compact JSON, spelled as it was; None where it is not JSON."""
    try:
        return bytes(exact_json.tidy(text.encode("utf-8", "surrogatepass")))
    except InvalidJson:
        return None
