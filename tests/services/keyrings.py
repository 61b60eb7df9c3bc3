"""A keyring in memory, for what no real one does on demand: fail, and wait."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend

from tests.waiting import PATIENCE


class Memory(KeyringBackend):
    """What a good back-end does; on demand with trouble, or only when its gate is opened, as before a prompt."""

    priority: float = 5
    viable = False  # never chosen by itself

    def __init__(self, trouble: Exception | None = None, *, waits: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring gives it no type
        self.trouble = trouble
        self.kept: dict[tuple[str, str], str] = {}
        self.threads: set[str] = set()
        self.order: list[str] = []
        self.gate = threading.Event()
        if not waits:
            self.gate.set()

    def _act(self, what: str) -> None:
        self.threads.add(threading.current_thread().name)
        assert self.gate.wait(PATIENCE), "nobody answered the prompt"
        self.order.append(what)
        if self.trouble:
            raise self.trouble

    def get_password(self, service: str, username: str) -> str | None:
        self._act("get")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._act("set " + password)
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._act("delete")
        del self.kept[service, username]
