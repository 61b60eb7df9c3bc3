"""Help > About."""

from __future__ import annotations

import platform
from importlib import metadata

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from inspector.ui.language import tr


def open_about(parent: QWidget) -> None:
    """Tell what this is and what it stands on."""
    version = metadata.version("ticket-draft-inspector")
    box = QMessageBox(parent)
    box.setWindowTitle(tr("About Ticket Draft Inspector"))
    box.setIconPixmap(parent.windowIcon().pixmap(64, 64))
    box.setText(f"<b>Ticket Draft Inspector {version}</b>")
    box.setInformativeText(
        tr("See what SuperOffice CRM puts into a new ticket, why each field is as it is, and save the draft.")
        + f"\n\nQt {qVersion()} · Python {platform.python_version()} · {platform.system()}\n"
        + tr("Qt is used under the LGPL, version 3. An independent tool, not made by SuperOffice.")
    )
    box.open()
    box.finished.connect(box.deleteLater)
