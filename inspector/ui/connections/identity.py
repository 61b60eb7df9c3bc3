"""Connection > Who Am I: the server, and who we are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from inspector.services.superoffice.address import web_address
from inspector.ui.kit.guidance import explain
from inspector.ui.kit.labels import Label, copyable
from inspector.ui.kit.saying import said, say
from inspector.words.language import again, tr

if TYPE_CHECKING:
    from inspector.ui.bench.place import Signed


def facts(signed: Signed) -> list[tuple[str, str]]:
    """What is known, label and text."""
    connection, session = signed.connection, signed.session
    who, version = session.principal, session.version
    found = [(tr("Connection"), connection.name), (tr("Tag"), connection.tag), (tr("User"), signed.user)]
    if who is not None:
        found += [
            (tr("User name"), who.user_name),
            (tr("Role"), who.role),
            (tr("E-mail"), who.email),
            (tr("Associate"), f"{who.associate} ({who.associate_id})" if who.associate_id else who.associate),
            (tr("User type"), who.user_type),
            (tr("Service licence"), tr("yes") if who.service_user_id else tr("no")),
            (tr("Tenant"), who.database),
        ]
    if version is not None:
        found.append((tr("NetServer"), version.net_server))
    base = session.client.base
    found += [
        (tr("Address"), web_address(base)),
        (tr("Web API"), base),
        (tr("Signed in with"), connection.scheme),
    ]
    return [(label, text) for label, text in found if text]


class IdentityCard(QDialog):
    """A card beside the work: it does not stop it."""

    def __init__(self, signed: Signed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, tr("Who Am I"))
        explain(self, "getting-in")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._facts = facts(signed)
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        for label, text in self._facts:
            form.addRow(Label(label), copyable(label, text))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = said(buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole), tr("Copy"))
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(buttons)

    def text(self) -> str:
        """The card as lines, to be sent to someone."""
        return "\n".join(f"{again(label)}: {again(text)}" for label, text in self._facts)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
