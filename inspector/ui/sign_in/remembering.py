"""The secrets of a connection: from the keyring into the form, and back where the person wants it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspector.domain.errors import KeyringTrouble
from inspector.services.superoffice.sign_in import SECRETS
from inspector.ui.sign_in import words as connection_texts
from inspector.words import troubles

if TYPE_CHECKING:
    from inspector.services.credentials import Keyring
    from inspector.services.settings import Connection
    from inspector.ui.sign_in.dialog import SignInDialog
    from inspector.ui.window.wiring import Workspace


class StoredSecrets:
    """What the keyring holds for the connections; every entry leaves a receipt in the settings."""

    def __init__(self, workspace: Workspace, keyring: Keyring) -> None:
        self._workspace, self._keyring = workspace, keyring

    async def tell_keyring(self, dialog: SignInDialog) -> None:
        """Say in the form whether there is a keyring."""
        status = await self._keyring.status()
        reason = "" if status.usable else troubles.explain(KeyringTrouble(status.code or "missing"))
        dialog.set_keyring(status.usable, status.backend, reason)

    async def of(self, connection: Connection) -> list[str]:
        """The one or two secrets of its scheme; empty texts for what is not there, or out of reach."""
        return [await self._read(f"{connection.id}:{kind}") for kind in SECRETS.get(connection.scheme, ())]

    async def _read(self, entry: str) -> str:
        try:
            secret = await self._keyring.get(entry, self._tell_waiting)
        except KeyringTrouble:
            return ""  # the person types it; the dialog says that the keyring is out of reach
        if secret is not None:
            with self._workspace.remembered.edit() as settings:
                settings.note_used(entry)
        return secret or ""

    async def keep(self, connection: Connection, secrets: Sequence[str], *, remember: bool = True) -> None:
        """Remember them, or forget what was remembered before; those of the demo tenant are not secret."""
        if connection.id == "demo":
            return
        try:
            for kind, secret in zip(SECRETS[connection.scheme], secrets, strict=False):
                await self._keep(f"{connection.id}:{kind}", secret if remember else "")
        except KeyringTrouble as error:
            if remember:
                self._workspace.tell(troubles.explain(error), "warning")

    async def _keep(self, entry: str, secret: str) -> None:
        if secret:
            await self._keyring.set(entry, secret, self._tell_waiting)
            with self._workspace.remembered.edit() as settings:
                settings.note_written(entry, self._keyring.name)
        else:
            await self._keyring.delete(entry, self._tell_waiting)
            with self._workspace.remembered.edit() as settings:
                settings.note_deleted(entry)

    def _tell_waiting(self) -> None:
        self._workspace.tell(connection_texts.waiting_words())
