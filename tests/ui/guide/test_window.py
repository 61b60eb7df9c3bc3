"""The guide's window: pages, search, keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.ui.guide.pages import Page
from inspector.ui.guide.window import GuideWindow, keys
from inspector.ui.kit.memory import WindowMemory
from inspector.ui.kit.theme import Theme

PAGES = [
    Page("one", "# Sign in\n\nPaste the address of the server.\n"),
    Page("two", "# Read\n\nThe server sends values. A server may send none.\n"),
    Page("three", "# Drafts\n\nNothing here.\n"),
]


@pytest.fixture
def guide(theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GuideWindow:
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path))
    made = GuideWindow(theme, WindowMemory(), PAGES)
    qtbot.addWidget(made)
    made.open_at("one")
    qtbot.waitUntil(made.isActiveWindow)
    return made


def listed(guide: GuideWindow) -> list[str]:
    items = [guide.list.item(row) for row in range(guide.list.count())]
    return [item.text() for item in items if not item.isHidden()]


def test_list_and_page_go_together(guide: GuideWindow) -> None:
    assert listed(guide) == ["Sign in", "Read", "Drafts"]
    guide.list.setCurrentRow(2)
    assert guide.view.page == "three"
    guide.back.click()
    assert guide.view.page == "one"
    assert guide.list.currentRow() == 0
    assert guide.forward.isEnabled()


def test_a_search_keeps_the_pages_that_hold_every_word(guide: GuideWindow) -> None:
    guide.search.setText("SERVER")
    assert listed(guide) == ["Sign in · 1", "Read · 2"]
    assert guide.found.text() == "2 pages"
    guide.search.setText("server values")
    assert listed(guide) == ["Read · 3"]
    assert guide.view.page == "two"
    guide.search.setText("zebra")
    assert listed(guide) == []
    assert guide.found.text() == "Nothing found"
    assert guide.view.page == "two"
    guide.search.clear()
    assert listed(guide) == ["Sign in", "Read", "Drafts"]
    assert guide.found.text() == ""


def test_return_goes_through_all_spots_of_all_pages(guide: GuideWindow) -> None:
    guide.search.setText("server")
    seen = []
    for _ in range(4):
        seen.append((guide.view.page, guide.view.textCursor().selectedText()))
        guide.search.returnPressed.emit()
    assert seen == [("one", "server"), ("two", "server"), ("two", "server"), ("one", "server")]


def test_esc_ends_the_search_first_and_closes_second(guide: GuideWindow) -> None:
    guide.search.setText("server")
    QTest.keyClick(guide.search, Qt.Key.Key_Escape)
    assert guide.search.text() == ""
    assert guide.isVisible()
    QTest.keyClick(guide.view, Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_its_keys_do_what_they_say(guide: GuideWindow) -> None:
    by_name = {one.what: one.keys[0] for one in keys()}
    QTest.keySequence(guide.view, by_name["Search in the guide"])
    assert guide.search.hasFocus()
    usual = guide.view.font().pointSizeF()
    QTest.keySequence(guide.view, by_name["Larger text"])
    assert guide.view.font().pointSizeF() > usual
    QTest.keySequence(guide.view, by_name["Text of the usual size"])
    assert guide.view.font().pointSizeF() == usual
    QTest.keySequence(guide.view, by_name["Smaller text"])
    assert guide.view.font().pointSizeF() < usual
    guide.list.setCurrentRow(1)
    QTest.keySequence(guide.view, by_name["Back"])
    assert guide.view.page == "one"
    QTest.keySequence(guide.view, by_name["Forward"])
    assert guide.view.page == "two"
    QTest.keySequence(guide.view, by_name["Close the guide"])
    assert not guide.isVisible()


def test_its_size_is_remembered(guide: GuideWindow, theme: Theme, qtbot: QtBot) -> None:
    guide.resize(700, 500)
    guide.close()
    again = GuideWindow(theme, WindowMemory(), PAGES)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (700, 500)
    assert WindowMemory().put_aside == "", "the next start knows the line"
