"""From the start of a process to the first painted window: the program against the least PySide6 window."""

from __future__ import annotations

import statistics
from pathlib import Path
from time import perf_counter

from tests.benchmarks import children

SIDES = ("program", "bare")
Times = dict[str, list[float]]


def measure(rounds: int, home: Path) -> Times:
    """Seconds of each round; the sides take turns, so that a machine that drifts drifts for both.

    `furnished` is when the program had everything in its window and could be used.
    """
    for side in SIDES:
        _once(side, home)  # the disk and the byte code are warm from here on
    times: Times = {"program": [], "bare": [], "furnished": []}
    for number in range(rounds):
        for side in SIDES if number % 2 else reversed(SIDES):
            painted, ready = _once(side, home)
            times[side].append(painted)
            if side == "program":
                times["furnished"].append(ready)
    return times


def ratio(times: Times, side: str = "program") -> float:
    """How many times as long the program takes: the median over the rounds, each against its own neighbour."""
    return statistics.median(ours / theirs for ours, theirs in zip(times[side], times["bare"], strict=True))


def _once(side: str, home: Path) -> tuple[float, float]:
    began = perf_counter()
    with children.started("windows", side, home=home) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        painted = perf_counter() - began
        process.stdout.readline()  # "ready", or the end
        ready = perf_counter() - began
    if line != "painted\n":
        raise RuntimeError(f"the {side} window was not painted: {line!r}")
    return painted, ready
