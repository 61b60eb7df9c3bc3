"""A clock of the test's own, for what waits for quiet: no time passes until the test says so."""

from __future__ import annotations

import asyncio
from types import ModuleType, SimpleNamespace

import pytest


class Clock:
    """Takes the place of asyncio in one module; whoever sleeps there sleeps until `pass_by`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> None:
        self._sleepers: list[asyncio.Future[None]] = []
        monkeypatch.setattr(module, "asyncio", SimpleNamespace(**{**vars(asyncio), "sleep": self._sleep}))

    async def _sleep(self, _seconds: float) -> None:
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append(sleeper)
        await sleeper

    def is_awaited(self) -> bool:
        """Whether anybody sleeps."""
        return any(not one.done() for one in self._sleepers)

    def pass_by(self) -> None:
        """The time that anybody sleeps for is over."""
        for one in self._sleepers:
            if not one.done():
                one.set_result(None)
