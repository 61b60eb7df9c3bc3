from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from inspector.ui.bench.bench import Bench
from inspector.ui.kit import saying
from inspector.ui.kit.memory import ZOOMS
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.cells import Column
from inspector.ui.window import looks
from inspector.ui.window.furnish import furnish
from inspector.ui.window.looks import LEAST, Looks
from inspector.ui.window.window import MainWindow
from tests.ui.conftest import WatchedView


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> MainWindow:
    made = furnish(MainWindow(), theme)
    qtbot.addWidget(made)
    return made


async def test_names_are_as_they_were_and_as_any_window_chooses(
    bench: Bench, window: MainWindow, view: WatchedView
) -> None:
    bench.memory.name_style = "label"
    one = Looks(bench, window, view)
    assert view.entity_model().name_style == "label"
    bench.memory.name_style = "api"  # as another window does
    assert view.entity_model().name_style == "api"
    one.call_names("both")
    assert (view.entity_model().name_style, bench.memory.name_style) == ("both", "both")


async def test_readable_names_are_one_key_away_from_those_of_the_api(
    bench: Bench, window: MainWindow, view: WatchedView
) -> None:
    bench.memory.name_style = "both"
    one = Looks(bench, window, view)
    one.toggle_names()
    assert bench.memory.name_style == "api"
    one.toggle_names()
    assert bench.memory.name_style == "label"


async def test_an_appearance_is_taken_and_remembered(
    bench: Bench, window: MainWindow, view: WatchedView
) -> None:
    Looks(bench, window, view).appear("dark")
    assert bench.theme.is_dark
    assert bench.memory.appearance == "dark"


async def test_the_screen_is_filled_and_left(bench: Bench, window: MainWindow, view: WatchedView) -> None:
    one = Looks(bench, window, view)
    one.toggle_full_screen()
    assert window.isFullScreen()
    one.toggle_full_screen()
    assert not window.isFullScreen()


async def test_types_have_a_column_for_those_who_want_it(
    bench: Bench, window: MainWindow, view: WatchedView
) -> None:
    one = Looks(bench, window, view)
    assert view.isColumnHidden(Column.TYPE)
    one.toggle_types()
    assert not view.isColumnHidden(Column.TYPE)
    assert bench.memory.shows_types


@pytest.fixture
def wide_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """One on which everything fits."""
    monkeypatch.setattr(looks, "room", lambda _window: QSize(3840, 2160))


@pytest.mark.usefixtures("wide_screen")
async def test_everything_grows_step_by_step_as_far_as_it_may(
    bench: Bench, window: MainWindow, view: WatchedView
) -> None:
    told: list[str] = []
    bench.voice.progressed.connect(told.append)
    one = Looks(bench, window, view)
    one.zoom(1)
    assert bench.memory.zoom == bench.theme.zoom == ZOOMS[ZOOMS.index(100) + 1]
    assert told == ["Zoom: 110 %"]
    one.zoom(100)
    assert bench.theme.zoom == ZOOMS[-1]
    one.zoom(-100)
    assert bench.theme.zoom == ZOOMS[0]
    one.zoom(0)
    assert bench.theme.zoom == 100
    bench.memory.zoom = 150  # as another window does
    assert bench.theme.zoom == 150


async def test_a_small_screen_says_that_it_has_no_room_for_more(
    bench: Bench, window: MainWindow, view: WatchedView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "room", lambda _window: QSize(3840, LEAST * 3 // 2))
    told: list[str] = []
    bench.voice.progressed.connect(told.append)
    one = Looks(bench, window, view)
    bench.memory.zoom = 200
    assert bench.theme.zoom == 150
    one.zoom(1)
    assert told == ["Zoom: 150 %; the screen has no room for more"]
    one.zoom(-1)
    assert (bench.theme.zoom, told[1:]) == (125, ["Zoom: 125 %"])


@pytest.mark.usefixtures("wide_screen")
async def test_columns_grow_and_are_kept_as_they_were_drawn(
    bench: Bench, window: MainWindow, view: WatchedView
) -> None:
    one, before, kept = Looks(bench, window, view), view.columnWidth(Column.PROPERTY), view.columns.state()
    bench.memory.zoom = 150
    assert view.columnWidth(Column.PROPERTY) == round(before * 1.5)
    assert view.columns.state() == kept
    view.header().resizeSection(Column.PROPERTY, 330)
    one.zoom(0)
    assert view.columnWidth(Column.PROPERTY) == 220


async def test_columns_have_room_for_marks_in_another_language_unless_they_were_drawn(
    bench: Bench, window: MainWindow, view: WatchedView
) -> None:
    Looks(bench, window, view)
    view.resize(1200, 400)
    view.header().resizeSection(Column.PROPERTY, 250)
    english = view.columnWidth(Column.RIGHTS)
    try:
        bench.memory.language = "de"
        assert view.columnWidth(Column.RIGHTS) != english
        assert view.columnWidth(Column.PROPERTY) == 250
        bench.memory.language = "en"
        assert view.columnWidth(Column.RIGHTS) == english
        view.columns.begin()
        assert view.columnWidth(Column.PROPERTY) == 200
    finally:
        saying.speak("en")
