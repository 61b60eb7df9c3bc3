"""The OS keyring: Secret Service, KWallet, Windows Credential Manager, macOS Keychain."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from inspector.domain.errors import KeyringTrouble
from inspector.services import parts

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Ticket Draft Inspector"
"""The name people find our entries under in their keyring program."""

PATIENCE = 10.0
"""Seconds. Enough for a slow D-Bus; what takes longer hangs, or waits for a person to unlock the keyring."""
PROMPT = 12
"""How many times PATIENCE a person gets for that, while the window goes on."""

T = TypeVar("T")
Waiting = Callable[[], None]
"""Called once when an entry is not read or written within PATIENCE: the person should look for a prompt."""
_SHUT = {"KeyringLocked", "LockedException", "PromptDismissedException"}


@dataclass(frozen=True)
class KeyringStatus:
    """Whether secrets can be kept; else `code` says why not, as in KeyringTrouble."""

    usable: bool
    backend: str = ""
    code: str = ""


class Keyring:
    """The secrets of this program, by name (`<connection id>:<kind>`). Every method raises KeyringTrouble.

    Whoever does not want to wait any longer cancels; what the back-end is already doing may still happen.

    Back-ends block, and some wait for a person, so they run on one thread of their own, one call after the
    other. It is a daemon thread: a back-end that hangs for good must not keep the program from ending.
    """

    def __init__(self, backend: KeyringBackend | None = None, *, patience: float = PATIENCE) -> None:
        """`backend` replaces the system's, for tests."""
        self._backend = backend
        self._patience = patience
        self._jobs: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        self._worker: threading.Thread | None = None

    @property
    def name(self) -> str:
        """What the back-end calls itself, once it has been used."""
        return _label(self._backend)

    async def get(self, name: str, waiting: Waiting | None = None) -> str | None:
        """The secret; None if there is none."""
        return await self._patiently(lambda: parts.read(self._safe_backend(), SERVICE, name), waiting)

    async def set(self, name: str, secret: str, waiting: Waiting | None = None) -> None:
        """Keep a secret, in place of an earlier one."""
        await self._patiently(lambda: parts.write(self._safe_backend(), SERVICE, name, secret), waiting)

    async def delete(self, name: str, waiting: Waiting | None = None) -> bool:
        """Forget a secret; returns whether there was one."""
        return await self._patiently(lambda: parts.delete(self._safe_backend(), SERVICE, name), waiting)

    async def status(self) -> KeyringStatus:
        """Whether there is a keyring to use; raises nothing. A locked one is usable: it asks when needed."""
        try:
            async with asyncio.timeout(self._patience):
                return KeyringStatus(True, await self._queue(lambda: _label(self._safe_backend())))
        except TimeoutError:
            # It is fine, only busy: perhaps waiting for a person to answer a prompt.
            return KeyringStatus(self._backend is not None, self.name, "" if self._backend else "timeout")
        except KeyringTrouble as trouble:
            return KeyringStatus(False, str(trouble.facts.get("backend") or ""), trouble.code)

    def _safe_backend(self) -> KeyringBackend:
        """The back-end, looked for until there is a good one: a keyring may start after this program."""
        chosen = self._backend or _choose()
        _refuse_unsafe(chosen)
        self._backend = chosen
        return chosen

    async def _patiently(self, job: Callable[[], T], waiting: Waiting | None) -> T:
        answer = self._queue(job)
        try:
            async with asyncio.timeout(self._patience * PROMPT):
                done, _ = await asyncio.wait([answer], timeout=self._patience)
                if not done and waiting is not None:
                    waiting()
                return await answer
        except TimeoutError:
            raise KeyringTrouble("timeout", backend=self.name) from None
        finally:
            answer.cancel()

    def _queue(self, job: Callable[[], T]) -> asyncio.Future[T]:
        """Have the worker do it in its turn; a job that is cancelled before then does not happen."""
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="keyring", daemon=True)
            self._worker.start()
        waiting: Future[T] = Future()
        self._jobs.put((waiting, job))
        return asyncio.wrap_future(waiting)

    def _work(self) -> None:
        while True:
            waiting, job = self._jobs.get()
            # A job that nobody waits for any more must not happen behind their back.
            if waiting.set_running_or_notify_cancel():
                self._do(waiting, job)
            del waiting, job  # a job holds a secret, and the next may come late

    def _do(self, waiting: Future[Any], job: Callable[[], Any]) -> None:
        """Settle a call. Its trouble is made anew, because the frames of the original hold the secret."""
        try:
            result = job()
        except KeyringTrouble as refused:
            trouble = KeyringTrouble(refused.code, **refused.facts)
        except Exception as error:  # back-ends raise what their platform raises
            trouble = KeyringTrouble("locked" if _is_shut(error) else "failed", backend=_label(self._backend))
        else:
            waiting.set_result(result)
            return
        waiting.set_exception(trouble)


def _choose() -> KeyringBackend:
    """What the user configured for keyring, else the best back-end that works on this system by itself.

    Not keyring.get_keyring(): that looks once and for all, and may settle on a plain-text file.
    """
    from keyring import backend, core  # noqa: PLC0415 - loads every back-end, and only here, off the GUI thread
    from keyring.backends import chainer  # noqa: PLC0415 - slow, and run in a thread

    try:
        configured = core.load_env() or core.load_config()
    except Exception:
        raise KeyringTrouble("missing", backend="") from None
    if configured:
        return configured
    backend.get_all_keyring()  # registers the back-ends of plug-ins
    found = [
        kind() for kind in backend.KeyringBackend.get_viable_backends() if kind is not chainer.ChainerBackend
    ]
    return max(found, key=lambda one: one.priority)


def _refuse_unsafe(chosen: KeyringBackend) -> None:
    """Refuse what stores nothing, or what its own makers don't recommend (priority below 1): plain text."""
    module = type(chosen).__module__
    members = getattr(chosen, "backends", None)  # the chainer's
    if module in {"keyring.backends.fail", "keyring.backends.null"} or (members is not None and not members):
        raise KeyringTrouble("missing", backend=_label(chosen))
    if module.startswith("keyrings.alt.") or (members is None and chosen.priority < 1):
        raise KeyringTrouble("unsafe", backend=_label(chosen))
    for member in members or []:
        _refuse_unsafe(member)


def _label(backend: KeyringBackend | None) -> str:
    return str(backend.name) if backend else ""


def _is_shut(error: BaseException | None) -> bool:
    """Whether a locked keyring or a dismissed prompt is behind it; by name, since systems differ."""
    while error is not None:
        if type(error).__name__ in _SHUT or "dismissed" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
