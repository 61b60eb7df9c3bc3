"""What tests of packaging share with those of the window: the one application that a process may have."""

from __future__ import annotations

import venv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.waiting import wait_for


@pytest.fixture(autouse=True)
def one_application(qapp: QApplication) -> QApplication:
    """Be there before `icons.py` makes one without widgets, which no window could be shown by afterwards."""
    return qapp


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """An environment with pip in it, to be copied: to make one takes 4 s, so that one worker does it for all."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "template"
    try:
        folder.mkdir()
    except FileExistsError:
        wait_for((folder / "made").exists, "the environment that another worker makes")
    else:
        venv.create(folder / ".venv", with_pip=True, symlinks=True)
        (folder / "made").touch()
    return folder / ".venv"
