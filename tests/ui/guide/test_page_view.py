"""A page on screen: links, pictures, marks; and nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from inspector.ui.guide.page_view import FINEST, MARGIN, PICTURE, PageView
from inspector.ui.guide.pages import Page, folder, pages
from inspector.ui.kit.theme import Theme

ONE = Page(
    "one", "# One\n\nOn the 🌡 second [floor](two), *Straße*.\n\n| a | b |\n| - | - |\n| second | c |\n"
)
TWO = Page("two", "# Two\n\nNo heat.\n")


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> PageView:
    made = PageView(theme, [ONE, TWO, *pages([])])
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitUntil(made.isVisible)
    made.go_to("one")
    return made


def marked(view: PageView) -> list[str]:
    return [mark.cursor.selectedText() for mark in view.extraSelections()]


def test_links_lead_to_other_pages_and_back(view: PageView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.shown) as shown:
        view.anchorClicked.emit(QUrl("two"))
    assert shown.args == ["two"]
    assert view.page == "two"
    view.backward()
    assert view.page == "one"
    view.forward()
    assert view.page == "two"


@pytest.mark.parametrize("link", ["https://example.com/", "file:///etc/hosts", "three", "../fields.toml"])
def test_what_is_no_page_is_passed_over(view: PageView, link: str) -> None:
    view.anchorClicked.emit(QUrl(link))
    assert view.page == "one"
    assert view.toPlainText().startswith("One")


@pytest.mark.parametrize(
    "name", ["https://example.com/a.png", "../../window.png", "/etc/hosts", "de/tree.png"]
)
def test_only_pictures_beside_the_pages_are_read(view: PageView, name: str, tmp_path: Path) -> None:
    picture = QTextDocument.ResourceType.ImageResource.value
    assert isinstance(view.loadResource(picture, QUrl("tree.png")), QImage)
    assert view.loadResource(picture, QUrl(name)) is None
    assert view.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, QUrl("tree.png")) is None


def test_pictures_are_as_wide_as_there_is_room_for(view: PageView) -> None:
    def widths() -> list[float]:
        block, found = view.document().begin(), []
        while block.isValid():
            if block.text() == PICTURE:
                found.append(block.begin().fragment().charFormat().toImageFormat().width())
            block = block.next()
        return found

    view.go_to("reading")
    natural = QImage(str(folder() / "tree.png")).width() / FINEST
    assert widths()[0] == min(natural, view.viewport().width() - 2 * MARGIN)
    view.resize(400, 500)
    assert widths()[0] == view.viewport().width() - 2 * MARGIN


def test_what_is_looked_for_is_marked_in_text_and_tables(view: PageView) -> None:
    view.mark(("second", "strasse"))
    assert marked(view) == ["second", "Straße", "second"]
    view.go_to("two")
    assert marked(view) == []
    view.mark(("heat",))
    assert marked(view) == ["heat"]
    view.mark(())
    assert marked(view) == []


def test_one_goes_from_mark_to_mark(view: PageView) -> None:
    view.mark(("second",))
    assert view.next_hit(first=True)
    first = view.textCursor().selectionStart()
    assert view.next_hit()
    assert view.textCursor().selectionStart() > first
    assert not view.next_hit()


def test_another_look_keeps_page_place_and_marks(view: PageView, theme: Theme) -> None:
    view.go_to("reading")
    view.mark(("server",))
    count = len(marked(view))
    view.verticalScrollBar().setValue(200)
    theme.set_appearance("dark")
    assert (view.page, len(marked(view)), view.verticalScrollBar().value()) == ("reading", count, 200)
    assert count


def test_text_grows_and_shrinks_within_reason(view: PageView) -> None:
    usual = view.font().pointSizeF()
    view.zoom(1)
    assert view.font().pointSizeF() == usual + 1
    for _ in range(60):
        view.zoom(-1)
    smallest = view.font().pointSizeF()
    assert 0 < smallest < usual
    view.zoom(0)
    assert view.font().pointSizeF() == usual
