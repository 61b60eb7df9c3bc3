"""What stays on the clipboard when the program ends."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import shiboken6
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from inspector.ui.kit import clipboard
from inspector.ui.kit.exact_text import ExactTextEdit
from tests.present import present
from tests.waiting import PATIENCE

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_text_that_was_copied_in_an_editor_stays_as_qts_own(qtbot: QtBot) -> None:
    edit = ExactTextEdit()
    qtbot.addWidget(edit)
    edit.begin("10\u00a0000\rkr")
    edit.selectAll()
    edit.copy()
    assert shiboken6.createdByPython(present(clipboard.held()))
    clipboard.leave_as_text()
    assert not shiboken6.createdByPython(present(clipboard.held()))
    assert present(clipboard.held()).text() == "10\u00a0000\rkr"


def test_what_others_have_put_there_stays_as_it_is() -> None:
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    clipboard.leave_as_text()
    assert present(clipboard.held()).hasImage()


def test_a_program_without_a_desktop_ends_whether_something_was_copied_or_not() -> None:
    """There Qt keeps what was copied in this very program, and has no data at all before that."""
    program = (
        "from PySide6.QtWidgets import QApplication\n"
        "from inspector.ui.kit import clipboard\n"
        "from inspector.ui.kit.exact_text import ExactTextEdit\n"
        "app = QApplication([])\n"
        "clipboard.leave_as_text()\n"
        "assert clipboard.held() is None\n"
        "edit = ExactTextEdit()\n"
        "edit.begin('copied')\n"
        "edit.selectAll()\n"
        "edit.copy()\n"
        "clipboard.leave_as_text()\n"
        "print(clipboard.held().text())\n"
    )
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "error", "-c", program],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (told.stdout, told.stderr, told.returncode) == ("copied\n", "", 0)
