"""Waiting in tests: for something to happen, never for time to pass."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds after which something awaited is missing.

Far more than the slowest machine needs, for no test waits that long unless it fails: the limit is there so that a fault
is told and does not hang.
"""


def wait_for(probe: Callable[[], T], what: str) -> T:
    """Block this thread until the probe gives something, and give that back."""
    end = time.monotonic() + PATIENCE
    while not (found := probe()):
        assert time.monotonic() < end, f"not there: {what}"
        time.sleep(0.01)
    return found


async def until(probe: Callable[[], T | None], what: str) -> T:
    """The same on an event loop, which goes on meanwhile."""
    end = time.monotonic() + PATIENCE
    while not (found := probe()):
        assert time.monotonic() < end, f"not there: {what}"
        await asyncio.sleep(0.001)
    return found
