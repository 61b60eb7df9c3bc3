"""Signing in and out: the dialog, the connections remembered, the secret in the keyring or nowhere."""

from __future__ import annotations

import asyncio
import importlib
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup

from inspector.domain.errors import InspectorError, KeyringTrouble
from inspector.services.settings import Connection
from inspector.services.superoffice.context import RequestContext
from inspector.ui import troubles
from inspector.ui.texts import tr

if TYPE_CHECKING:
    from inspector.services.credentials import Keyring
    from inspector.services.superoffice.client import Session
    from inspector.services.superoffice.wire import Transport
    from inspector.ui.sign_in import SignInDialog, SignInRequest
    from inspector.ui.workspace import Workspace

DEMO = Connection(
    id="demo",
    name="Demo tenant",
    url="http://demo.invalid/SuperOffice",
    user="admin",
    allow_plain_http=True,
    tag="DEMO",
    context=RequestContext("en"),
)
DEMO_PASSWORD = "demo"
SECRET = "password"


class Demo(Protocol):
    """The tenant inside the program, as the composition root hands it in."""

    def transport(self) -> Transport:
        """The way there; slow the first time."""

    def set_weather(self, delay: float, fail: str | None) -> None:
        """Answer later by so many seconds, and fail in this way; None is fair weather."""


class Connecting(QObject):
    """Who we are, and where."""

    def __init__(self, workspace: Workspace, keyring: Keyring, demo: Demo) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._keyring = keyring
        self._demo_tenant = demo
        self._demo = workspace.settings.connection(DEMO.id) or replace(DEMO)
        self._dialog: SignInDialog | None = None
        self._fill_weather()

    # -- the dialog -----------------------------------------------------------------------------------

    def open_dialog(self) -> None:
        """Ask where and who; the sign-in itself runs while the dialog is open."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        from inspector.ui.sign_in import SignInDialog  # noqa: PLC0415 - late: the first paint does without

        settings = self._workspace.settings
        dialog = SignInDialog(
            self._workspace.theme,
            self._connections(),
            settings.last_connection,
            self._workspace.window,
        )
        dialog.sign_in_requested.connect(
            lambda request: self._start("sign_in", self._sign_in(dialog, request))
        )
        dialog.test_requested.connect(lambda request: self._start("sign_in", self._test(dialog, request)))
        dialog.cancelled.connect(lambda: self._workspace.tasks.cancel("sign_in"))
        dialog.secret_wanted.connect(
            lambda connection: self._start("secret", self._offer_secret(dialog, connection))
        )
        dialog.finished.connect(self._dialog_closed)
        self._dialog = dialog
        dialog.open()
        self._start("keyring", self._tell_keyring(dialog))

    def _connections(self) -> list[Connection]:
        """The saved ones, and the demo tenant last."""
        return [one for one in self._workspace.settings.connections if one.id != DEMO.id] + [self._demo]

    def _start(self, name: str, work: object) -> None:
        self._workspace.tasks.start(name, work)  # type: ignore[arg-type]

    def _dialog_closed(self) -> None:
        for name in ("sign_in", "secret", "keyring"):
            self._workspace.tasks.cancel(name)
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    async def _tell_keyring(self, dialog: SignInDialog) -> None:
        status = await self._keyring.status()
        reason = "" if status.usable else troubles.explain(KeyringTrouble(status.code or "missing"))
        dialog.set_keyring(status.usable, status.backend, reason)

    async def _offer_secret(self, dialog: SignInDialog, connection: Connection) -> None:
        if connection.id == self._demo.id:
            dialog.offer_secret(connection, DEMO_PASSWORD)
        elif connection.remember and (secret := await self._stored(connection)):
            dialog.offer_secret(connection, secret)

    async def _stored(self, connection: Connection) -> str | None:
        try:
            return await self._keyring.get(f"{connection.id}:{SECRET}")
        except KeyringTrouble:
            return None  # the person types it; the dialog says that the keyring is out of reach

    # -- signing in -----------------------------------------------------------------------------------

    async def _sign_in(self, dialog: SignInDialog, request: SignInRequest) -> None:
        if not await self._workspace.drafts.may_leave():
            return
        dialog.show_busy(tr("Signing in…"))
        try:
            session = await self._reach(request.connection, request.secret)
        except InspectorError as error:
            dialog.show_error(troubles.explain(error))
            return
        connection = self._keep(request.connection)
        await self._enter(connection, session)
        dialog.accept()  # last: its end stops what it began, and that is this very task
        self._start("secret", self._keep_secret(connection, request.secret, remember=request.remember))

    async def _test(self, dialog: SignInDialog, request: SignInRequest) -> None:
        dialog.show_busy(tr("Testing…"))
        try:
            session = await self._reach(request.connection, request.secret)
        except InspectorError as error:
            dialog.show_error(troubles.explain(error))
            return
        who = session.principal.full_name if session.principal else request.connection.user
        version = session.version.net_server if session.version else ""
        await session.client.aclose()
        text = tr("It works: signed in as {who}. SuperOffice {version}").format(who=who, version=version)
        dialog.show_success(text.strip())

    async def _reach(self, connection: Connection, secret: str) -> Session:
        await asyncio.to_thread(
            importlib.import_module, "inspector.services.superoffice.client"
        )  # brings httpx
        from inspector.services.superoffice.client import sign_in  # noqa: PLC0415
        from inspector.services.superoffice.sign_in import Credentials  # noqa: PLC0415

        return await sign_in(
            connection.url,
            Credentials(connection.scheme, connection.user, secret),
            allow_plain_http=connection.allow_plain_http,
            transport=await asyncio.to_thread(self._demo_tenant.transport)
            if connection.id == self._demo.id
            else None,
        )

    async def _enter(self, connection: Connection, session: Session) -> None:
        from inspector.ui.workspace import Signed  # noqa: PLC0415 - it knows this module

        await self._leave()
        workspace = self._workspace
        workspace.signed = Signed(connection, session)
        if workspace.settings.connection(connection.id) is None:
            workspace.settings.connections.append(connection)
        workspace.settings.last_connection = connection.id
        workspace.save_settings()
        workspace.window.notice.hide()
        workspace.undo_stack.setClean()  # asked about already
        workspace.window.context_bar.set_identity(connection.tag, connection.name, self._who())
        workspace.refresh()
        workspace.fetching.signed_in(workspace.signed)

    def _who(self) -> str:
        signed = self._workspace.signed
        role = signed.session.principal.role if signed and signed.session.principal else ""
        return " · ".join(filter(None, (signed.user if signed else "", role)))

    def _keep(self, connection: Connection) -> Connection:
        """The connection as it shall be remembered, new or changed."""
        settings = self._workspace.settings
        if connection.id == self._demo.id:
            self._demo.user = connection.user
            return self._demo
        known = settings.connection(connection.id)
        if known is None:
            known = replace(connection, id=connection.id or uuid.uuid4().hex[:12])
        known.name, known.url, known.user = connection.name, connection.url, connection.user
        known.scheme, known.remember, known.tag = connection.scheme, connection.remember, connection.tag
        known.allow_plain_http = connection.allow_plain_http
        return known

    async def _keep_secret(self, connection: Connection, secret: str, *, remember: bool) -> None:
        if connection.id == self._demo.id:
            return
        entry = f"{connection.id}:{SECRET}"
        try:
            if remember:
                await self._keyring.set(entry, secret)
            else:
                await self._keyring.delete(entry)
        except KeyringTrouble as error:
            if remember:
                self._workspace.tell(troubles.explain(error), "warning")

    # -- the demo tenant ------------------------------------------------------------------------------

    def demo(self) -> None:
        """Sign in to the tenant inside this program."""
        self._start("sign_in", self._enter_demo())

    async def _enter_demo(self) -> None:
        if not await self._workspace.drafts.may_leave():
            return
        self._workspace.window.tell_progress(tr("Signing in to the demo tenant…"))
        try:
            await self._enter(self._demo, await self._reach(self._demo, DEMO_PASSWORD))
        except InspectorError as error:
            self._workspace.fail(error)

    def _fill_weather(self) -> None:
        """Connection > Demo Weather: a tenant that is slow or fails, to be shown to an audience."""
        menu = self._workspace.window.weather_menu
        group = self._weathers = QActionGroup(self)
        for text, delay, fail in weathers():
            action = menu.addAction(text)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(
                lambda _checked=False, delay=delay, fail=fail: self._demo_tenant.set_weather(delay, fail)
            )
        group.actions()[0].setChecked(True)
        self.refresh()

    def refresh(self) -> None:
        """Only the demo tenant has weather; it is fair again when one comes back."""
        signed = self._workspace.signed
        on_demo = signed is not None and signed.connection.id == self._demo.id
        self._workspace.window.weather_menu.menuAction().setEnabled(on_demo)
        if not on_demo and not (fair := self._weathers.actions()[0]).isChecked():
            fair.trigger()

    def warm_up(self) -> None:
        """Bring in what a sign-in needs while nobody waits for it; in a thread, because httpx takes 0.1 s."""

        async def load() -> None:
            await asyncio.to_thread(importlib.import_module, "inspector.services.superoffice.client")

        self._start("warm_up", load())

    # -- leaving --------------------------------------------------------------------------------------

    def sign_out(self) -> None:
        """Forget the password and leave the server; the draft stays until it is replaced, after asking."""
        self._start("sign_in", self._sign_out())

    async def _sign_out(self) -> None:
        if not await self._workspace.drafts.may_leave():
            return
        await self._leave()
        workspace = self._workspace
        workspace.window.context_bar.set_identity("", "", "")
        workspace.drafts.forget_file()
        workspace.model.load(None)
        workspace.window.details.show_node(None)
        workspace.window.tell_progress(tr("Signed out"))
        workspace.refresh()

    async def _leave(self) -> None:
        workspace = self._workspace
        for name in ("lists", "fetch"):
            workspace.tasks.cancel(name)
        workspace.fetching.stop()
        signed, workspace.signed = workspace.signed, None
        if signed is not None:
            await signed.session.client.aclose()

    async def close(self) -> None:
        """Leave the server for good."""
        await self._leave()


def weathers() -> list[tuple[str, float, str | None]]:
    """What the menu says, the seconds each answer takes, and how it fails (see the demo's Weather)."""
    return [
        (tr("Fair"), 0.0, None),
        (tr("Slow: 3 Seconds"), 3.0, None),
        (tr("Very Slow: 30 Seconds"), 30.0, None),
        (tr("Sign-In Refused (401)"), 0.0, "401"),
        (tr("Not Allowed (403)"), 0.0, "403"),
        (tr("Server Error (500)"), 0.0, "500"),
        (tr("Not Available (503)"), 0.0, "503"),
        (tr("A Web Page Instead of Data"), 0.0, "html"),
        (tr("Nothing (null)"), 0.0, "null"),
        (tr("Half an Answer"), 0.0, "not_json"),
    ]
