"""What tests of packaging share with those of the window: the one application that a process may have."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def one_application(qapp: QApplication) -> QApplication:
    """Be there before `icons.py` makes one without widgets, which no window could be shown by afterwards."""
    return qapp
