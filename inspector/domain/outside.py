"""What comes from outside, from servers and files: JSON in Python's own values, or unfit to be read."""

from __future__ import annotations

import json
import re
from typing import Any

_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()

UNFIT = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, MemoryError)
"""What comes of reading something of another shape, size or depth than anybody foresaw, here or in a library.

UnicodeError and JSONDecodeError are ValueErrors, OverflowError is an ArithmeticError. Whoever reads what is not ours
turns them into an InspectorError, so that nothing else crosses a border.
"""


def parsed(data: bytes) -> Any:
    """The value of a JSON text, in whichever Unicode encoding. Raises ValueError and nothing else.

    For what is to be kept to the letter there is `exact_json`.
    """
    try:
        return json.loads(data)
    except (RecursionError, MemoryError):
        raise ValueError("too deep, or too large") from None


def first_elements(data: bytes, most: int) -> list[Any]:
    """The first elements of a JSON array; what comes after so many is not looked at. Raises nothing but ValueError.

    One is read after the other, so that a million of them keep no other thread from its turn.
    """
    try:
        text = data.decode(json.detect_encoding(data), "surrogatepass").removeprefix("\ufeff")
        at = _skip(text, 0, "[")
        found: list[Any] = []
        if text.startswith("]", at):
            return _ended(text, at, found)
        while len(found) < most:
            element, at = _DECODER.raw_decode(text, at)
            found.append(element)
            at = _BLANKS.match(text, at).end()  # type: ignore[union-attr]
            if text.startswith("]", at):
                return _ended(text, at, found)
            at = _skip(text, at, ",")
        return found
    except (RecursionError, MemoryError):
        raise ValueError("too deep, or too large") from None


def _skip(text: str, at: int, mark: str) -> int:
    """Where the text goes on after this mark and the blanks around it. Raises ValueError."""
    at = _BLANKS.match(text, at).end()  # type: ignore[union-attr]
    if not text.startswith(mark, at):
        raise ValueError(f"no {mark!r} at {at}")
    return _BLANKS.match(text, at + 1).end()  # type: ignore[union-attr]


def _ended(text: str, at: int, found: list[Any]) -> list[Any]:
    if _skip(text, at, "]") != len(text):
        raise ValueError(f"something after the array, at {at}")
    return found
