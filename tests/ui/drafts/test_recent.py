from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from inspector.ui.bench.bench import Bench
from inspector.ui.drafts.recent import MOST, Recent


@pytest.fixture
def menu(qtbot: QtBot) -> QMenu:
    made = QMenu()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def recent(bench: Bench, menu: QMenu) -> Recent:
    return Recent(bench.remembered, menu)


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


async def test_the_latest_is_first_and_each_is_there_once(recent: Recent, menu: QMenu) -> None:
    assert recent.latest() is None
    assert not menu.menuAction().isEnabled()
    for name in ("one.json", "two.json", "one.json"):
        recent.add(Path("/drafts", name))
    assert entries(menu) == ["one.json", "two.json"]
    assert recent.latest() == Path("/drafts/one.json").absolute()
    assert menu.menuAction().isEnabled()


async def test_there_are_not_too_many(bench: Bench, recent: Recent, menu: QMenu) -> None:
    for number in range(MOST + 2):
        recent.add(Path(f"{number}.json"))
    assert entries(menu) == [f"{number}.json" for number in range(MOST + 1, 1, -1)]


async def test_what_another_window_opened_can_be_chosen_here(
    bench: Bench, recent: Recent, menu: QMenu
) -> None:
    chosen: list[Path] = []
    recent.chosen.connect(chosen.append)
    with bench.remembered.edit() as settings:
        settings.recent_files = ["/drafts/other.json"]
    menu.actions()[0].trigger()
    assert chosen == [Path("/drafts/other.json")]
