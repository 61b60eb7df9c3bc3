"""What is chosen in Settings holds at once, in every window, and the menus say the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox

from inspector.ui.window import looks
from tests.journeys.program import Program, Start


async def test_a_look_that_is_chosen_holds_at_once_in_every_window(demo: Program) -> None:
    await demo.press("Ctrl+Shift+N")
    other = await demo.other_window()
    await demo.press("Ctrl+,")
    box = await demo.control("Appearance", QComboBox)
    box.setFocus()
    await demo.press("Down", 2)
    await demo.until(lambda: demo._theme.is_dark, "the dark look")
    names = await demo.control("Names", QComboBox)
    names.setCurrentIndex(names.findData("both"))
    names.activated.emit(names.currentIndex())
    demo.shoot("settings")
    await demo.press("Esc")
    await demo.gone()
    for window in (demo._window, other._window):
        ticked = {name for name, action in window.actions_by_name.items() if action.isChecked()}
        assert {"dark", "names_both"} <= ticked


async def test_everything_grows_by_key_in_every_window_and_stays_so(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "room", lambda _window: QSize(3840, 2160))
    first = await start()
    await first.click("Try the demo tenant")
    await first.filled()
    await first.menu("File", "New Window")
    other = await first.other_window()
    tree = first._window.tree
    points, height = tree.font().pointSizeF(), tree.rowHeight(tree.currentIndex())
    await other.press("Ctrl++")
    await other.press("Ctrl+=")
    await other.reads("^Zoom: 125 %$")
    await first.until(lambda: tree.rowHeight(tree.currentIndex()) > height, "taller rows")
    assert tree.font().pointSizeF() == pytest.approx(points * 1.25)
    await other.press("Ctrl+-")
    await other.reads("^Zoom: 110 %$")
    await first.press("Ctrl+Q")
    await first.until(lambda: first.has_ended, "the end")
    await Program.end_all()  # the font is the application's, and this process has one
    second = await start()
    assert second._window.font().pointSizeF() == pytest.approx(points * 1.1)
    await second.press("Ctrl+0")
    assert second._window.font().pointSizeF() == pytest.approx(points)


async def test_nothing_grows_off_the_screen_when_the_band_at_the_top_comes(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    has = QSize(1200, 2160)
    monkeypatch.setattr(looks, "room", lambda _window: has)
    program = await start()
    window = program._window
    window.memory.zoom = 200
    assert program._theme.zoom == 200, "the card that says how to begin has room"
    await program.click("Try the demo tenant")
    await program.filled()
    assert 100 < program._theme.zoom < 200
    assert window.minimumSizeHint().width() <= has.width()
    assert window.memory.zoom == 200, "what is wished for another screen"
