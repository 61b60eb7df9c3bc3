"""What is chosen in Settings holds at once, in every window, and the menus say the same."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from tests.journeys.program import Program


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
