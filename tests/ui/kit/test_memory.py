"""How the windows look, as they remember it: what a damaged file costs (see also tests/attacks/test_files.py)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication

from inspector.ui.kit.memory import WindowMemory


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Path:
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path))
    return tmp_path / "window.ini"


def test_what_is_kept_comes_back_and_is_no_damage(file: Path) -> None:
    memory = WindowMemory()
    assert (memory.put_aside, memory.appearance) == ("", "system")
    memory.appearance, memory.name_style, memory.is_grouped, memory.language = "dark", "both", True, "nb"
    memory.shows_types = memory.for_developers = True
    memory.keep("widths", QByteArray(b"200 168"))
    memory.zoom = 150
    memory._store.sync()
    memory = WindowMemory()
    assert (memory.put_aside, memory.appearance, memory.name_style) == ("", "dark", "both")
    assert (memory.shows_types, memory.for_developers, memory.state("widths").data()) == (
        True,
        True,
        b"200 168",
    )
    assert (memory.is_grouped, memory.language, memory.zoom) == (True, "nb", 150)


@pytest.mark.parametrize(
    "line",
    [
        b"appearance=dork",
        b"names",
        b"\0\0\0",
        b"geometry=7",
        b"grouped=maybe",
        b"zoom=151",
        b"types=maybe",
        b"developers=1",
        b"widths=7",
        b"language=\xff",
        b"{}",
        b"=x",
    ],
)
def test_a_line_that_says_nothing_is_put_aside_and_the_others_stay(file: Path, line: bytes) -> None:
    file.write_bytes(b"[General]\nof_a_newer_version=7\n" + line + b"\nappearance=light\n")
    memory = WindowMemory()
    assert line in Path(memory.put_aside).read_bytes()
    assert memory.appearance == "light"
    assert line not in file.read_bytes()
    assert b"of_a_newer_version=7" in file.read_bytes()
    assert not WindowMemory().put_aside, "once"


def test_lines_may_end_as_on_windows(file: Path) -> None:
    file.write_bytes(b"[General]\r\nappearance=dark\r\n")
    assert (WindowMemory().put_aside, WindowMemory().appearance) == ("", "dark")
