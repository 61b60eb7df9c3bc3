"""The verbs on saved connections and stored secrets, and the question before anything is written to a PROD tenant."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QFileDialog, QMessageBox, QWidget
from shiboken6 import isValid

from inspector.domain.errors import InspectorError, KeyringTrouble
from inspector.services import exchange, files
from inspector.services.secrets import Secrets
from inspector.services.settings import Connection, Receipt
from inspector.ui.connections.dialog import ConnectionsDialog, ConnectionsModel
from inspector.ui.connections.secrets_dialog import StoredSecretsDialog, kind_words
from inspector.ui.kit.choosing import begin_in, choose_place
from inspector.ui.kit.question import answer, question
from inspector.ui.kit.saying import said
from inspector.words import troubles
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.services.credentials import Keyring
    from inspector.ui.bench.bench import Bench

Button = QMessageBox.StandardButton


class Managing(QObject):
    """What the two dialogs ask for."""

    def __init__(self, bench: Bench, window: QWidget, keyring: Keyring) -> None:
        super().__init__(window)
        self._bench, self._window = bench, window
        self._stored = Secrets(keyring, bench.remembered.settings, bench.remembered.edit)
        self._connections: ConnectionsDialog | None = None
        self._secrets: StoredSecretsDialog | None = None

    # -- connections ----------------------------------------------------------------------------------

    def open_connections(self) -> None:
        """Show them; every change is kept at once."""
        bench = self._bench
        model = ConnectionsModel(bench.remembered.settings.connections, self)
        model.changed.connect(bench.remembered.keep)
        bench.remembered.changed.connect(model.follow)
        dialog = self._connections = ConnectionsDialog(bench.theme, model, self._window)
        dialog.delete_requested.connect(lambda one: self._start("delete", self._delete(dialog, one)))
        dialog.import_requested.connect(lambda: self._start("import", self._import(dialog)))
        dialog.export_requested.connect(lambda: self._start("hand on", self._export(dialog)))
        dialog.finished.connect(self._connections_closed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(model.deleteLater)
        dialog.open()

    def _connections_closed(self) -> None:
        self._bench.tasks.cancel("import")  # its list is gone

    def _start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        self._bench.tasks.start(name, work, again="refuse")

    async def _delete(self, dialog: ConnectionsDialog, connection: Connection) -> None:
        bench = self._bench
        if bench.place.others.is_used(connection):
            await self._say(
                dialog, tr("You are signed in to {name}.").format(name=connection.name), tr("Sign out first.")
            )
            return
        receipts = [one for one in bench.remembered.settings.receipts if one.connection == connection.id]
        box = question(
            bench.theme,
            dialog,
            tr("Delete connection"),
            tr("Delete the connection “{name}”?").format(name=connection.name),
            tr("Drafts you saved stay where they are."),
            Button.Yes,
            Button.Cancel,
        )
        said(box.button(Button.Yes), tr("Delete"))
        forget = said(QCheckBox(), tr("Also forget what is stored for it in the keyring"))
        forget.setChecked(True)
        if receipts:
            box.setCheckBox(forget)
        if await answer(box) != Button.Yes:
            return
        dialog.model.remove(connection)
        if receipts and forget.isChecked():
            with suppress(KeyringTrouble):  # Stored Secrets goes on listing what is left
                await self._stored.forget(receipts)

    async def _say(self, parent: ConnectionsDialog, text: str, more: str) -> None:
        await answer(question(self._bench.theme, parent, tr("Connections"), text, more, Button.Ok))

    async def _import(self, dialog: ConnectionsDialog) -> None:
        chooser = QFileDialog(dialog, tr("Import Connections"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        begin_in(chooser)
        chooser.setNameFilters([tr("Connections (*.json)"), tr("All files (*)")])
        if not await answer(chooser) or not (chosen := chooser.selectedFiles()):
            return
        known = self._bench.remembered.settings.connections
        try:
            brought = exchange.read(await asyncio.to_thread(files.read_draft, Path(chosen[0])))
        except InspectorError as error:
            name = Path(chosen[0]).name
            await self._say(dialog, tr("{name} was not imported.").format(name=name), troubles.explain(error))
            return
        for connection in exchange.merged(known, brought):
            dialog.model.add(connection, len(known))

    async def _export(self, dialog: ConnectionsDialog) -> None:
        def make() -> QFileDialog:
            chooser = QFileDialog(dialog, tr("Export Connections"))
            begin_in(chooser)
            chooser.setNameFilters([tr("Connections (*.json)"), tr("All files (*)")])
            chooser.selectFile("connections.json")
            return chooser

        path = await choose_place(self._bench.theme, dialog, make, [".json"])
        if path is None:
            return
        data = exchange.export(self._bench.remembered.settings.connections)
        try:
            await asyncio.to_thread(files.write_draft, path, data)
        except InspectorError as error:
            await self._say(dialog, tr("Nothing was exported."), troubles.explain(error))

    # -- secrets --------------------------------------------------------------------------------------

    def open_secrets(self) -> None:
        """Show what is stored."""
        bench = self._bench
        remembered = bench.remembered
        dialog = self._secrets = StoredSecretsDialog(bench.theme, remembered.settings, self._window)
        remembered.changed.connect(dialog.reload)
        dialog.test_requested.connect(lambda one: self._start("try", self._test(dialog, one)))
        dialog.forget_requested.connect(
            lambda some: self._start("forget", self._forget_and_tell(dialog, some))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _test(self, dialog: StoredSecretsDialog, receipt: Receipt) -> None:
        try:
            found = await self._stored.is_there(receipt, lambda: _tell(dialog, troubles.waiting_words()))
        except KeyringTrouble as trouble:
            _tell(dialog, troubles.explain(trouble))
            return
        text = (
            tr("{kind}: it is there and can be read.")
            if found
            else tr("{kind}: it is no longer in the keyring.")
        )
        _tell(dialog, text.format(kind=kind_words(receipt.kind)))

    async def _forget_and_tell(self, dialog: StoredSecretsDialog, receipts: list[Receipt]) -> None:
        try:
            await self._stored.forget(receipts)
        except KeyringTrouble as trouble:
            _tell(dialog, troubles.explain(trouble))
            return
        if self._bench.remembered.settings.receipts:
            _tell(dialog, tr("Forgotten."))


def _tell(dialog: StoredSecretsDialog, text: str) -> None:
    """Say it in the dialog, unless that was closed meanwhile: the keyring may have waited for a person."""
    if isValid(dialog):
        dialog.tell(text)
