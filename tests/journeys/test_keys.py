"""By keyboard through the window: from pane to pane, from problem to problem, and to what was changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QLineEdit, QWidget

from tests.journeys.program import Program
from tests.present import present


def pane_with_keyboard(program: Program) -> str:
    """The accessible name of the pane that holds the keyboard."""
    one: QWidget | None = present(QApplication.focusWidget())
    window = program._window
    named = {
        window.context_bar: "Context",
        window.filter_box: "Filter",
        window.tree: "Properties",
        window.details: "Details",
        window.problems: "Problems",
        window.welcome: "Begin",
    }
    while one is not None:
        if one in named or one.windowTitle() == "Raw JSON":
            return named.get(one, "Raw JSON")
        one = one.parentWidget()
    return ""


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader was told to say; Qt has no other way to hear it in a test."""
    told: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(hear))
    return told


async def test_f6_goes_round_the_panes_that_are_shown_and_says_where(demo: Program, said: list[str]) -> None:
    await demo.select("Title")
    found = []
    for _ in range(5):
        await demo.press("F6")
        found.append(pane_with_keyboard(demo))
    assert found == ["Details", "Problems", "Context", "Filter", "Properties"]
    assert said[-5:] == found
    await demo.press("Shift+F6")
    assert pane_with_keyboard(demo) == "Filter"
    await demo.press("Ctrl+J")
    demo._window.tree.setFocus()
    await demo.press("F6", 3)
    assert pane_with_keyboard(demo) == "Raw JSON"


async def test_f6_comes_back_to_the_control_that_was_left(demo: Program) -> None:
    demo._window.context_bar.fetch_button.setFocus()
    await demo.press("F6")
    assert pane_with_keyboard(demo) == "Filter"
    await demo.press("Shift+F6")
    assert QApplication.focusWidget() is demo._window.context_bar.fetch_button


async def test_where_nothing_is_open_f6_finds_the_ways_to_begin(program: Program) -> None:
    await program.press("F6")
    assert pane_with_keyboard(program) == "Begin"
    await program.press("F6")
    assert pane_with_keyboard(program) == "Begin"


async def test_f8_goes_from_one_thing_left_to_the_next(demo: Program) -> None:
    problems = [problem.keys[0] for problem in demo._workspace.bench.ticket.problems]
    assert len(problems) == 1
    await demo.edit("Deadline", "")
    await demo.press("F8")
    assert (await demo.reads("^1 of 1: ")).endswith("Title is mandatory and empty")
    assert present(demo._window.tree.current_node()).keys == ("Title",)
    await demo.edit("Title", "Heat pump")
    await demo.press("F8")
    await demo.reads("^Ready: nothing left to do$")


async def test_changed_only_is_a_switch_beside_what_is_typed(demo: Program) -> None:
    await demo.edit("Title", "Heat pump")
    await demo.press("Ctrl+Shift+O")
    await demo.until(lambda: demo.names() == ["Title"], "what was changed")
    action = demo._window.actions_by_name["changed_only"]
    assert action.isChecked()
    await demo.fill("Filter", "@modified nothing like it")
    assert action.isChecked()
    await demo.menu("Edit", "Changed Only")
    box = await demo.control("Filter", QLineEdit)
    assert (box.text(), action.isChecked()) == ("nothing like it", False)


async def test_the_layout_can_be_put_back(demo: Program) -> None:
    window = demo._window
    tree, header = window.tree, window.tree.header()
    before = window.splitter.sizes(), [header.sectionSize(column) for column in range(4)]
    await demo.press("Ctrl+J")
    pane = present(window.findChild(QDockWidget, "raw_json"))
    pane.setFloating(True)
    window.splitter.setSizes([300, 900])
    header.resizeSection(0, 333)
    assert tree.columns.state() != b""
    await demo.menu("View", "Reset Layout")
    await demo.until(lambda: not pane.isVisible() and not pane.isFloating(), "no pane")
    after = window.splitter.sizes(), [header.sectionSize(column) for column in range(4)]
    assert after == before
    await demo.press("Ctrl+J")
    assert pane.isVisible()
    assert window.dockWidgetArea(pane) == Qt.DockWidgetArea.RightDockWidgetArea
