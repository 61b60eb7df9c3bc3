"""When garbage is looked for among everything that is alive."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from inspector.ui.kit import garbage
from inspector.ui.kit.garbage import Collector


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    made = Collector(qapp)
    yield made
    made.deleteLater()
    gc.enable()


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


class _Ring:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


def litter() -> weakref.ref[_Ring]:
    """A lot of garbage, grown old."""
    rings = [_Ring() for _ in range(400_000)]
    gc.collect(0)
    return weakref.ref(rings[0])


def test_python_never_looks_by_itself(collector: Collector) -> None:
    before = [told["collections"] for told in gc.get_stats()]
    kept = [[] for _ in range(1_000_000)]  # type: ignore[var-annotated]
    assert len(kept) == 1_000_000
    assert [told["collections"] for told in gc.get_stats()] == before


def test_what_is_new_is_searched_in_the_windows_thread(collector: Collector, qtbot: QtBot) -> None:
    where: list[threading.Thread] = []

    def fill() -> None:
        rings = [_Ring() for _ in range(10_000)]
        weakref.finalize(rings[0], lambda: where.append(threading.current_thread()))

    busy = threading.Thread(target=fill)
    busy.start()
    busy.join()
    assert not where, "Python would have looked in that thread"
    qtbot.waitUntil(lambda: where == [threading.main_thread()])


def test_garbage_goes_when_the_program_was_left_alone(
    collector: Collector, field: QLineEdit, qtbot: QtBot
) -> None:
    collector.look_at_all()
    last = litter()
    qtbot.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert field.text() == "a"
    collector.look_at_all()
    assert last() is not None, "somebody is writing"
    collector.look_at_all()
    assert last() is None


def test_a_click_or_a_move_says_that_somebody_is_there(
    collector: Collector, field: QLineEdit, qtbot: QtBot
) -> None:
    collector.look_at_all()
    last = litter()
    window, area = field.windowHandle(), field.rect()
    click = partial(qtbot.mouseClick, window, Qt.MouseButton.LeftButton, pos=area.center())
    for act in (click, partial(qtbot.mouseMove, window, pos=area.topLeft())):
        act()
        collector.look_at_all()
        assert last() is not None
    collector.look_at_all()
    assert last() is None


def test_another_window_is_watched_as_well(collector: Collector, field: QLineEdit, qtbot: QtBot) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    field.close()
    field.deleteLater()
    qtbot.wait(0)
    collector.look_at_all()
    last = litter()
    qtbot.keyClick(other.windowHandle(), Qt.Key.Key_A)
    collector.look_at_all()
    assert last() is not None
    collector.look_at_all()
    assert last() is None


def test_while_something_is_being_made_nobody_looks(collector: Collector) -> None:
    collector.look_at_all()
    last = litter()
    collector.look_at_all()
    assert last() is not None, "much is new since the last look"
    collector.look_at_all()
    assert last() is None


def test_where_little_is_new_nobody_looks(collector: Collector) -> None:
    collector.look_at_all()
    collector.look_at_all()
    before = gc.get_stats()[2]["collections"]
    collector.look_at_all()
    assert gc.get_stats()[2]["collections"] == before


def test_far_too_much_goes_at_once(
    collector: Collector, field: QLineEdit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "TOO_MUCH", 300_000)
    last = litter()
    qtbot.keyClick(field.windowHandle(), Qt.Key.Key_A)
    collector.look_at_all()
    assert last() is None
