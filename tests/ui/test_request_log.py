import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton, QTableView

from inspector.services.superoffice import journal as module
from inspector.services.superoffice.journal import MASK, Entry, Journal
from inspector.ui.request_log import Column, RequestLog, RequestModel


def entry(**more):
    headers = {"Authorization": MASK, "SO-Language": "nb"}
    fields = {"status": 200, "size": 21_000, "seconds": 0.25, **more}
    return Entry("POST", "https://crm.example.com/api/v1/X", headers, module.now(), **fields)


@pytest.fixture
def journal():
    made = Journal()
    made.write(entry())
    return made


def test_the_model_keeps_qts_rules_and_the_newest_on_top(journal, qtbot, monkeypatch):
    model = RequestModel(journal)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for number in range(module.KEPT + 3):
        journal.write(entry(status=None, trouble="timeout", attempt=1 + number % 2))
    assert model.rowCount() == module.KEPT
    assert model.index(0, Column.STATUS).data() == "timeout"
    assert model.index(1, Column.STATUS).data() == "timeout · try 2"


def test_a_request_in_words(journal, qtbot):
    model = RequestModel(journal)
    words = [model.index(0, column).data() for column in Column]
    assert words[1:] == ["POST", "https://crm.example.com/api/v1/X", "200", "21.0 kB", "0.25"]
    assert model.headerData(Column.STATUS, module_orientation()) == "Answer"


def module_orientation():
    from PySide6.QtCore import Qt

    return Qt.Orientation.Horizontal


def test_it_is_copied_with_placeholders(journal, qtbot):
    log = RequestLog(journal)
    qtbot.addWidget(log)
    curl, http = log.findChildren(QPushButton)[-2:]
    assert not curl.isEnabled()
    log.findChild(QTableView).selectRow(0)
    log.findChild(QTableView).setCurrentIndex(log.findChild(QTableView).model().index(0, 0))
    curl.click()
    assert "{{credentials}}" in QGuiApplication.clipboard().text()
    assert MASK not in QGuiApplication.clipboard().text()
    http.click()
    assert QGuiApplication.clipboard().text().startswith("### POST /api/v1/X\n")
