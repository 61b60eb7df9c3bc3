"""Functions that ask themselves about what lies in something, however deep it lies.

Python gives up after a thousand calls within calls, from Qt's side sooner, and what C then does is end the program. So
such a function is written as a generator that says `found = yield itself(inner)` where else it would call itself, and
`done` runs it.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

T = TypeVar("T")
Task = Generator[Any, Any, T]
"""Yields further tasks, is sent what they return, and returns a T."""


def done(task: Task[T]) -> T:
    """What a task returns."""
    waiting: list[Task[Any]] = [task]
    found: Any = None
    while True:
        try:
            inner = waiting[-1].send(found)
        except StopIteration as end:
            found = end.value
            waiting.pop()
            if not waiting:
                return found  # type: ignore[no-any-return]
        else:
            waiting.append(inner)
            found = None
