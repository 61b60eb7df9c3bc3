"""The secrets of a connection: from the keyring into the form, and back where the person wants it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspector.domain.errors import KeyringTrouble
from inspector.services.secrets import Secrets
from inspector.words import troubles

if TYPE_CHECKING:
    from inspector.services.credentials import Keyring
    from inspector.services.settings import Connection
    from inspector.ui.bench.bench import Bench
    from inspector.ui.sign_in.dialog import SignInDialog


class StoredSecrets:
    """What the keyring holds for the connections; what it can't do is told in the window."""

    def __init__(self, bench: Bench, keyring: Keyring) -> None:
        self._bench, self._keyring = bench, keyring
        self._secrets = Secrets(keyring, bench.remembered.settings, bench.remembered.edit)

    async def tell_keyring(self, dialog: SignInDialog) -> None:
        """Say in the form whether there is a keyring."""
        status = await self._keyring.status()
        reason = "" if status.usable else troubles.explain(KeyringTrouble(status.code or "missing"))
        dialog.set_keyring(status.usable, status.backend, reason)

    async def of(self, connection: Connection) -> list[str]:
        """The one or two secrets of its scheme; empty texts for what is not there, or out of reach."""
        return await self._secrets.of(connection, self._tell_waiting)

    async def keep(self, connection: Connection, secrets: Sequence[str], *, remember: bool = True) -> None:
        """Remember them, or forget what was remembered before; those of the demo tenant are not secret."""
        if connection.id == "demo":
            return
        wanted = secrets if remember else [""] * len(secrets)
        try:
            await self._secrets.keep(connection, wanted, self._tell_waiting)
        except KeyringTrouble as error:
            if remember:
                self._bench.voice.tell(troubles.explain(error), "warning")

    def _tell_waiting(self) -> None:
        self._bench.voice.tell(troubles.waiting_words())
