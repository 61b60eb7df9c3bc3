import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inspector.services.settings import Connection, Receipt, Settings
from inspector.ui.connections.dialog import ConnectionsDialog, ConnectionsModel
from inspector.ui.connections.secrets_dialog import ReceiptsModel, StoredSecretsDialog
from inspector.ui.kit.theme import Theme


@pytest.fixture
def saved() -> list[Connection]:
    return [Connection("1", "Work", tag="PROD"), Connection("2", "Lab"), Connection("3", "Old")]


@pytest.fixture
def model(saved: list[Connection]) -> ConnectionsModel:
    """It outlives its views."""
    made = ConnectionsModel(saved)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


@pytest.fixture
def dialog(theme: Theme, model: ConnectionsModel, qtbot: QtBot) -> ConnectionsDialog:
    made = ConnectionsDialog(theme, model)
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_imported_address_is_text_in_its_tip() -> None:
    model = ConnectionsModel([Connection("1", "Work", url="<img src=x>")])
    assert model.index(0).data(Qt.ItemDataRole.ToolTipRole) == "<qt>&lt;img src=x&gt;</qt>"


def press(dialog: ConnectionsDialog, text: str) -> None:
    next(one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "") == text).click()


def test_they_are_duplicated_moved_and_removed(dialog: ConnectionsDialog, saved: list[Connection]) -> None:
    changes = []
    dialog.model.changed.connect(lambda: changes.append([one.name for one in saved]))
    press(dialog, "Duplicate")
    assert changes[-1] == ["Work", "Work 2", "Lab", "Old"]
    assert saved[1].id not in ("", "1")
    assert dialog.name.text() == "Work 2", "the copy is what one goes on with"
    press(dialog, "Move Up")
    assert changes[-1] == ["Work 2", "Work", "Lab", "Old"]
    press(dialog, "Move Down")
    press(dialog, "Move Down")
    assert changes[-1] == ["Work", "Lab", "Work 2", "Old"]
    press(dialog, "Move Up")
    assert changes[-1] == ["Work", "Work 2", "Lab", "Old"]
    dialog.model.remove(saved[2])
    assert changes[-1] == ["Work", "Work 2", "Old"]


def test_name_tag_and_colour_are_changed_in_place(dialog: ConnectionsDialog, saved: list[Connection]) -> None:
    dialog.list.setCurrentIndex(dialog.model.index(1))
    dialog.name.setText("Laboratory")
    dialog.tag.setText("TEST")
    dialog.colour.setCurrentIndex(dialog.colour.findData("green"))
    dialog._take()
    assert (saved[1].name, saved[1].tag, saved[1].color) == ("Laboratory", "TEST", "green")
    assert dialog.model.index(1).data() == "Laboratory  [TEST]"
    dialog.name.setText("   ")
    dialog._take()
    assert saved[1].name == "Laboratory"


def test_delete_asks_first(dialog: ConnectionsDialog, saved: list[Connection]) -> None:
    asked: list[Connection] = []
    dialog.delete_requested.connect(asked.append)
    press(dialog, "Delete…")
    assert asked == [saved[0]]
    assert len(saved) == 3


def test_stored_secrets_are_listed_without_their_value(
    theme: Theme, saved: list[Connection], qtbot: QtBot
) -> None:
    settings = Settings(connections=saved)
    settings.note_written("1:password", "Secret Service", "https://crm.example.com")
    settings.receipts.append(Receipt("9", "refresh_token", "Secret Service", used="nonsense"))
    model = ReceiptsModel(settings)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(2)]
    assert rows == [
        ["Work", "Password", "Secret Service", "1:password"],
        ["(deleted)", "Sign-in through the browser", "Secret Service", "9:refresh_token"],
    ]
    dialog = StoredSecretsDialog(theme, settings)
    qtbot.addWidget(dialog)
    forgotten: list[list[Receipt]] = []
    dialog.forget_requested.connect(forgotten.append)
    assert not dialog.forget.isEnabled()
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    dialog.forget.click()
    dialog.forget_all.click()
    assert forgotten == [[settings.receipts[1]], settings.receipts]
    settings.receipts.clear()
    dialog.reload()
    assert dialog.told.text().startswith("Nothing is stored")
