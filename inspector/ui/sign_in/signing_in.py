"""Signing in and out: the dialog, the connections remembered, the secret in the keyring or nowhere."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QActionGroup, QDesktopServices

from inspector.domain.errors import InspectorError
from inspector.services import redaction
from inspector.services.settings import Connection, new_id
from inspector.services.superoffice.context import RequestContext
from inspector.ui.sign_in.remembering import StoredSecrets
from inspector.ui.sign_in.words import browser_page, certificate_words, step_words, weathers
from inspector.words import troubles
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.services.credentials import Keyring
    from inspector.services.superoffice.client import Session
    from inspector.services.superoffice.oidc import Grant
    from inspector.services.superoffice.wire import Transport, Way
    from inspector.ui.sign_in.dialog import SignInDialog, SignInRequest
    from inspector.ui.window.wiring import Workspace

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
FAIR: tuple[float, str | None] = (0.0, None)
"""Seconds before each answer, and how it fails."""
KEPT = (
    *("name", "url", "user", "scheme", "remember", "tag", "color", "allow_plain_http", "environment"),
    *("discovery", "client_id", "redirect_port", "redirect_path", "certificate"),
)
"""What the sign-in form decides of a connection."""


class Demo(Protocol):
    """The tenant inside the program, as the composition root hands it in."""

    @property
    def weather(self) -> tuple[float, str | None]:
        """What `set_weather` was given last; all windows have the same."""

    def transport(self) -> Transport:
        """The way there; slow the first time."""

    def set_weather(self, delay: float, fail: str | None) -> None:
        """Delay each answer by this many seconds, and fail in this way; None is fair weather."""


class Connecting(QObject):
    """Who we are, and where."""

    def __init__(self, workspace: Workspace, keyring: Keyring, demo: Demo) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._secrets = StoredSecrets(workspace, keyring)
        self._demo_tenant = demo
        self._new_demo = replace(DEMO)
        self._dialog: SignInDialog | None = None
        self._keeping: set[str] = set()
        """What the tasks are called that put secrets into the keyring."""
        self._refresh_token = ""
        self._fill_weather()
        workspace.remembered.changed.connect(self.show_identity)

    # -- the dialog -----------------------------------------------------------------------------------

    def open_dialog(self) -> None:
        """Ask where and who; the sign-in itself runs while the dialog is open."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        from inspector.ui.sign_in.dialog import SignInDialog  # noqa: PLC0415 - late: the first paint does without

        dialog = SignInDialog(
            self._workspace.theme,
            self._connections(),
            self._workspace.remembered.settings.last_connection,
            self._workspace.window,
        )
        dialog.sign_in_requested.connect(
            lambda request: self._start("sign_in", self._sign_in(dialog, request))
        )
        dialog.test_requested.connect(lambda request: self._start("sign_in", self._test(dialog, request)))
        dialog.cancelled.connect(lambda: self._workspace.tasks.cancel("sign_in"))
        dialog.page_wanted.connect(_open_browser)
        dialog.secret_wanted.connect(
            lambda connection: self._start("offer secret", self._offer_secret(dialog, connection))
        )
        dialog.finished.connect(self._dialog_closed)
        self._dialog = dialog
        dialog.open()
        self._start("keyring", self._secrets.tell_keyring(dialog))

    @property
    def _demo(self) -> Connection:
        """The demo tenant's connection: the same in all windows, once one of them was signed in there."""
        return self._workspace.remembered.settings.connection(DEMO.id) or self._new_demo

    def _connections(self) -> list[Connection]:
        """The saved ones, and the demo tenant last."""
        saved = self._workspace.remembered.settings.connections
        return [one for one in saved if one.id != DEMO.id] + [self._demo]

    def _start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        self._workspace.tasks.start(name, work, again="replace")

    def _dialog_closed(self) -> None:
        for name in ("sign_in", "offer secret", "keyring"):
            self._workspace.tasks.cancel(name)
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    async def _offer_secret(self, dialog: SignInDialog, connection: Connection) -> None:
        if connection.id == self._demo.id:
            dialog.offer_secret(connection, DEMO_PASSWORD)
        elif connection.remember:
            dialog.offer_secret(connection, *await self._secrets.of(connection))

    # -- signing in -----------------------------------------------------------------------------------

    async def _sign_in(self, dialog: SignInDialog, request: SignInRequest) -> None:
        again = self._is_again(request.connection)
        if not again and not await self._workspace.drafts.may_leave():
            return
        waits = request.connection.scheme == "browser" and not request.secret
        dialog.show_busy(tr("Waiting for your browser…") if waits else tr("Signing in…"))
        try:
            session = await self._reach(request)
        except InspectorError as error:
            self._tell_refused(dialog, error)
            return
        secrets = [request.secret, request.second]
        if request.connection.scheme == "browser":
            secrets[0] = self._refresh_token
        connection = self._keep(request.connection)
        if not connection.url:
            connection.url = session.client.base  # where the tenant's token led
        if again:
            await self._go_on(connection, session)
        else:
            await self._enter(connection, session)
        dialog.accept()  # last: when it closes it stops what it began, and that is this very task
        self._keep_secrets(connection, secrets, remember=request.remember)

    @staticmethod
    def _tell_refused(dialog: SignInDialog, error: InspectorError) -> None:
        """Why it failed; an untrusted certificate may be trusted knowingly."""
        by_scheme = error.code == "sign_in_refused"
        dialog.show_error(dialog.form.selected.refused if by_scheme else troubles.explain(error))
        pem = error.facts.get("pem")
        if error.code == "certificate" and isinstance(pem, str):
            dialog.offer_certificate(pem, certificate_words(error))

    async def _test(self, dialog: SignInDialog, request: SignInRequest) -> None:
        dialog.show_busy(tr("Testing…"))
        way = await self._way(request.connection)
        from inspector.services.superoffice.probe import probe  # noqa: PLC0415 - late, see _way

        plain = request.connection.allow_plain_http
        pasted = "" if request.connection.scheme == "browser" else request.connection.url
        async for step in probe(pasted, lambda: self._reach(request), way, allow_plain_http=plain):
            dialog.add_step(step.trouble is None, step_words(step))
            if step.trouble is not None:
                self._tell_refused(dialog, step.trouble)
                return
        dialog.show_success(tr("It works: every step went well."))

    async def _way(self, connection: Connection) -> Way:
        """How this connection's server is reached."""
        load = importlib.import_module
        await asyncio.to_thread(load, "inspector.services.superoffice.reach")  # brings httpx, 0.1 s
        from inspector.services.superoffice.wire import Way  # noqa: PLC0415

        on_demo = connection.id == self._demo.id
        return Way(
            transport=await asyncio.to_thread(self._demo_tenant.transport) if on_demo else None,
            certificate=connection.certificate,
            largest_body=lambda: self._workspace.remembered.settings.largest_body,
            journal=self._workspace.journal(),
        )

    async def _reach(self, request: SignInRequest) -> Session:
        connection = request.connection
        for secret in (request.secret, request.second):
            redaction.guard(secret, connection.user)
        way = await self._way(connection)
        from inspector.services.superoffice.browser import Browser  # noqa: PLC0415 - late, see _way
        from inspector.services.superoffice.reach import reach  # noqa: PLC0415
        from inspector.services.superoffice.sign_in import Credentials  # noqa: PLC0415

        return await reach(
            connection,
            Credentials(connection.scheme, connection.user, request.secret, request.second),
            way,
            Browser(self._send_to_browser, browser_page()),
            self._renewed,
        )

    def _send_to_browser(self, page: str) -> None:
        """Open the provider's page; the dialog can do it again, since browsers get lost behind other windows."""
        _open_browser(page)
        if self._dialog is not None:
            self._dialog.offer_page(page)

    def _renewed(self, grant: Grant) -> None:
        """A sign-in through the browser brought a token to go on with, which may be remembered."""
        self._refresh_token = grant.refresh_token
        for token in (grant.access_token, grant.refresh_token):
            redaction.guard(token)
        signed = self._workspace.signed
        if signed is not None and signed.connection.remember and signed.connection.scheme == "browser":
            self._keep_secrets(signed.connection, [grant.refresh_token])

    def _keep_secrets(self, connection: Connection, secrets: list[str], *, remember: bool = True) -> None:
        """In the background, and to the end; only a newer secret of the same connection takes its place."""
        name = f"keep secrets of {connection.id}"
        self._keeping.add(name)
        self._start(name, self._secrets.keep(connection, secrets, remember=remember))

    async def finish(self) -> None:
        """Wait until what is to be remembered is in the keyring."""
        for name in self._keeping:
            await self._workspace.tasks.finish(name)

    def _is_again(self, connection: Connection) -> bool:
        """Whether this only renews a sign-in that ended: what is open then stays as it is, edits and all."""
        signed, workspace = self._workspace.signed, self._workspace
        same = signed is not None and signed.connection.id == connection.id != self._demo.id
        return same and workspace.model.document is not None and not workspace.undo_stack.isClean()

    async def _go_on(self, connection: Connection, session: Session) -> None:
        from inspector.ui.window.wiring import Signed  # noqa: PLC0415

        workspace = self._workspace
        before, workspace.signed = workspace.signed, Signed(connection, session)
        workspace.window.notice.hide()
        workspace.window.tell_progress(tr("Signed in again; your changes are as they were"))
        workspace.refresh()
        if before is not None:
            await before.session.client.aclose()

    async def _enter(self, connection: Connection, session: Session) -> None:
        from inspector.ui.window.wiring import Signed  # noqa: PLC0415 - it knows this module

        self._workspace.undo_stack.setClean()  # asked about already
        try:
            await self._leave()
        except BaseException:  # given up just now
            await session.client.aclose()
            raise
        workspace = self._workspace
        workspace.signed = Signed(connection, session)
        with workspace.remembered.edit() as settings:
            if settings.connection(connection.id) is None:
                settings.connections.append(connection)
            settings.last_connection = workspace.connection_id = connection.id
        workspace.window.notice.hide()
        workspace.refresh()
        workspace.fetching.signed_in(workspace.signed)

    def show_identity(self) -> None:
        """Say in the context bar where we are, and as whom; always in sight."""
        signed = self._workspace.signed
        bar = self._workspace.window.context_bar
        if signed is None:
            bar.set_identity("", "", "")
        else:
            connection = signed.connection
            bar.set_identity(connection.tag, connection.name, self._who(), connection.color)

    def _who(self) -> str:
        signed = self._workspace.signed
        role = signed.session.principal.role if signed and signed.session.principal else ""
        return " · ".join(filter(None, (signed.user if signed else "", role)))

    def _keep(self, connection: Connection) -> Connection:
        """The connection as it is to be remembered, new or changed."""
        settings = self._workspace.remembered.settings
        if connection.id == self._demo.id:
            self._demo.user = connection.user
            return self._demo
        known = settings.connection(connection.id)
        if known is None:
            known = replace(connection, id=connection.id or new_id())
        for name in KEPT:
            setattr(known, name, getattr(connection, name))
        return known

    # -- the demo tenant ------------------------------------------------------------------------------

    def demo(self) -> None:
        """Sign in to the tenant inside this program."""
        self._start("sign_in", self._enter_demo())

    async def _enter_demo(self) -> None:
        drafts = self._workspace.drafts
        while await drafts.may_leave():
            agreed = drafts.at_stake()
            self._workspace.window.tell_progress(tr("Signing in to the demo tenant…"))
            try:
                from inspector.ui.sign_in.dialog import SignInRequest  # noqa: PLC0415

                session = await self._reach(SignInRequest(self._demo, DEMO_PASSWORD))
            except InspectorError as error:
                self._workspace.fail(error)
                return
            if drafts.at_stake() == agreed:
                await self._enter(self._demo, session)
                return
            self._workspace.window.tell_progress("")
            await session.client.aclose()

    def _fill_weather(self) -> None:
        """Connection > Demo Weather: a tenant that is slow or fails, to be shown to an audience."""
        menu = self._workspace.window.weather_menu
        group = self._weathers = QActionGroup(self)
        for text, delay, fail in weathers():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData((delay, fail))
            group.addAction(action)
            action.triggered.connect(
                lambda _checked=False, delay=delay, fail=fail: self._demo_tenant.set_weather(delay, fail)
            )
        menu.aboutToShow.connect(self._show_weather)
        self._show_weather()
        self.refresh()

    def _show_weather(self) -> None:
        """Whenever the menu is opened: another window may have changed it."""
        for action in self._weathers.actions():
            action.setChecked(tuple(action.data()) == self._demo_tenant.weather)

    def refresh(self) -> None:
        """Only the demo tenant has weather; it is fair again when one comes back, after all windows have left."""
        signed = self._workspace.signed
        on_demo = signed is not None and signed.connection.id == self._demo.id
        self._workspace.window.weather_menu.menuAction().setEnabled(on_demo)
        if not self._workspace.others.is_used(self._demo) and self._demo_tenant.weather != FAIR:
            self._demo_tenant.set_weather(*FAIR)

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
        if not await self._workspace.drafts.may_leave():
            return
        session = self._let_go()
        workspace = self._workspace
        workspace.signed_out.emit()
        workspace.window.context_bar.set_identity("", "", "")
        workspace.drafts.forget_file()
        workspace.clear()
        workspace.window.tell_progress(tr("Signed out"))
        if session is not None:
            await session.client.aclose()

    async def _leave(self) -> None:
        if (session := self._let_go()) is not None:
            await session.client.aclose()

    def _let_go(self) -> Session | None:
        """Stop all that was asked of the server, and forget who we were there."""
        workspace = self._workspace
        for name in ("lists", "fetch", "rebase"):
            workspace.tasks.cancel(name)
        workspace.fetching.stop()
        workspace.explaining.make_way()
        signed, workspace.signed = workspace.signed, None
        self._refresh_token = ""
        return signed.session if signed is not None else None

    async def close(self) -> None:
        """Leave the server for good."""
        await self._leave()


def _open_browser(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))
