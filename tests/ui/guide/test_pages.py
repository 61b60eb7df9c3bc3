"""What the guide's pages hold, in every language: the same pages and pictures, and the words that are on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from inspector import resources
from inspector.domain import tags
from inspector.ui.guide.pages import Page, folder, pages
from inspector.ui.kit import guidance
from inspector.ui.kit.keyboard import Binding
from inspector.ui.kit.theme import Theme
from inspector.ui.window import verbs
from inspector.ui.window.furnish import furnish
from inspector.ui.window.window import MainWindow
from inspector.words import language
from tests.words.test_language import asked_for

NAMES = list(get_args(guidance.Page))
PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
QUOTED = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
"""What a page calls by its name on the screen: `*Menu > Entry*`, or a label."""
LARGEST = 600_000
"""Bytes of all pictures: they are in every package."""


@pytest.fixture(params=list(language.LANGUAGES))
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.speak(request.param)
    yield request.param
    language.speak("en")


def texts() -> dict[str, str]:
    return {page.name: page.text for page in pages([])}


def test_each_language_has_the_same_pages(spoken: str) -> None:
    assert [page.name for page in pages([])] == NAMES
    for page in pages([]):
        assert page.title
        assert page.text.startswith(f"# {page.title}\n")


def test_pages_are_made_alike_in_each_language(spoken: str) -> None:
    here = texts()
    language.speak("en")
    for name, english in texts().items():
        for mark in ("\n## ", "\n| ", "\n- ", "](", "`"):
            assert here[name].count(mark) == english.count(mark), (name, mark)


def test_each_picture_is_there_and_can_be_drawn(spoken: str) -> None:
    named = [file for text in texts().values() for _, file in PICTURE.findall(text)]
    assert named
    assert sorted(named) == sorted(file.name for file in folder().glob("*.png"))
    for name in named:
        assert not QImage(str(folder() / name)).isNull(), name


def test_pictures_do_not_make_the_packages_large() -> None:
    sizes = [file.stat().st_size for file in (resources.folder() / "help" / "guide").rglob("*.png")]
    assert sum(sizes) < LARGEST


def test_links_lead_to_pages_only(spoken: str) -> None:
    links = [link for text in texts().values() for link in LINK.findall(text)]
    assert links
    assert set(links) <= set(NAMES)


def test_the_filter_s_tags_are_those_there_are(spoken: str) -> None:
    named = re.findall(r"`(@[a-z]+:?)[a-z]*`", texts()["reading"])
    assert set(named) == set(tags.ALL)


@pytest.fixture
def entries(spoken: str, theme: Theme, qtbot: QtBot) -> dict[str, list[str]]:
    """What the menus hold in that language."""
    window = furnish(MainWindow(), theme)
    qtbot.addWidget(window, before_close_func=lambda window: window.agree_to_close())
    found = {}
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        found[action.text().replace("&", "")] = [one.text().replace("&", "") for one in menu.actions()]
    return found


def test_what_is_quoted_is_on_the_screen(entries: dict[str, list[str]]) -> None:
    labels = {language.tr(text).replace("&", "") for text in asked_for()}
    for name, text in texts().items():
        quoted = QUOTED.findall(text)
        assert quoted or name == "keys"
        for words in quoted:
            menu, is_path, entry = words.partition(" > ")
            if is_path:
                assert entry in entries[menu], words
            else:
                assert words in labels, words


def test_keys_are_listed_by_where_they_work() -> None:
    bindings = [
        Binding("File", "Save | Draft", (QKeySequence("Ctrl+S"),)),
        Binding("File", "Open", (QKeySequence("Ctrl+O"), QKeySequence("Alt+O"))),
        Binding("Filter", "Clear", (QKeySequence("Esc"),)),
    ]
    last = pages(bindings)[-1]
    assert last == Page("keys", last.text)
    assert last.title == "Keys"
    assert re.findall(r"^## (.*)", last.text, re.MULTILINE) == ["File", "Filter"]
    assert r"| Save \| Draft | Ctrl+S |" in last.text
    assert "| Open | Ctrl+O, Alt+O |" in last.text


def test_the_keys_of_the_pages_are_those_of_the_verbs() -> None:
    named = {verb.name: verb for verb in verbs.verbs()}
    assert named["fetch"].keys is verbs.Key.Refresh  # F5, says the first page
    assert named["find"].keys is verbs.Key.Find  # Ctrl+F, says the second
    assert (
        Path(resources.folder(), "help", "guide", "en", "1-getting-in.md").read_text("utf-8").count("F5") == 1
    )
