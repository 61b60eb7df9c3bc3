"""What tests of packaging share with those of the window: the one application that a process may have."""

from __future__ import annotations

import venv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def one_application(qapp: QApplication) -> QApplication:
    """Be there before `icons.py` makes one without widgets, which no window could be shown by afterwards."""
    return qapp


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with pip in it, to be copied: to make one takes 4 s."""
    folder = tmp_path_factory.mktemp("template") / ".venv"
    venv.create(folder, with_pip=True, symlinks=True)
    return folder
