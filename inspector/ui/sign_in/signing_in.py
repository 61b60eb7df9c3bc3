"""Signing in and out: the dialog, the connections remembered, the secret in the keyring or nowhere."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from inspector.domain.errors import InspectorError
from inspector.services import redaction
from inspector.ui.bench.place import Signed
from inspector.ui.kit.tasks import told
from inspector.ui.sign_in import words as connection_texts
from inspector.ui.sign_in.demo_tenant import DEMO, PASSWORD
from inspector.ui.sign_in.door import Door
from inspector.ui.sign_in.remembering import StoredSecrets
from inspector.words import troubles
from inspector.words.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from inspector.services.credentials import Keyring
    from inspector.services.settings import Connection
    from inspector.services.superoffice.client import Session
    from inspector.services.superoffice.oidc import Grant
    from inspector.ui.bench.bench import Bench
    from inspector.ui.sign_in.demo_tenant import Demo
    from inspector.ui.sign_in.dialog import SignInDialog, SignInRequest


class SigningIn(QObject):
    """Who we are, and where."""

    def __init__(self, bench: Bench, window: QWidget, keyring: Keyring, demo: Demo) -> None:
        super().__init__(window)
        self._bench, self._ticket, self._place, self._window = bench, bench.ticket, bench.place, window
        self._secrets = StoredSecrets(bench, keyring)
        self._demo = demo
        self._door = Door(bench, demo, self._send_to_browser, self._renewed)
        self._dialog: SignInDialog | None = None
        self._keeping: set[str] = set()
        """What the tasks are called that put secrets into the keyring."""
        self._refresh_token = ""
        self._at_once = False
        """Whether to sign in as soon as the stored secret is there."""
        self._asked: Connection | None = None
        """What is being asked for, or was asked for when we signed in; another session's tokens are not for it."""
        self._entered: Connection | None = None

    # -- the dialog -----------------------------------------------------------------------------------

    def open_dialog(self) -> None:
        """Ask where and who; the sign-in itself runs while the dialog is open."""
        self._at_once = False
        self._open(self._bench.remembered.settings.last_connection)

    def enter(self, connection: Connection) -> None:
        """Sign in there at once if nothing is missing; the dialog shows how it goes, or asks for what is."""
        self._at_once = True
        self._open(connection.id)

    def _open(self, connection_id: str) -> None:
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        from inspector.ui.sign_in.dialog import SignInDialog  # noqa: PLC0415 - late: the first paint does without

        dialog = SignInDialog(
            self._bench.theme,
            self._connections(),
            connection_id,
            self._window,
        )
        dialog.sign_in_requested.connect(
            lambda request: self._start("sign_in", self._told(dialog, self._sign_in(dialog, request)))
        )
        dialog.test_requested.connect(
            lambda request: self._start("sign_in", self._told(dialog, self._test(dialog, request)))
        )
        dialog.cancelled.connect(lambda: self._bench.tasks.cancel("sign_in"))
        dialog.page_wanted.connect(_open_browser)
        dialog.secret_wanted.connect(
            lambda connection: self._start("offer secret", self._offer_secret(dialog, connection))
        )
        dialog.finished.connect(self._dialog_closed)
        self._dialog = dialog
        dialog.open()
        self._start("keyring", self._secrets.tell_keyring(dialog))

    def _connections(self) -> list[Connection]:
        """The saved ones, and the demo tenant last."""
        saved = self._bench.remembered.settings.connections
        return [one for one in saved if one.id != DEMO.id] + [self._demo.connection]

    def _start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        self._bench.tasks.start(name, work, again="replace")

    def _dialog_closed(self) -> None:
        for name in ("sign_in", "offer secret", "keyring"):
            self._bench.tasks.cancel(name)
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    async def _offer_secret(self, dialog: SignInDialog, connection: Connection) -> None:
        at_once, self._at_once = self._at_once, False
        if connection.id == DEMO.id:
            dialog.offer_secret(connection, PASSWORD)
        elif connection.remember:
            dialog.offer_secret(connection, *await self._secrets.of(connection))
        if at_once:
            dialog.go_on()

    # -- signing in -----------------------------------------------------------------------------------

    async def _told(self, dialog: SignInDialog, work: Coroutine[Any, Any, None]) -> None:
        """Do what was asked for in the dialog, which says why where it fails."""
        with told(lambda error: self._tell_refused(dialog, error)):
            await work

    async def _sign_in(self, dialog: SignInDialog, request: SignInRequest) -> None:
        again = self._is_again(request.connection)
        if not again and not await self._ticket.guard.may_leave():
            return
        self._asked, self._refresh_token = request.connection, ""
        waits = request.connection.scheme == "browser" and not request.secret
        dialog.show_busy(tr("Waiting for your browser…") if waits else tr("Signing in…"))
        session = await self._door.reach(request)
        secrets = [request.secret, request.second]
        if request.connection.scheme == "browser":
            secrets[0] = self._refresh_token
        self._entered = request.connection
        connection = self._door.keep(request.connection)
        if not connection.url:
            connection.url = session.client.base  # where the tenant's token led
        if again:
            await self._go_on(connection, session)
        else:
            await self._enter(connection, session)
        dialog.accept()  # last: when it closes it stops what it began, and that is this very task
        self._keep_secrets(connection, secrets, remember=request.remember)

    @staticmethod
    def _tell_refused(dialog: SignInDialog, error: Exception) -> None:
        """Why it failed; an untrusted certificate may be trusted knowingly."""
        code, facts = (error.code, error.facts) if isinstance(error, InspectorError) else ("", {})
        by_scheme = code == "sign_in_refused"
        dialog.show_error(dialog.form.selected.refused if by_scheme else troubles.explain(error))
        pem = facts.get("pem")
        if isinstance(error, InspectorError) and code == "certificate" and isinstance(pem, str):
            words = connection_texts.certificate_words(error)
            dialog.offer_certificate(pem, str(facts.get("origin") or ""), words)

    async def _test(self, dialog: SignInDialog, request: SignInRequest) -> None:
        dialog.show_busy(tr("Testing…"))
        way = await self._door.way(request.connection)
        from inspector.services.superoffice.probe import probe  # noqa: PLC0415 - late: see door.way

        plain = request.connection.allow_plain_http
        pasted = "" if request.connection.scheme == "browser" else request.connection.url
        async for step in probe(pasted, lambda: self._door.reach(request), way, allow_plain_http=plain):
            dialog.add_step(step.trouble is None, connection_texts.step_words(step))
            if step.trouble is not None:
                raise step.trouble
        dialog.show_success(tr("It works: every step went well."))

    def _send_to_browser(self, page: str) -> None:
        """Open the provider's page; the dialog can do it again, since browsers get lost behind other windows."""
        _open_browser(page)
        if self._dialog is not None:
            self._dialog.offer_page(page)

    def _renewed(self, asked: Connection, grant: Grant) -> None:
        """A sign-in through the browser brought a token to go on with, which may be remembered: where it is for."""
        if asked is self._asked:
            self._refresh_token = grant.refresh_token
        for token in (grant.access_token, grant.refresh_token):
            redaction.guard(token)
        signed = self._place.signed
        if asked is self._entered and signed is not None and signed.connection.remember:
            self._keep_secrets(signed.connection, [grant.refresh_token])

    def _keep_secrets(self, connection: Connection, secrets: list[str], *, remember: bool = True) -> None:
        """In the background, and to the end; only a newer secret of the same connection takes its place."""
        name = f"keep secrets of {connection.id}"
        self._keeping.add(name)
        self._start(name, self._secrets.keep(connection, secrets, remember=remember))

    async def finish(self) -> None:
        """Wait until what is to be remembered is in the keyring."""
        for name in self._keeping:
            await self._bench.tasks.finish(name)

    def _is_again(self, connection: Connection) -> bool:
        """Whether this only renews a sign-in that ended: what is open then stays as it is, edits and all."""
        here = self._place.connection
        return here is not None and here.id == connection.id != DEMO.id and self._ticket.is_unsaved

    async def _go_on(self, connection: Connection, session: Session) -> None:
        before = self._place.signed
        self._place.renew(Signed(connection, session))
        self._bench.voice.hush()
        self._bench.voice.done(tr("Signed in again; your changes are as they were"))
        if before is not None:
            await before.session.client.aclose()

    async def _enter(self, connection: Connection, session: Session) -> None:
        self._ticket.stack.setClean()  # asked about already
        try:
            await self._let_go(self._place.leave())
        except BaseException:  # given up just now
            await session.client.aclose()
            raise
        with self._bench.remembered.edit() as settings:
            if settings.connection(connection.id) is None:
                settings.connections.append(connection)
            settings.last_connection = connection.id
        self._bench.voice.hush()
        self._place.enter(Signed(connection, session))

    # -- the demo tenant ------------------------------------------------------------------------------

    def demo(self, user: str = "") -> None:
        """Sign in to the tenant inside this program, as that user or as the one before."""
        self._start("sign_in", self._enter_demo(user))

    async def _enter_demo(self, user: str) -> None:
        from inspector.ui.sign_in.dialog import SignInRequest  # noqa: PLC0415 - late: the first paint does without

        wanted = replace(self._demo.connection, user=user or self._demo.connection.user)
        while await self._ticket.guard.may_leave():
            agreed = self._ticket.at_stake()
            self._bench.voice.progress(tr("Signing in to the demo tenant…"))
            try:
                session = await self._door.reach(SignInRequest(wanted, PASSWORD))
            except Exception as error:  # whatever it is, nobody waits any longer
                self._bench.voice.progress("")
                self._bench.voice.fail(error)
                return
            if self._ticket.at_stake() == agreed:
                await self._enter(self._door.keep(wanted), session)
                return
            self._bench.voice.progress("")
            await session.client.aclose()

    def warm_up(self) -> None:
        """Bring in what a sign-in needs while nobody waits for it; in a thread, because httpx takes 0.1 s."""

        async def load() -> None:
            await asyncio.to_thread(importlib.import_module, "inspector.services.superoffice.reach")

        self._start("warm_up", load())

    # -- leaving --------------------------------------------------------------------------------------

    def sign_out(self) -> None:
        """Forget the password and leave the server; the draft stays until it is replaced, after asking."""
        self._start("sign_in", self._sign_out())

    async def _sign_out(self) -> None:
        if not await self._ticket.guard.may_leave():
            return
        before = self._place.sign_out()
        self._ticket.clear()
        self._bench.voice.progress(tr("Signed out"))
        await self._let_go(before)

    async def close(self) -> None:
        """Leave the server for good."""
        await self._let_go(self._place.sign_out())

    async def _let_go(self, before: Signed | None) -> None:
        self._refresh_token = ""
        if before is not None:
            await before.session.client.aclose()


def _open_browser(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))
