"""What a test knows to be there, where the program must reckon with None."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def present(value: T | None) -> T:
    """The value itself; a test fails where it is None."""
    assert value is not None
    return value
