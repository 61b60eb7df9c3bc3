"""On which machine a figure was measured, and how busy that was with other things meanwhile."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from PySide6.QtCore import qVersion

from tests.benchmarks import children


def described() -> str:
    """The system, its processors, Python, Qt, and what the windows are drawn on."""
    return (
        f"{platform.platform()}, {os.cpu_count()} × {_processor()}, "
        f"Python {platform.python_version()}, Qt {qVersion()} on {children.screen()}"
    )


def _processor() -> str:
    """Its maker's name for it, where the system tells."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "processor"


class Others:
    """How much of the machine other programs took since this was made."""

    def __init__(self) -> None:
        self._all, self._busy = _ticks()
        self._own = _own()

    def share(self) -> str:
        """Such as `3 %`; empty where the system does not tell so simply."""
        everything, busy = _ticks()
        passed = everything - self._all
        if not passed:
            return ""
        others = busy - self._busy - (_own() - self._own)
        return f"{max(0.0, others / passed):.0%}".replace("%", " %")


def _ticks() -> tuple[float, float]:
    """Seconds of all processors so far, and those that they were busy; zeros where /proc does not tell."""
    told = Path("/proc/stat")
    if not told.exists():
        return 0.0, 0.0
    numbers = [int(word) / os.sysconf("SC_CLK_TCK") for word in told.read_text("ascii").split()[1:9]]
    idle = numbers[3] + numbers[4]
    return sum(numbers), sum(numbers) - idle


def _own() -> float:
    """Seconds of processors that this program and its children took; a child counts when it has ended."""
    return sum(os.times()[:4])
