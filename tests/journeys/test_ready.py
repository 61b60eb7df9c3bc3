"""What is left to do is told, led to, and mended where that needs no decision."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidget

from tests.journeys.program import Program


async def test_from_the_light_to_the_list_to_the_field(demo: Program) -> None:
    await demo.click("1 thing left")
    problems = await demo.control("Problems", QListWidget)
    assert demo._window.focusWidget() is problems
    await demo.click("Fill In Title…")
    await demo.control("Value of Title")
    await demo.type("Now it has one")
    await demo.press("Return")
    await demo.reads("Ready: nothing left to do")


async def test_what_needs_no_decision_is_mended_in_one_step(demo: Program) -> None:
    QGuiApplication.clipboard().setText("x" * 300)
    await demo.select("Title")
    await demo.press("Ctrl+V")
    await demo.click("Shorten Title to 254")
    assert demo.value("Title") == "x" * 254
    assert demo._workspace.bench.ticket.stack.undoText() == "Shorten Title to 254"
    await demo.press("Ctrl+Z")
    assert demo.value("Title") == "x" * 300
    await demo.press("Ctrl+S")
    await demo.until(lambda: demo._front() is not demo._window, "saving is never forbidden")
