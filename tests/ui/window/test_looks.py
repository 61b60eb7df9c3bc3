from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.bench.bench import Bench
from inspector.ui.tree.cells import Column
from inspector.ui.window.looks import Looks
from tests.ui.conftest import WatchedView


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


async def test_names_are_as_they_were_and_as_any_window_chooses(
    bench: Bench, window: QWidget, view: WatchedView
) -> None:
    bench.memory.name_style = "label"
    looks = Looks(bench, window, view)
    assert view.entity_model().name_style == "label"
    bench.memory.name_style = "api"  # as another window does
    assert view.entity_model().name_style == "api"
    looks.call_names("both")
    assert (view.entity_model().name_style, bench.memory.name_style) == ("both", "both")


async def test_readable_names_are_one_key_away_from_those_of_the_api(
    bench: Bench, window: QWidget, view: WatchedView
) -> None:
    bench.memory.name_style = "both"
    looks = Looks(bench, window, view)
    looks.toggle_names()
    assert bench.memory.name_style == "api"
    looks.toggle_names()
    assert bench.memory.name_style == "label"


async def test_an_appearance_is_taken_and_remembered(
    bench: Bench, window: QWidget, view: WatchedView
) -> None:
    Looks(bench, window, view).appear("dark")
    assert bench.theme.is_dark
    assert bench.memory.appearance == "dark"


async def test_the_screen_is_filled_and_left(bench: Bench, window: QWidget, view: WatchedView) -> None:
    looks = Looks(bench, window, view)
    looks.toggle_full_screen()
    assert window.isFullScreen()
    looks.toggle_full_screen()
    assert not window.isFullScreen()


async def test_types_have_a_column_for_those_who_want_it(
    bench: Bench, window: QWidget, view: WatchedView
) -> None:
    looks = Looks(bench, window, view)
    assert view.isColumnHidden(Column.TYPE)
    looks.toggle_types()
    assert not view.isColumnHidden(Column.TYPE)
    assert bench.memory.shows_types
