"""What goes over the clipboard: rows as a table that spreadsheets take, and text back as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import category, normalize

from inspector.domain import exact_json
from inspector.domain.errors import InvalidJson

_NUMBER = re.compile(r"[+-][0-9]+([.,][0-9]+)*([eE][+-]?[0-9]+)?", re.ASCII)


def as_table(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells, with tabs between; none is a formula to a spreadsheet."""
    return "\n".join("\t".join(map(_cell, row)) for row in rows)


def _cell(text: str) -> str:
    text = harmless(text)
    if any(sign in text for sign in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def harmless(text: str) -> str:
    """The text as a spreadsheet may have it: with an apostrophe before what it would take for a formula, numbers
    excepted (OWASP, “CSV injection”).

    A formula may begin after blanks and invisible signs, with full-width signs as well. Where semicolons separate, as
    in many a European Excel, what follows one in the text is a cell of its own.
    """
    return ";".join(f"'{cell}" if _is_formula(cell) else cell for cell in text.split(";"))


def _is_formula(text: str) -> bool:
    if _NUMBER.fullmatch(text):
        return False
    seen = next((sign for sign in text if not sign.isspace() and category(sign) not in ("Cc", "Cf")), "")
    return normalize("NFKC", seen)[:1] in ("=", "+", "-", "@")


def as_json(text: str) -> bytes | None:
    """A pasted text as compact JSON, spelled as it was; None where it is not JSON."""
    try:
        return bytes(exact_json.tidy(text.encode("utf-8", "surrogatepass")))
    except InvalidJson:
        return None
