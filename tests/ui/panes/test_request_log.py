from collections import deque
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton, QTableView
from pytestqt.qtbot import QtBot

from inspector.services.superoffice.journal import MASK, Entry, Journal, now
from inspector.ui.kit.theme import Theme
from inspector.ui.panes.request_log import Column, RequestLog, RequestModel
from tests.present import present


def entry(**more: Any) -> Entry:
    headers = {"Authorization": MASK, "SO-Language": "nb"}
    fields = {"status": 200, "size": 21_000, "seconds": 0.25, **more}
    return Entry("POST", "https://crm.example.com/api/v1/X", headers, now(), **fields)


@pytest.fixture
def journal() -> Journal:
    made = Journal()
    made.write(entry())
    return made


def test_the_model_keeps_qts_rules_and_the_newest_on_top(journal: Journal, qtbot: QtBot) -> None:
    journal.entries = deque(journal.entries, maxlen=10)  # many cost Qt's tester half a minute
    model = RequestModel(journal)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    for number in range(10 + 3):
        journal.write(entry(status=None, trouble="timeout", attempt=1 + number % 2))
    assert model.rowCount() == 10
    assert model.index(0, Column.STATUS).data() == "timeout"
    assert model.index(1, Column.STATUS).data() == "timeout · try 2"


def test_a_request_in_words(journal: Journal, qtbot: QtBot) -> None:
    model = RequestModel(journal)
    words = [model.index(0, column).data() for column in Column]
    assert words[1:] == ["POST", "https://crm.example.com/api/v1/X", "200", "21.0 kB", "0.25"]
    assert model.headerData(Column.STATUS, Qt.Orientation.Horizontal) == "Answer"


def test_it_is_copied_with_placeholders(theme: Theme, journal: Journal, qtbot: QtBot) -> None:
    log = RequestLog(theme, journal)
    qtbot.addWidget(log)
    curl, http = log.findChildren(QPushButton)[-2:]
    assert not curl.isEnabled()
    table = present(log.findChild(QTableView))
    table.selectRow(0)
    table.setCurrentIndex(table.model().index(0, 0))
    curl.click()
    assert "{{credentials}}" in QGuiApplication.clipboard().text()
    assert MASK not in QGuiApplication.clipboard().text()
    http.click()
    assert QGuiApplication.clipboard().text().startswith("### POST /api/v1/X\n")


def test_rows_and_columns_grow_with_the_zoom(theme: Theme, journal: Journal, qtbot: QtBot) -> None:
    log = RequestLog(theme, journal)
    qtbot.addWidget(log)
    table = log._table
    table.setColumnWidth(Column.STATUS, 100)
    theme.set_zoom(150)
    assert (table.columnWidth(Column.STATUS), table.columnWidth(Column.SIZE)) == (150, 120)
    assert table.verticalHeader().defaultSectionSize() == 39
