"""The guide, opened from where a person is, and the list of keys."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QListWidget
from shiboken6 import isValid

from inspector.ui.guide.key_window import KeyWindow
from inspector.ui.guide.window import GuideWindow
from tests.journeys.person import Person
from tests.journeys.program import Program


async def guide_of(program: Program) -> tuple[GuideWindow, Person]:
    """The guide, with a person at it."""

    def shown() -> GuideWindow | None:
        found = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, GuideWindow) and one.isVisible()
        ]
        assert len(found) < 2, "one for all"
        return found[0] if found and found[0].isActiveWindow() else None

    guide = await program.until(shown, "the guide")
    return guide, Reader(guide)


class Reader(Person):
    """A person at a window that no dialog blocks."""

    def __init__(self, window: GuideWindow | KeyWindow) -> None:
        self._window = window  # type: ignore[assignment]  # hands and eyes need no more of it

    def _front(self) -> GuideWindow | KeyWindow:
        return self._window  # type: ignore[return-value]


async def test_f1_opens_the_page_of_where_one_is(demo: Program) -> None:
    await demo.select("Title")
    await demo.press("F1")
    guide, reader = await guide_of(demo)
    assert guide.view.page == "reading"
    await reader.press("Escape")
    await demo.until(lambda: not guide.isVisible(), "the end of the guide")
    await demo.click("Copy as Text")
    await demo.press("F1")
    assert (await guide_of(demo))[0] is guide
    assert guide.view.page == "why"
    await reader.press("F1")
    await demo.until(lambda: not guide.isVisible(), "the end of the guide")


async def test_what_one_looks_for_is_found_on_all_pages(demo: Program) -> None:
    await demo.menu("Help", "Guide")
    guide, reader = await guide_of(demo)
    await reader.fill("Search in the guide", "keyring")
    assert guide.view.page == "getting-in"
    assert guide.view.textCursor().selectedText() == "keyring"
    await reader.reads("^1 page$")
    await reader.press("Escape")
    pages = await reader.control("Pages", QListWidget)
    pages.setFocus()
    await reader.press("End")
    assert guide.view.page == "keys"
    assert "Ctrl+S" in guide.view.toPlainText()
    await reader.click("Back")
    assert guide.view.page == "getting-in"
    await reader.press("Escape")
    await demo.until(lambda: not guide.isVisible(), "the end of the guide")


async def test_the_guide_can_be_read_beside_a_dialog(program: Program) -> None:
    await program.menu("File", "Sign In…")
    await program.fill("User name", "ingrid")
    await program.press("F1")
    guide, reader = await guide_of(program)
    assert guide.view.page == "getting-in"
    await reader.fill("Search in the guide", "rebase")
    assert guide.view.page == "drafts", "keys and clicks reach it"
    await program.press("Escape")
    await program.gone()
    assert guide.isVisible(), "it does not go with the dialog"


async def test_all_windows_share_it(demo: Program) -> None:
    await demo.press("F1")
    guide, _ = await guide_of(demo)
    await demo.menu("File", "New Window")
    other = await demo.other_window()
    await other.press("F1")
    assert (await guide_of(demo))[0] is guide
    assert guide.view.page == "getting-in", "nothing is open there"


async def test_keys_are_listed_and_filtered(demo: Program) -> None:
    await demo.menu("Help", "Keys")

    def shown() -> KeyWindow | None:
        found = (one for one in QApplication.topLevelWidgets() if isinstance(one, KeyWindow))
        return next((one for one in found if one.isActiveWindow()), None)

    window = await demo.until(shown, "the keys")
    reader = Reader(window)
    await reader.type("fetch")
    assert [window.rows.index(0, column).data() for column in range(3)] == [
        "Connection",
        "Fetch Defaults",
        "F5",
    ]
    await reader.press("Escape", times=2)
    await demo.until(lambda: not window.isVisible(), "the end of the list")


async def test_both_go_when_the_program_ends(demo: Program) -> None:
    await demo.press("F1")
    guide, _ = await guide_of(demo)
    demo._windows.quit()
    await demo.until(lambda: demo.has_ended, "the end")
    await demo.until(lambda: not isValid(guide), "the end of the guide")
