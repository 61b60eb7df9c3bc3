"""From the start of a process to the first painted window, and to one that can be used: the program against the least
PySide6 window.

Both run in an environment of their own with what `bootstrap.py run` installs. The one of the developers has more in it,
and some of that is imported where it is found (httpx takes rich and pygments along): people do not wait for it.
"""

from __future__ import annotations

import statistics
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.benchmarks import children
from tests.packaging.loading import load

SIDES = ("program", "bare")
PLACE = Path(__file__).parents[2] / "build" / "benchmark-environment"
Times = dict[str, list[float]]


def python_of_people() -> str:
    """The Python of an environment made from the part of the lock that `run` installs.

    It is made at the first use, which takes as long as the first `run`, and kept; where the lock changes it follows.
    """
    bootstrap: Any = load("bootstrap.py")
    bootstrap.PYTHON = PLACE / bootstrap.PYTHON.relative_to(bootstrap.VENV)
    bootstrap.VENV = PLACE
    bootstrap.ensure_environment("run")
    return str(bootstrap.PYTHON)


def measure(rounds: int, home: Path, python: str) -> Times:
    """Seconds of each round; the sides take turns, so that a machine that drifts drifts for both.

    `furnished` is when the program had everything in its window and could be used, `standstill` the longest time that
    it answered nothing in the first second of that.
    """
    for side in SIDES:
        _once(side, home, python)  # the disk and the byte code are warm from here on
    times: Times = {"program": [], "bare": [], "furnished": [], "standstill": []}
    for number in range(rounds):
        for side in SIDES if number % 2 else reversed(SIDES):
            painted, ready, standstill = _once(side, home, python)
            times[side].append(painted)
            if side == "program":
                times["furnished"].append(ready)
                times["standstill"].append(standstill)
    return times


def ratio(times: Times, side: str = "program") -> float:
    """How many times as long the program takes: the median over the rounds, each against its own neighbour."""
    return statistics.median(ours / theirs for ours, theirs in zip(times[side], times["bare"], strict=True))


def _once(side: str, home: Path, python: str) -> tuple[float, float, float]:
    began = perf_counter()
    with children.started("windows", side, home=home, python=python) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        painted = perf_counter() - began
        last = process.stdout.readline()  # "ready", or the end
        ready = perf_counter() - began
        standstill = float(process.stdout.readline() or "nan")
    expected = ("painted\n", "ready\n" if side == "program" else "")
    if (line, last) != expected:
        raise RuntimeError(f"the {side} window was not painted: {line!r}, {last!r}")
    return painted, ready, standstill
