"""Signing in and out, on a bench: who is where then, what is remembered, and what becomes of what is open."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot
from starlette.applications import Starlette

from inspector.app import DemoTenant
from inspector.demo.company import PASSWORD
from inspector.domain.context import RequestContext
from inspector.services.credentials import SERVICE, Keyring
from inspector.services.settings import Connection
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.bench.source import Source
from inspector.ui.sign_in.demo_tenant import Demo
from inspector.ui.sign_in.dialog import SignInDialog, SignInRequest
from inspector.ui.sign_in.signing_in import SigningIn
from tests.drafts import Draft
from tests.present import present
from tests.servers import serve
from tests.services.keyrings import Memory
from tests.ui.conftest import Says, Told, answered, asked


@pytest.fixture
def keyring() -> Memory:
    return Memory()


@pytest_asyncio.fixture
async def signing_in(bench: Bench, keyring: Memory, qtbot: QtBot) -> AsyncIterator[SigningIn]:
    window, menu = QWidget(), QMenu()
    for widget in (window, menu):
        qtbot.addWidget(widget)
    made = SigningIn(bench, window, Keyring(keyring), Demo(bench, DemoTenant(), menu))
    yield made
    if (signed := bench.place.leave()) is not None:
        await signed.session.client.aclose()


@pytest.fixture
def work(tenant: Starlette) -> Iterator[Connection]:
    """A connection to a tenant on a port of its own; nobody has been there yet."""
    with serve(tenant) as root:
        yield Connection("", "Work", f"{root}/SuperOffice", user="admin", allow_plain_http=True)


async def dialog(signing_in: SigningIn) -> SignInDialog:
    signing_in.open_dialog()
    found = await asked()
    assert isinstance(found, SignInDialog)
    return found


async def sign_in(
    bench: Bench, signing_in: SigningIn, work: Connection, secret: str = PASSWORD, *, remember: bool = False
) -> SignInDialog:
    """Ask for it in the dialog, and wait for what comes of it."""
    made = await dialog(signing_in)
    made.sign_in_requested.emit(SignInRequest(work, secret, remember))
    await bench.tasks.finish("sign_in")
    return made


async def enter_demo(bench: Bench, signing_in: SigningIn) -> Signed:
    signing_in.demo()
    await bench.tasks.finish("sign_in")
    return present(bench.place.signed)


async def test_whoever_signs_in_is_there_and_the_connection_is_remembered(
    bench: Bench, signing_in: SigningIn, keyring: Memory, work: Connection
) -> None:
    entered: list[Signed | None] = []
    bench.place.entered.connect(lambda: entered.append(bench.place.signed))
    await sign_in(bench, signing_in, work, remember=True)
    await answered()
    await signing_in.finish()
    assert entered == [bench.place.signed]
    (kept,) = bench.remembered.settings.connections
    assert bench.place.connection is kept
    assert bench.remembered.settings.last_connection == kept.id != ""
    assert keyring.kept == {(SERVICE, f"{kept.id}:password"): PASSWORD}


async def test_a_refused_password_leaves_everything_as_it_was(
    bench: Bench, signing_in: SigningIn, keyring: Memory, work: Connection, draft: Draft
) -> None:
    bench.ticket.show(before := draft(), Source("file"))
    asks = await sign_in(bench, signing_in, work, "wrong", remember=True)
    assert asks.isVisible()
    assert not asks.is_busy
    assert not asks.notice.isHidden()
    assert bench.place.signed is None
    assert bench.ticket.document is before
    assert bench.remembered.settings.connections == []
    assert keyring.kept == {}
    asks.close()


async def test_a_guard_that_says_stay_keeps_the_draft_and_whoever_is_here(
    bench: Bench, signing_in: SigningIn
) -> None:
    here = await enter_demo(bench, signing_in)
    bench.ticket.guard = Says("stay")
    signing_in.demo()
    await bench.tasks.finish("sign_in")
    assert bench.place.signed is here
    signing_in.sign_out()
    await bench.tasks.finish("sign_in")
    assert bench.place.signed is here
    await here.session.client.default_ticket(RequestContext())  # it still answers


async def test_whoever_signs_in_again_goes_on_with_their_edits(
    bench: Bench, signing_in: SigningIn, work: Connection, draft: Draft, told: Told
) -> None:
    await sign_in(bench, signing_in, work)
    first = present(bench.place.signed)
    bench.ticket.show(mine := draft(), first.source(RequestContext()))
    bench.ticket.set_value(present(mine.find(("Title",))), "mine")
    entered = []
    bench.place.entered.connect(lambda: entered.append(True))
    await answered()
    await sign_in(bench, signing_in, first.connection)
    assert bench.place.signed is not first
    assert entered == []
    assert bench.ticket.is_unsaved
    assert told.doings[-1] == "Signed in again; your changes are as they were"


async def test_signing_out_clears_the_ticket_and_nobody_is_asked_any_more(
    bench: Bench, signing_in: SigningIn, draft: Draft, told: Told
) -> None:
    here = await enter_demo(bench, signing_in)
    bench.ticket.show(draft(), here.source(RequestContext()))
    order: list[str] = []
    for name in ("leaving", "changed", "signed_out"):
        getattr(bench.place, name).connect(lambda name=name: order.append(name))
    signing_in.sign_out()
    await bench.tasks.finish("sign_in")
    assert order == ["leaving", "changed", "signed_out"]
    assert bench.place.signed is None
    assert bench.ticket.document is None
    assert told.doings[-1] == "Signed out"
    with pytest.raises(RuntimeError, match="closed"):
        await here.session.client.default_ticket(RequestContext())


async def test_the_dialog_is_one_and_offers_the_demo_tenant_last(bench: Bench, signing_in: SigningIn) -> None:
    bench.remembered.settings.connections.append(Connection("1", "Work"))
    asks = await dialog(signing_in)
    signing_in.open_dialog()
    assert await asked() is asks
    assert [one.name for one in asks.form._connections] == ["Work", "Demo tenant"]
    asks.close()


async def test_a_remembered_secret_is_offered(bench: Bench, signing_in: SigningIn, keyring: Memory) -> None:
    work = Connection("1", "Work", "https://crm.example.com", remember=True)
    bench.remembered.settings.connections.append(work)
    bench.remembered.settings.last_connection = "1"
    bench.remembered.settings.note_written("1:password", "Memory", "https://crm.example.com")
    keyring.kept[SERVICE, "1:password"] = "s3cret"
    asks = await dialog(signing_in)
    await bench.tasks.finish("offer secret")
    assert asks.form.secret.secret() == "s3cret"
    assert asks.form.secret.text() == "", "nobody can look at it"
    asks.form.url.setText("https://elsewhere.example.com")
    assert asks.form.secret.secret() == ""
    asks.close()
