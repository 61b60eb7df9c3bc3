"""What the dialogs of connections and secrets ask for, on a bench: what is kept, and what is asked before."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from inspector.domain.errors import KeyringTrouble
from inspector.services.credentials import SERVICE, Keyring
from inspector.services.settings import Connection
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Others
from inspector.ui.bench.turns import Turns
from inspector.ui.connections.dialog import ConnectionsDialog
from inspector.ui.connections.managing import Managing
from inspector.ui.connections.secrets_dialog import StoredSecretsDialog
from tests.present import present
from tests.services.keyrings import Memory
from tests.ui.conftest import asked, give_path, press
from tests.waiting import until

ENTRY = (SERVICE, "1:password")


@pytest.fixture
def keyring() -> Memory:
    made = Memory()
    made.kept[ENTRY] = "s3cret"
    return made


@pytest.fixture
def managing(bench: Bench, keyring: Memory, qtbot: QtBot) -> Managing:
    """Of two connections; what the first is opened with is in the keyring."""
    window = QWidget()
    qtbot.addWidget(window)
    settings = bench.remembered.settings
    settings.connections += [Connection("1", "Work"), Connection("2", "Lab")]
    settings.note_written("1:password", "Memory", "https://crm.example.com")
    return Managing(bench, window, Keyring(keyring))


def names(bench: Bench) -> list[str]:
    return [one.name for one in bench.remembered.settings.connections]


async def connections(managing: Managing) -> ConnectionsDialog:
    managing.open_connections()
    dialog = await asked()
    assert isinstance(dialog, ConnectionsDialog)
    return dialog


async def secrets(managing: Managing) -> StoredSecretsDialog:
    managing.open_secrets()
    dialog = await asked()
    assert isinstance(dialog, StoredSecretsDialog)
    return dialog


async def test_every_change_is_kept_and_told_at_once(bench: Bench, managing: Managing) -> None:
    told: list[list[str]] = []
    bench.remembered.changed.connect(lambda: told.append(names(bench)))
    dialog = await connections(managing)
    dialog.model.duplicate(0)
    assert told == [["Work", "Work 2", "Lab"]]
    with bench.remembered.edit() as settings:  # as another window does
        del settings.connections[1:]
    assert dialog.model.rowCount() == 1


async def test_what_somebody_is_signed_in_to_is_not_deleted(bench: Bench, managing: Managing) -> None:
    bench.place.others = Others(lambda connection: connection.id == "1", lambda _path: False, list, Turns())
    dialog = await connections(managing)
    press(dialog, "Delete…")
    told = await asked(dialog)
    assert isinstance(told, QMessageBox)
    assert told.text() == "You are signed in to Work."
    press(told, "OK")
    await bench.tasks.finish("delete")
    assert names(bench) == ["Work", "Lab"]


@pytest.mark.parametrize(
    ("pressed", "forget", "left", "kept"),
    [
        ("Delete", True, ["Lab"], False),
        ("Delete", False, ["Lab"], True),
        ("Cancel", True, ["Work", "Lab"], True),
    ],
)
async def test_a_connection_goes_with_its_secret_or_without(
    bench: Bench, managing: Managing, keyring: Memory, pressed: str, forget: bool, left: list[str], kept: bool
) -> None:
    dialog = await connections(managing)
    press(dialog, "Delete…")
    question = await asked(dialog)
    present(question.findChild(QCheckBox)).setChecked(forget)
    press(question, pressed)
    await bench.tasks.finish("delete")
    assert names(bench) == left
    assert (ENTRY in keyring.kept) is kept
    assert bool(bench.remembered.settings.receipts) is kept


async def test_connections_go_out_and_come_in_under_names_of_their_own(
    bench: Bench, managing: Managing, tmp_path: Path
) -> None:
    dialog, file = await connections(managing), tmp_path / "connections.json"
    dialog.export_requested.emit()
    await give_path(file, dialog)
    await bench.tasks.finish("hand on")
    assert "s3cret" not in file.read_text("utf-8")
    assert json.loads(file.read_bytes())
    dialog.import_requested.emit()
    await give_path(file, dialog)
    await bench.tasks.finish("import")
    assert names(bench) == ["Work", "Lab", "Work 2", "Lab 2"]


async def test_a_file_that_holds_no_connections_is_told(
    bench: Bench, managing: Managing, tmp_path: Path
) -> None:
    (tmp_path / "bad.json").write_text("[]", "utf-8")
    dialog = await connections(managing)
    dialog.import_requested.emit()
    chooser = await give_path(tmp_path / "bad.json", dialog)
    told = await asked(dialog, chooser)
    assert isinstance(told, QMessageBox)
    assert told.text() == "bad.json was not imported."
    press(told, "OK")
    await bench.tasks.finish("import")
    assert names(bench) == ["Work", "Lab"]


async def test_a_stored_secret_is_tried_and_forgotten(
    bench: Bench, managing: Managing, keyring: Memory
) -> None:
    dialog = await secrets(managing)
    (receipt,) = bench.remembered.settings.receipts
    dialog.test_requested.emit(receipt)
    await bench.tasks.finish("try")
    assert dialog.told.text() == "Password: it is there and can be read."
    dialog.forget_requested.emit([receipt])
    await bench.tasks.finish("forget")
    assert keyring.kept == {}
    assert bench.remembered.settings.receipts == []
    assert dialog.told.text().startswith("Nothing is stored")


async def test_what_the_keyring_does_not_let_go_of_stays_listed(
    bench: Bench, managing: Managing, keyring: Memory
) -> None:
    keyring.trouble = KeyringTrouble("locked")
    dialog = await secrets(managing)
    dialog.forget_requested.emit(list(bench.remembered.settings.receipts))
    await bench.tasks.finish("forget")
    assert len(bench.remembered.settings.receipts) == 1
    assert "locked" in dialog.told.text()


@pytest.mark.parametrize("trouble", [None, KeyringTrouble("locked")], ids=["an answer", "a refusal"])
async def test_what_the_keyring_says_after_the_dialog_was_closed_disturbs_nobody(
    bench: Bench, managing: Managing, keyring: Memory, trouble: Exception | None
) -> None:
    """Forgetting goes on all the same."""
    keyring.gate.clear()
    keyring.trouble = trouble
    dialog = await secrets(managing)
    (receipt,) = bench.remembered.settings.receipts
    bench.remembered.settings.receipts.append(
        replace(receipt, connection="2")
    )  # so that there is more to tell
    dialog.test_requested.emit(receipt)
    dialog.forget_requested.emit([receipt])
    dialog.reject()
    await until(lambda: not isValid(dialog), "the end of the dialog")
    keyring.gate.set()
    await bench.tasks.finish("try")
    await bench.tasks.finish("forget")
    assert (ENTRY in keyring.kept) is (trouble is not None)
