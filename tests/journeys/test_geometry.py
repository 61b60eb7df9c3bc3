"""Nothing is cut, outside or covered: the window and every dialog, in all languages and at twice the scale.

Six sizes: from the least that is promised, and 1920 by 1080 at 200 %, to a large screen.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QScrollArea

from inspector.ui.tree.cells import Column
from inspector.ui.window.window import FRAME
from inspector.words import language
from tests.journeys.geometry import faults
from tests.journeys.program import Program, Start
from tests.present import present

SIZES = ((900, 600), (944, 492), (1024, 768), (1280, 800), (1366, 720), (1920, 1040))
IN_THE_WINDOW = ("raw_json", "history", "request_log", "go_to_path")
DIALOGS = ("sign_in", "edit_large", "rebase", "connections", "secrets", "about", "updates")


@pytest.fixture(params=["en", "de", "nb"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.speak(request.param)
    yield request.param
    language.speak("en")


@pytest.fixture
def served_names() -> None:
    """What a new user sees."""


async def filled(start: Start) -> Program:
    program = await start()
    await program._do(program._workspace.features.signing_in.demo)
    await program.until(lambda: program._workspace.bench.ticket.document, "a ticket")
    await program.rest()
    return program


async def settled(program: Program) -> None:
    """Let the layouts come to rest: one may change what another needs."""
    for _ in range(10):
        await program._do(lambda: None)


async def test_the_window(start: Start, spoken: str) -> None:
    program = await filled(start)
    window = program._window
    found = []
    for width, height in SIZES:
        window.resize(width, height)
        for name in ("Title", "CreatedAt", "Category"):
            window.tree.select((name,))
            await settled(program)
            found += [f"{width}x{height}, {name}: {fault}" for fault in faults(window)]
        assert (window.width(), window.height()) == (width, height)
        tree = window.tree
        assert tree.columnViewportPosition(Column.RIGHTS) + tree.columnWidth(Column.RIGHTS) <= (
            tree.viewport().width()
        ), "the rights are in sight"
        view = present(window.details.findChild(QScrollArea)).viewport()
        (sentence,) = (one for one in view.findChildren(QLabel) if one.text().startswith("<b>"))
        line = sentence.mapTo(view, sentence.rect().topLeft()).y() + sentence.fontMetrics().height()
        assert line <= view.height(), "and so is the sentence of Details"
    assert found == []


async def test_whatever_opens(start: Start, spoken: str) -> None:
    """One after the other in one window: to start takes longer than to look."""
    program = await filled(start)
    program._window.resize(1280, 800)
    actions, select = program._window.actions_by_name, program._window.tree.select
    for verb in IN_THE_WINDOW:
        await program._do(actions[verb].trigger)
        await settled(program)
        assert faults(program._window) == [], verb
        if actions[verb].isCheckable():
            await program._do(actions[verb].trigger)
        else:
            await program.press("Escape")
        await program.rest()
    for verb in DIALOGS:
        select(("Title",))
        await program._do(actions[verb].trigger)
        await all_right(program, verb)
    for name in ("Category", "Person"):
        select((name,))
        await program._do(program._window.tree.edit_current)
        await all_right(program, name)
    ticket = program._workspace.bench.ticket
    ticket.set_value(present(present(ticket.document).find(("Title",))), "x")
    await program._do(program._window.close)
    await all_right(program, "the question about changes")


async def all_right(program: Program, what: str) -> None:
    """The dialog that comes has no faults, and fits the screen: here 800 by 600, 960 by 540 at twice the scale."""

    def dialog() -> QDialog | None:
        found = QApplication.activeModalWidget()
        return found if isinstance(found, QDialog) else None

    shown = await program.until(dialog, f"the dialog of {what}")
    await settled(program)
    assert faults(shown) == [], what
    room = shown.screen().availableSize() - FRAME
    assert shown.size().boundedTo(room) == shown.size(), what
    await program._do(shown.reject)
    await program.rest()


@pytest.mark.skipif("QT_SCALE_FACTOR" in os.environ, reason="this is the run at twice the scale")
def test_all_this_at_twice_the_scale(tmp_path: Path) -> None:
    screen = ("-o", "xvfb_width=1920", "-o", "xvfb_height=1080")
    run = subprocess.run(  # noqa: S603 - ourselves
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "0",
            *screen,
            "--basetemp",
            tmp_path / "inner",
            __file__,
        ],
        env={**os.environ, "QT_SCALE_FACTOR": "2"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
