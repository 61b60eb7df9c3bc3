"""What goes over the clipboard: rows as a table that spreadsheets take, and what was copied back as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from unicodedata import category, normalize

from inspector.domain import blank, encoded, exact_json, values
from inspector.domain.entity import Type
from inspector.domain.errors import InvalidJson, InvalidValue
from inspector.domain.exact_json import Scalar

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


def as_value(
    text: str,
    copied: bytes | None,
    kind: Type,
    served: Scalar = None,
    read: Callable[[str, Type, Scalar], Scalar] = values.from_text,
) -> bytes | None:
    """What a paste puts where that type is expected, as compact JSON; None where nothing fits.

    `copied` is the JSON of what this program copied, if it was that: with it everything comes back as it was. A text
    from elsewhere is a text to a text, whatever it looks like; else it is read as JSON, or by `read` as if it had been
    typed.
    """
    if copied is not None and _fits(copied, kind):
        return copied
    if kind.name == "string":
        return exact_json.spell(text)
    piece = as_json(text)
    is_a_word = piece is not None and piece[:1] == b"n" and copied is not None
    if piece is not None and not is_a_word and _fits(piece, kind):
        return piece
    if kind.is_branch or not kind.known:
        return None
    try:
        return exact_json.spell(read(text, kind, served))
    except InvalidValue:
        return None


def _fits(piece: bytes, kind: Type) -> bool:
    """Whether it is of that type, and a string one that can be read."""
    if kind.name == "encoded":
        form = encoded.parse(str(exact_json.scalar(exact_json.raw(piece)))) if piece[:1] == b'"' else None
        return piece[:1] == b"n" or (form is not None and form.mark == kind.of)
    if not blank.fits(piece, kind):
        return False
    text = exact_json.scalar(exact_json.raw(piece)) if piece[:1] == b'"' else None
    if not isinstance(text, str):
        return True
    if kind.name == "date-time":
        return not text or values.parse_date(text) is not None
    try:
        values.from_text(text, kind, text if kind.name != "enum" else None)
    except InvalidValue:
        return False
    return True
