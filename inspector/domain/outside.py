"""What comes from outside, from servers and files: JSON in Python's own values, or unfit to be read."""

from __future__ import annotations

import json
from typing import Any

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
