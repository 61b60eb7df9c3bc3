"""Nothing is muted without a reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.panes.muting import LONGEST, MuteDialog
from tests.present import present


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[MuteDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = MuteDialog("no default priority", parent)
    made.show()
    yield made
    parent.close()


def test_a_reason_is_needed(dialog: MuteDialog) -> None:
    mute = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Mute")
    field = present(dialog.findChild(QLineEdit))
    assert not mute.isEnabled()
    field.setText("   ")
    assert not mute.isEnabled()
    field.setText("  agreed with the desk ")
    mute.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.reason == "agreed with the desk"


def test_a_reason_is_no_novel(dialog: MuteDialog) -> None:
    present(dialog.findChild(QLineEdit)).setText("x" * 1000)
    assert len(dialog.reason) == LONGEST
