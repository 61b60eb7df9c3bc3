from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from inspector.services.settings import Connection, Receipt, Settings
from inspector.ui.connections.secrets_dialog import ReceiptsModel, StoredSecretsDialog
from inspector.ui.kit.theme import Theme


def test_stored_secrets_are_listed_without_their_value(theme: Theme, qtbot: QtBot) -> None:
    settings = Settings(connections=[Connection("1", "Work")])
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
