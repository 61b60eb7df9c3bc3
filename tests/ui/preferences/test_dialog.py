"""One place for what all windows have in common: it shows what is remembered, and changes that at once."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.services import settings
from inspector.services.settings import Settings
from inspector.ui.bench.bench import Bench
from inspector.ui.preferences.dialog import LARGEST, SettingsDialog

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(bench: Bench, window: QWidget) -> SettingsDialog:
    made = SettingsDialog(bench, window)
    made.show()
    return made


def control(dialog: SettingsDialog, name: str, kind: type[W]) -> W:
    (found,) = (one for one in dialog.findChildren(kind) if one.accessibleName() == name)
    return found


def choose(dialog: SettingsDialog, name: str, value: object) -> None:
    """As a person does: what the program sets is not told by `activated`."""
    box = control(dialog, name, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


@pytest.mark.parametrize(
    ("name", "attribute", "value"),
    [
        ("Appearance", "appearance", "dark"),
        ("Zoom", "zoom", 150),
        ("Interface language", "language", "nb"),
        ("Names", "name_style", "both"),
    ],
)
async def test_each_choice_of_the_look_holds_at_once_and_follows_the_menus(
    bench: Bench, dialog: SettingsDialog, name: str, attribute: str, value: str | int
) -> None:
    box = control(dialog, name, QComboBox)
    before = getattr(bench.memory, attribute)
    assert box.currentData() == before != value
    choose(dialog, name, value)
    assert getattr(bench.memory, attribute) == value
    setattr(bench.memory, attribute, before)
    assert box.currentData() == before


async def test_groups_are_a_switch(bench: Bench, dialog: SettingsDialog) -> None:
    box = control(dialog, "Group Properties", QCheckBox)
    before = bench.memory.is_grouped
    box.click()
    assert bench.memory.is_grouped is not before
    bench.memory.is_grouped = before
    assert box.isChecked() is before


async def test_what_is_asked_of_servers_is_remembered(bench: Bench, dialog: SettingsDialog) -> None:
    control(dialog, "Look for values that move, after the first answer of each connection", QCheckBox).click()
    choose(dialog, "Largest answer taken in", LARGEST[-1])
    await bench.remembered.finish()
    kept = settings.load()
    assert (kept.look_for_volatile, kept.largest_body) == (False, LARGEST[-1])


async def test_a_size_that_is_none_of_the_usual_is_offered_as_well(bench: Bench, window: QWidget) -> None:
    bench.remembered.settings.largest_body = 1000
    box = control(SettingsDialog(bench, window), "Largest answer taken in", QComboBox)
    assert box.currentData() == 1000
    assert box.count() == len(LARGEST) + 1


async def test_another_address_for_updates_is_kept_and_none_is_the_usual(
    bench: Bench, dialog: SettingsDialog
) -> None:
    field = control(dialog, "Address to ask for updates", QLineEdit)
    assert field.text() == Settings().update_address
    for typed, kept in (
        (" https://updates.example ", "https://updates.example"),
        ("", Settings().update_address),
    ):
        field.setText(typed)
        field.editingFinished.emit()
        assert bench.remembered.settings.update_address == field.text() == kept


async def test_the_folders_are_told_and_opened(
    bench: Bench, window: QWidget, dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not control(dialog, "Open Folder: Lists for pickers", QPushButton).isEnabled(), "there is none yet"
    settings.folder().mkdir(parents=True, exist_ok=True)
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    control(SettingsDialog(bench, window), "Open Folder: Settings", QPushButton).click()
    assert opened == [settings.folder()]
