"""What the tenant says of its own fields, on a bench: who is asked, how often, and whose tickets know of it."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette

from inspector.demo.weather import Weather
from inspector.domain import custom_fields
from inspector.domain.context import RequestContext
from inspector.services.settings import Connection
from inspector.services.superoffice import client
from inspector.services.superoffice.sign_in import Credentials
from inspector.services.superoffice.wire import Way, in_process
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.bench.source import Source
from inspector.ui.defaults.learning import Learning
from tests.drafts import Draft
from tests.journeys.recorded import Recorded
from tests.present import present
from tests.ui.conftest import Told

FIELDS = '"CustomFields": {"SuperOffice:1": "[I:2]"}'


@pytest.fixture
def learning(bench: Bench) -> Learning:
    return Learning(bench, bench.ticket)


def title(bench: Bench) -> str:
    told = custom_fields.field_of(
        present(present(bench.ticket.document).find(("CustomFields", "SuperOffice:1")))
    )
    return told.title if told is not None else ""


async def test_a_ticket_knows_its_fields_in_its_own_language(
    bench: Bench, learning: Learning, signed: Signed, draft: Draft
) -> None:
    bench.place.enter(signed)
    for language, name in (("en", "Place"), ("no", "Sted"), ("en", "Place")):
        bench.ticket.show(draft(FIELDS), signed.source(RequestContext(language)))
        await bench.tasks.finish("fields")
        assert title(bench) == name


async def test_a_draft_from_a_file_is_for_the_tenant_where_we_are(
    bench: Bench, learning: Learning, signed: Signed, draft: Draft
) -> None:
    bench.ticket.show(draft(FIELDS), Source("file"))
    assert title(bench) == ""
    bench.place.enter(signed)
    await bench.tasks.finish("fields")
    assert title(bench) != ""


async def test_another_tenants_ticket_is_not_called_by_these_names(
    bench: Bench, learning: Learning, signed: Signed, draft: Draft
) -> None:
    bench.place.enter(signed)
    bench.ticket.show(draft(FIELDS), signed.source(RequestContext("en")))
    await bench.tasks.finish("fields")
    bench.place.sign_out()
    bench.ticket.show(draft(FIELDS), signed.source(RequestContext("en")))
    assert title(bench) == "Place", "it is still the tenant's own"
    other = Source("server", Connection("other", "Other", "https://other.invalid"))
    bench.ticket.show(draft(FIELDS), other)
    assert title(bench) == ""


async def ask_twice(bench: Bench, draft: Draft, signed: Signed) -> None:
    for _ in range(2):
        bench.ticket.show(draft(FIELDS), signed.source(RequestContext("en")))
        await bench.tasks.finish("fields")


@pytest.mark.parametrize("status", [None, 403])
async def test_who_answered_is_not_asked_again_in_this_session(
    bench: Bench, learning: Learning, tenant: Starlette, draft: Draft, told: Told, status: int | None
) -> None:
    recorded = Recorded(tenant)
    way = Way(in_process(recorded))
    connection = Connection("work", "Work", "https://demo.invalid/SuperOffice", user="admin")
    session = await client.sign_in(connection.url, Credentials("basic", "admin", "demo"), way=way)
    signed = Signed(connection, session)
    if status is not None:
        tenant.state.weather = Weather(status=status)
    bench.place.enter(signed)
    await ask_twice(bench, draft, signed)
    asked = [path for path, _ in recorded.asked if path.endswith("/Ticket/CustomField")]
    assert len(asked) == 1
    assert (bench.ticket.fields_trouble is None) is (status is None)
    assert told.notices == []
    await session.client.aclose()


async def test_who_failed_is_asked_again_the_next_time(
    bench: Bench, learning: Learning, signed: Signed, tenant: Starlette, draft: Draft
) -> None:
    bench.place.enter(signed)
    tenant.state.weather = Weather(status=500)
    bench.ticket.show(draft(FIELDS), signed.source(RequestContext("en")))
    await bench.tasks.finish("fields")
    assert bench.ticket.fields_trouble is not None
    tenant.state.weather = Weather()
    bench.ticket.show(draft(FIELDS), signed.source(RequestContext("en")))
    await bench.tasks.finish("fields")
    assert title(bench) == "Place"


async def test_who_signed_out_asks_nobody(bench: Bench, learning: Learning) -> None:
    learning._another()
    assert not bench.tasks.is_running("fields")
    with pytest.raises(Exception, match="offline"):
        await bench.place.custom_fields(RequestContext("en"))
