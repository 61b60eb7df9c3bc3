"""Every fault of the table at the client: the right trouble, nothing foreign, little memory; the next call works."""

import os
from contextlib import suppress

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain import checks, rights
from inspector.domain.context import RequestContext
from inspector.domain.errors import InspectorError, ServerTrouble
from inspector.services.superoffice import faults, retrying
from inspector.services.superoffice.client import SuperOffice
from inspector.services.superoffice.sign_in import Credentials, auth_for
from inspector.services.superoffice.wire import Way
from inspector.ui.defaults.answer import read_answer
from inspector.ui.details.facts import facts
from inspector.ui.details.story import story
from inspector.words.rights import rights_words
from inspector.words.values import value_words
from tests.benchmarks.running import peak
from tests.domain import strategies
from tests.faults import FAULTS, LOADS, TICKET, Weather
from tests.services.faulty import serving
from tests.waiting import PATIENCE

TOM = Credentials("basic", "tom", "hemmelig")
BODIES = int(os.environ.get("BODIES", "300"))
"""How many random bodies are read; BODIES=10000 is the long form."""


async def outcome(client: SuperOffice) -> str:
    try:
        read_answer((await client.default_ticket(RequestContext())).body)
    except ServerTrouble as trouble:
        return str(trouble)
    return LOADS


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_is_told_by_its_name_and_the_next_call_works(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrying, "PAUSES", (0.01, 0.01))
    fault, weather, before = FAULTS[name], Weather(), peak()
    with serving(weather.reply) as place:
        way = Way(patience=httpx.Timeout(0.3 if fault.patient else PATIENCE))
        async with SuperOffice(place.base, auth_for(TOM), way) as client:
            client.is_proven = True
            weather.fault = fault
            told = await outcome(client)
            assert told.startswith(fault.code)
            assert "hemmelig" not in told
            weather.fault = None
            assert (await client.default_ticket(RequestContext())).body == TICKET
    assert peak() - before < 400 << 20


def read_and_look(body: bytes) -> None:
    """All that the window does with an answer, without the window."""
    if trouble := faults.from_answer(200, {}, body, "x"):
        raise trouble
    document = read_answer(body)
    for problem in checks.problems(document):
        assert problem.code
    waiting = [document.root]
    while waiting:
        node = waiting.pop()
        hint = rights.hint_of(node)
        rights_words(hint)
        value_words(node)
        story(hint)
        facts(node)
        waiting.extend(node)
    document.to_bytes()


mutated = st.builds(
    lambda at, piece, cut: TICKET[:at] + piece + TICKET[at + cut :],
    st.integers(0, len(TICKET)),
    st.binary(max_size=6) | st.sampled_from([b"null", b"[", b"{", b'"', b"\\ud800", b"1e999", b"\xff", b","]),
    st.integers(0, 12),
)
rightful = st.builds(
    lambda table, fields: (
        b'{"TicketId":0,"Title":"","TableRight":%s,"FieldProperties":%s}' % (table.encode(), fields.encode())
    ),
    strategies.values,
    strategies.values | strategies.objects.map(lambda text: '{"Title":' + text + "}"),
)


@settings(max_examples=BODIES, deadline=None)
@given(mutated | rightful | st.binary(max_size=200) | strategies.values.map(str.encode))
def test_whatever_the_body_only_our_own_errors_are_raised(body: bytes) -> None:
    with suppress(InspectorError):
        read_and_look(body)
