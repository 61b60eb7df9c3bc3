"""The whole program with a person at it, in a process of its own: what is measured there is printed as JSON."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from inspector.ui.kit.event_loop import EventLoop
from inspector.ui.kit.garbage import Collector
from tests.benchmarks.running import Watch
from tests.journeys.program import Program, choose_served_names

Measure = Callable[[Program], Awaitable[Any]]


def visit(measure: Measure) -> None:
    """Start the program, measure, and end it; what was found is printed."""
    app = QApplication([])
    Collector(app)
    choose_served_names()
    with (
        tempfile.TemporaryDirectory() as shots,
        asyncio.Runner(loop_factory=lambda: EventLoop(app)) as runner,
    ):
        print(json.dumps(runner.run(_visited(Program(app, Path(shots)), measure))))


async def _visited(program: Program, measure: Measure) -> Any:
    try:
        await program.appear()
        return await measure(program)
    finally:
        await Program.end_all()


async def rest(program: Program) -> None:
    """Wait until the program does nothing any more."""
    await program.until(lambda: not program._workspace.bench.is_busy, "rest")


async def longest_gap(work: Awaitable[Any]) -> float:
    """For how many seconds the window stood still at most until the work was done."""
    watch = Watch()
    await work
    return watch.stop()
