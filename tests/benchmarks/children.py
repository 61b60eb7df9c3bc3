"""The processes that measurements are made in: alike for all, and as private as a test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 600
"""Seconds until a child is given up."""


def environment(home: Path) -> dict[str, str]:
    """Nobody's settings, nobody's keyring, and a screen: the one there is, else one in memory only.

    Byte code is kept, as everywhere but where a developer forbade it: compiling costs a third of the start.
    """
    private = {
        "TICKET_INSPECTOR_CONFIG": str(home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONDONTWRITEBYTECODE": "",
    }
    return {**os.environ, **private, "QT_QPA_PLATFORM": screen(), "QT_LOGGING_RULES": "qt.qpa.*=false"}


def screen(variables: Mapping[str, str] = os.environ) -> str:
    """The name of Qt's platform plug-in that the children draw with."""
    if sys.platform in ("win32", "darwin"):
        return variables.get("QT_QPA_PLATFORM") or {"win32": "windows", "darwin": "cocoa"}[sys.platform]
    usual = (
        "wayland" if variables.get("WAYLAND_DISPLAY") else "xcb" if variables.get("DISPLAY") else "offscreen"
    )
    return variables.get("QT_QPA_PLATFORM") or usual


@contextmanager
def started(
    module: str, *arguments: str, home: Path, python: str = sys.executable
) -> Iterator[subprocess.Popen[str]]:
    """Run `python -m tests.benchmarks.MODULE …` as long as the block lasts."""
    command = [python, "-m", f"tests.benchmarks.{module}", *arguments]
    with subprocess.Popen(  # noqa: S603 - ourselves
        command, stdout=subprocess.PIPE, text=True, env=environment(home)
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def answer(module: str, *arguments: str, home: Path) -> Any:
    """What such a process prints as JSON on its last line; raises RuntimeError where it fails."""
    with started(module, *arguments, home=home) as process:
        printed, _ = process.communicate(timeout=PATIENCE)
        if process.returncode:
            raise RuntimeError(f"{module} {' '.join(arguments)} ended with {process.returncode}")
    return json.loads(printed.splitlines()[-1])
