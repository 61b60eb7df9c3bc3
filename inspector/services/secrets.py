"""The secrets of connections: each is in the keyring, with a receipt for it in the settings.

A keyring can't be asked what is in it; the receipts say that, and never the secret. They also say where a secret was
used: it is given out for that scheme, host and port only, whatever has become of the connection since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from inspector.domain.errors import KeyringTrouble
from inspector.services.credentials import Keyring, Waiting
from inspector.services.settings import Connection, Receipt, Settings
from inspector.services.superoffice.origin import of_connection
from inspector.services.superoffice.sign_in import SECRETS


class Secrets:
    """Keyring and receipts together: no entry without a receipt, and none is struck before its entry is gone.

    `waiting` is called once when the keyring takes its time, see there.
    """

    def __init__(
        self, keyring: Keyring, settings: Settings, edit: Callable[[], AbstractContextManager[Settings]]
    ) -> None:
        """`edit` gives the settings to be changed within its block, and keeps them then."""
        self._keyring, self._settings, self._edit = keyring, settings, edit

    async def of(self, connection: Connection, waiting: Waiting | None = None) -> list[str]:
        """The one or two secrets of its scheme; empty texts for what is missing, out of reach, or of another origin."""
        kinds, origin = SECRETS.get(connection.scheme, ()), of_connection(connection)
        return [await self._read(f"{connection.id}:{kind}", origin, waiting) for kind in kinds]

    async def _read(self, entry: str, origin: str, waiting: Waiting | None) -> str:
        receipt = self._settings.receipt(entry)
        if receipt is None or not origin or receipt.origin != origin:
            return ""
        try:
            secret = await self._keyring.get(entry, waiting)
        except KeyringTrouble:
            return ""  # the person types it
        if secret is not None:
            with self._edit() as settings:
                settings.note_used(entry)
        return secret or ""

    async def keep(
        self, connection: Connection, secrets: Sequence[str], waiting: Waiting | None = None
    ) -> None:
        """Put the secrets of its scheme into the keyring; an empty one is forgotten. Raises KeyringTrouble."""
        origin = of_connection(connection)
        for kind, secret in zip(SECRETS[connection.scheme], secrets, strict=False):
            entry = f"{connection.id}:{kind}"
            if secret:
                self._give_to_nobody(entry, origin)
                await self._keyring.set(entry, secret, waiting)
                with self._edit() as settings:
                    settings.note_written(entry, self._keyring.name, origin)
            else:
                await self._delete(entry, waiting)

    def _give_to_nobody(self, entry: str, origin: str) -> None:
        """Until it is known which of two secrets the keyring holds, should the program end meanwhile."""
        receipt = self._settings.receipt(entry)
        if receipt is not None and receipt.origin != origin:
            with self._edit():
                receipt.origin = ""

    async def forget(self, receipts: Iterable[Receipt], waiting: Waiting | None = None) -> None:
        """Take these out of the keyring, as far as it lets go of them. Raises KeyringTrouble where it does not."""
        trouble = None
        for receipt in receipts:
            try:
                await self._delete(receipt.entry, waiting)
            except KeyringTrouble as error:
                trouble = error
        if trouble is not None:
            raise trouble

    async def _delete(self, entry: str, waiting: Waiting | None) -> None:
        await self._keyring.delete(entry, waiting)
        with self._edit() as settings:
            settings.note_deleted(entry)

    async def is_there(self, receipt: Receipt, waiting: Waiting | None = None) -> bool:
        """Whether the keyring still has it. Raises KeyringTrouble."""
        return await self._keyring.get(receipt.entry, waiting) is not None
