"""Fetching, on a bench: what is open, what is under way, and what the person hears of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot
from starlette.applications import Starlette

from inspector.demo.weather import Weather
from inspector.domain import request_types
from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice.answers import Answer
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.bench.source import Source
from inspector.ui.defaults.context_bar import ContextBar
from inspector.ui.defaults.fetching import Fetching
from inspector.ui.kit.theme import Theme
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import Says, Told
from tests.waiting import PATIENCE, until

NORWEGIAN = RequestContext("no")


@pytest.fixture
def bar(theme: Theme, qtbot: QtBot) -> ContextBar:
    made = ContextBar(theme)
    qtbot.addWidget(made)
    return made


class Rebased:
    """Whoever lets the person decide what of the draft stays, with what they were given."""

    def __init__(self) -> None:
        self.given: list[tuple[bytes, Source]] = []
        self.agrees = True

    async def onto(self, body: bytes, source: Source) -> bool:
        self.given.append((body, source))
        return self.agrees


@pytest.fixture
def rebased() -> Rebased:
    return Rebased()


@pytest.fixture
def fetching(bench: Bench, bar: ContextBar, rebased: Rebased, qtbot: QtBot) -> Fetching:
    transfer = QProgressBar()
    qtbot.addWidget(transfer)
    return Fetching(bench, bar, transfer, rebased.onto)


async def begin(bench: Bench, signed: Signed) -> None:
    """Enter, and wait for the defaults and the lists."""
    bench.place.enter(signed)
    for name in ("fetch", "lists"):
        await bench.tasks.finish(name)


def choose(bar: ContextBar, context: RequestContext) -> None:
    """Have a person pick it."""
    bar.set_context(context)
    bar.context_changed.emit(bar.context())


async def test_whoever_enters_is_shown_the_defaults_and_what_the_tenant_offers(
    bench: Bench, fetching: Fetching, bar: ContextBar, signed: Signed, told: Told
) -> None:
    built_in = bench.place.choices
    urgent = []
    fetching.asking.connect(lambda: urgent.append(bench.ticket.is_stale))
    assert not bar.fetch_button.isEnabled()
    await begin(bench, signed)
    source = present(bench.ticket.source)
    assert (source.is_from(signed.connection), source.context) == (True, RequestContext("en"))
    assert bench.ticket.document is not None
    assert not bench.ticket.is_stale
    assert told.doings[-1].startswith("Fetched")
    assert urgent == [False], "told once, before it is asked"
    assert bar.fetch_button.isEnabled()
    assert bench.place.choices != built_in


async def test_a_failed_fetch_keeps_what_is_open_and_says_how_old_it_is(
    bench: Bench, fetching: Fetching, signed: Signed, tenant: Starlette, told: Told
) -> None:
    await begin(bench, signed)
    before = bench.ticket.document
    tenant.state.weather = Weather(status=500)
    fetching.fetch()
    await bench.tasks.finish("fetch")
    assert bench.ticket.document is before
    assert not bench.ticket.is_stale
    assert told.notices[-1].startswith("The defaults could not be fetched.")
    assert told.doings[-1].startswith("Not fetched; what you see was fetched earlier:")
    tenant.state.weather = Weather()
    assert told.buttons[-1] == "Try Again"
    bench.voice.act()
    await bench.tasks.finish("fetch")
    assert bench.ticket.document is not before


async def test_a_document_from_elsewhere_stops_a_fetch_under_way(
    bench: Bench, fetching: Fetching, signed: Signed, tenant: Starlette, draft: Draft, told: Told
) -> None:
    await begin(bench, signed)
    tenant.state.weather = Weather(delay=PATIENCE)
    fetching.fetch()
    await until(lambda: bench.ticket.is_stale, "a fetch under way")
    bench.ticket.show(elsewhere := draft(), Source("file"))
    assert not bench.tasks.is_running("fetch")
    assert not bench.ticket.is_stale
    assert bench.ticket.document is elsewhere
    assert told.notices == []


async def test_what_is_cancelled_leaves_what_is_shown(
    bench: Bench, fetching: Fetching, bar: ContextBar, signed: Signed, tenant: Starlette, told: Told
) -> None:
    await begin(bench, signed)
    before = bench.ticket.document
    tenant.state.weather = Weather(delay=PATIENCE)
    fetching.fetch()
    await until(lambda: bench.ticket.is_stale, "a fetch under way")
    bar.cancel_requested.emit()
    assert not bench.tasks.is_running("fetch")
    assert (bench.ticket.document, bench.ticket.is_stale) == (before, False)
    assert told.doings[-1].startswith("Cancelled; ")


async def test_whoever_leaves_is_not_answered_any_more(
    bench: Bench, fetching: Fetching, bar: ContextBar, signed: Signed, tenant: Starlette
) -> None:
    tenant.state.weather = Weather(delay=PATIENCE)
    bench.place.enter(signed)
    await until(lambda: bench.ticket.is_stale, "a fetch under way")
    bench.place.sign_out()
    assert not bench.tasks.is_running("fetch", "lists")
    assert not bench.ticket.is_stale
    fetching.fetch()
    assert not bench.tasks.is_running("fetch"), "there is nobody to be asked"
    assert not bar.fetch_button.isEnabled()


async def test_another_context_is_fetched_and_remembered(
    bench: Bench, fetching: Fetching, bar: ContextBar, signed: Signed
) -> None:
    await begin(bench, signed)
    choose(bar, NORWEGIAN)
    await bench.tasks.finish("fetch")
    assert present(bench.ticket.source).context == NORWEGIAN
    assert signed.connection.context == NORWEGIAN
    assert bench.remembered.settings.recent_choices == {"language": ["no"]}


async def test_texts_in_all_languages_are_told_once_a_fetch_with_the_language_to_take(
    bench: Bench, fetching: Fetching, bar: ContextBar, signed: Signed, told: Told
) -> None:
    signed.connection.context = RequestContext(time_zone="NO")
    await begin(bench, signed)
    assert told.notices == ["The server's texts came in all languages; English is shown."]
    assert told.buttons == ["Use English"]
    bench.voice.act()
    await bench.tasks.finish("fetch")
    assert present(bench.ticket.source).context == RequestContext("en", time_zone="NO")
    assert signed.connection.context == bar.context() == RequestContext("en", time_zone="NO")
    assert len(told.notices) == 1, "nothing is untranslated now"


@pytest.mark.parametrize("language", ["*", "sv"])
async def test_whoever_asks_for_a_language_or_for_none_is_not_told_of_languages(
    bench: Bench, fetching: Fetching, signed: Signed, told: Told, language: str
) -> None:
    signed.connection.context = RequestContext(language)
    await begin(bench, signed)
    assert told.notices == []


async def test_what_is_said_of_the_texts_goes_with_them(
    bench: Bench, fetching: Fetching, rebased: Rebased, signed: Signed, draft: Draft, told: Told
) -> None:
    signed.connection.context = RequestContext()
    await begin(bench, signed)
    hushed: list[bool] = []
    bench.voice.hushed.connect(lambda: hushed.append(True))
    bench.ticket.show(draft(), Source("file"))
    assert hushed == [True]
    bench.ticket.guard = Says("keep")
    for rebased.agrees in (False, True):
        fetching.fetch()
        await bench.tasks.finish("fetch")
    assert len(told.notices) == 2, "not where the person would rather keep the draft as it is"


async def test_a_guard_that_says_stay_brings_the_context_back(
    bench: Bench, fetching: Fetching, bar: ContextBar, signed: Signed
) -> None:
    await begin(bench, signed)
    before = bench.ticket.document
    bench.ticket.guard = Says("stay")
    choose(bar, NORWEGIAN)
    await bench.tasks.finish("fetch")
    assert bench.ticket.document is before
    assert bench.place.context == bar.context() == RequestContext("en")
    assert signed.connection.context == RequestContext("en")


@pytest.mark.parametrize("agrees", [True, False])
async def test_a_guard_that_says_keep_has_the_draft_rebased(
    bench: Bench, fetching: Fetching, bar: ContextBar, rebased: Rebased, signed: Signed, agrees: bool
) -> None:
    await begin(bench, signed)
    before = bench.ticket.document
    bench.ticket.guard, rebased.agrees = Says("keep"), agrees
    choose(bar, NORWEGIAN)
    await bench.tasks.finish("fetch")
    ((body, source),) = rebased.given
    assert body.startswith(b"{")
    assert source.context == NORWEGIAN
    assert bench.ticket.document is before, "it is for the other to change it"
    assert bench.place.context == (NORWEGIAN if agrees else RequestContext("en"))


# -- request types --------------------------------------------------------------------------------------

OF_OUTAGE = RequestContext("en", request_type="2")


async def test_a_request_type_brings_its_defaults_and_is_remembered(
    bench: Bench, fetching: Fetching, bar: ContextBar, signed: Signed, told: Told
) -> None:
    await begin(bench, signed)
    choose(bar, OF_OUTAGE)
    await bench.tasks.finish("fetch")
    assert request_types.of(present(bench.ticket.document).root).name == "Outage"
    assert present(bench.ticket.source).context == OF_OUTAGE
    assert signed.connection.context == OF_OUTAGE
    assert told.notices == []


async def test_an_older_server_is_said_to_be_that(
    bench: Bench,
    fetching: Fetching,
    bar: ContextBar,
    signed: Signed,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await begin(bench, signed)
    before = bench.ticket.document

    async def unknown(_context: RequestContext, _watcher: object = None) -> Answer:
        raise ServerTrouble("no_types", needs="10.3.5")

    monkeypatch.setattr(signed.session.client, "default_ticket", unknown)
    choose(bar, OF_OUTAGE)
    await bench.tasks.finish("fetch")
    assert "needs 10.3.5 or newer" in told.notices[-1]
    assert bench.ticket.document is before


@pytest.mark.parametrize(
    ("served", "name"), [(b'{"TicketTypeId":1,"Name":"Request"}', "Request"), (b"null", "no request type")]
)
async def test_an_answer_for_another_type_than_was_asked_for_is_told(
    bench: Bench,
    fetching: Fetching,
    bar: ContextBar,
    signed: Signed,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
    served: bytes,
    name: str,
) -> None:
    await begin(bench, signed)

    async def another(_context: RequestContext, _watcher: object = None) -> Answer:
        return Answer(b'{"TicketId":0,"Title":"","TicketType":' + served + b"}", 0.1, 200, {})

    monkeypatch.setattr(signed.session.client, "default_ticket", another)
    choose(bar, OF_OUTAGE)
    await bench.tasks.finish("fetch")
    expected = f"You asked for the defaults of “Outage (2)”; the server answered with those of “{name}”."
    assert told.notices[-1] == expected
