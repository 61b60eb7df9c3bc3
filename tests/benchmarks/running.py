"""The running program, fetching a large ticket and filtering it, under a watch that ticks every 5 ms.

A process of its own: `python -m tests.benchmarks.running URL FETCHES [NEEDLE…]` starts the program by its own
composition root, signs in to URL, fetches so many times, types the needles into the Filter with real key presses, and
prints as JSON: `gaps` (longest time without a tick, one per fetch, in seconds), `keys` (needle, seconds from key press
to painted result, longest gap meanwhile), `memory` (bytes of the process before, painted, indexed, at its peak).
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from inspector import app

Figures = dict[str, Any]
PATIENCE = 120


class Watch:
    """Ticks as often as the event loop lets it, and remembers the longest time in between."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=5)
        self._timer.timeout.connect(self._tick)
        self.restart()
        self._timer.start()

    def restart(self) -> None:
        self._last, self.longest = perf_counter(), 0.0

    def _tick(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def stop(self) -> float:
        """The longest gap in seconds, the time since the last tick included."""
        self._tick()
        return self.longest


async def until(ready: Callable[[], bool]) -> None:
    """Wait in steps of five milliseconds; shorter ones would themselves be a load."""
    async with asyncio.timeout(PATIENCE):
        while not ready():  # noqa: ASYNC110 - several conditions, no one event
            await asyncio.sleep(0.005)


async def sign_in(workspace: Any, url: str) -> None:
    """Enter as the program does, which begins the first fetch."""
    from inspector.services.settings import Connection
    from inspector.services.superoffice.client import sign_in as reach
    from inspector.services.superoffice.sign_in import Credentials
    from inspector.ui.bench.place import Signed

    session = await reach(url, Credentials("basic", "bench", "mark"))
    connection = Connection(id="bench", name="Benchmark", url=url, user="bench")
    workspace.bench.place.enter(Signed(connection, session))


async def fetch(workspace: Any, begin: Callable[[], None], watch: Watch) -> tuple[float, list[int]]:
    """The longest gap until tree and filter index stand; and the memory when each did."""
    from tests.benchmarks.painting import Painting

    painting, before = Painting(workspace.window.tree), workspace.bench.ticket.document
    workspace.window.count.clear()  # written when the filter index is ready
    watch.restart()
    begin()
    await until(lambda: workspace.bench.ticket.document is not before)
    painting.forget()
    await until(lambda: painting.painted)
    memory = [resident()]
    await until(lambda: bool(workspace.window.count.text()) and not workspace.bench.is_busy)
    return watch.stop(), [*memory, resident()]


async def type_needles(workspace: Any, needles: list[str], watch: Watch) -> list[tuple[str, float, float]]:
    """Key by key: what stands in the Filter then, seconds until its result is painted, the longest gap."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    measured = []
    box = workspace.window.filter_box
    for needle in needles:
        for letter in needle:
            measured.append(await key_press(workspace, watch, partial(QTest.keyClicks, box, letter)))
        measured.append(await key_press(workspace, watch, lambda: QTest.keyClick(box, Qt.Key.Key_Escape)))
    return measured


async def key_press(workspace: Any, watch: Watch, press: Callable[[], None]) -> tuple[str, float, float]:
    """One key: the text that it makes, seconds until the result is painted, the longest gap."""
    from tests.benchmarks.painting import Painting

    painting = Painting(workspace.window.tree)
    await asyncio.sleep(0.05)  # as after the key before
    watch.restart()
    began = perf_counter()
    press()
    await until(lambda: not workspace.bench.tasks.is_running("find"))
    painting.forget()
    await until(
        lambda: painting.painted or workspace.window.tree.isHidden()
    )  # without a hit there is only a word
    return workspace.window.filter_box.text(), perf_counter() - began, watch.stop()


def resident() -> int:
    """Bytes of this process in memory; 0 where the system does not tell so simply."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0


def peak() -> int:
    """The most bytes this process ever held; 0 where the system does not tell so simply."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


async def measure(workspace: Any, url: str, fetches: int, needles: list[str]) -> Figures:
    """All figures of one run."""
    watch = Watch()
    import inspector.services.superoffice.client  # noqa: F401 - the program has it in before anybody signs in

    await asyncio.sleep(0.5)
    before = resident()
    enter = asyncio.ensure_future(sign_in(workspace, url))
    gap, memory = await fetch(workspace, lambda: None, watch)
    await enter
    gaps = [gap]
    top = peak()
    for _ in range(fetches - 1):
        gap, _ = await fetch(workspace, workspace.features.fetching.fetch, watch)
        gaps.append(gap)
    keys = await type_needles(workspace, needles, watch)
    return {"gaps": gaps, "keys": keys, "memory": [before, *memory, top]}


def run(figures: Callable[[Any], Awaitable[Figures]]) -> None:
    """Run the program; what is measured takes the place of what its arguments would have asked for."""

    async def begin(self: Any, workspace: Any) -> None:
        try:
            print(json.dumps(await figures(workspace)), flush=True)
        except BaseException:
            traceback.print_exc()
            os._exit(1)  # else the program would tell it in its window, and wait
        workspace.window.close()

    app._Program._begin = begin  # type: ignore[method-assign]
    sys.exit(app.main([]))


if __name__ == "__main__":
    run(lambda workspace: measure(workspace, sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
