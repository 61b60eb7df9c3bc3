import os
import subprocess
import sys
from pathlib import Path

CODE = """
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from inspector.ui.program.application import Application

app, told = Application(["test"]), []
app.file_wanted.connect(told.append)

def open_file(name):
    app.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(name)))

open_file("/early one.json")
assert told == []
print(*(path.as_posix() for path in app.early_files()))
open_file("/later.json")
print(*(path.as_posix() for path in told))
"""


def test_files_that_the_system_hands_over_are_kept_until_somebody_listens() -> None:
    command = [sys.executable, "-c", CODE]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
    said = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    assert said.stdout.splitlines() == ["/early one.json", "/later.json"], said.stderr
