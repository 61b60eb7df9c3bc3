"""What import-linter can't say of the floors: how much of Qt each may use."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BELOW_THE_WINDOW = [
    file for floor in ("words", "reports") for file in sorted((ROOT / "inspector" / floor).rglob("*.py"))
]


def imported(file: Path) -> set[str]:
    """Every module that it imports, and every name that it imports from one."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{one.name}" for one in node.names}
    return found


@pytest.mark.parametrize("file", BELOW_THE_WINDOW, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_words_and_reports_use_only_the_core_of_qt(file: Path) -> None:
    """It knows locales and dates; a command line has no window, and no picture."""
    of_qt = {name for name in imported(file) if name.partition(".")[0] in ("PySide6", "qasync")}
    assert {name for name in of_qt if name.split(".")[:2] != ["PySide6", "QtCore"]} == set()


def test_there_is_something_to_look_at() -> None:
    assert {"language.py", "portrait.py"} <= {file.name for file in BELOW_THE_WINDOW}


BENCH = sorted((ROOT / "inspector" / "ui" / "bench").glob("*.py"))


@pytest.mark.parametrize("file", BENCH, ids=lambda file: file.name)
def test_the_bench_knows_no_widget(file: Path) -> None:
    assert {name for name in imported(file) if name.startswith("PySide6.QtWidgets")} == set()


@pytest.mark.parametrize("name", ["PLC0415", "SLF001"])
def test_what_is_late_or_private_says_why(name: str) -> None:
    lines = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in sorted((ROOT / "inspector").rglob("*.py"))
        for line in file.read_text("utf-8").splitlines()
        if name in line and not re.search(rf"# noqa: (\w+, )*{name} - \S", line)
    ]
    assert lines == []
