"""Whatever a server answers, to whichever call: our own error or none, at once; no secret told or sent elsewhere."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.domain.errors import InspectorError
from inspector.services.superoffice.wire import Way
from inspector.words import failures, troubles
from tests.attacks.answers import ANSWERS
from tests.attacks.calls import CALLS, CLIENT_SECRET, PASSWORD, REFRESH, ROOT, Call, Stage
from tests.attacks.hostile import Hostile
from tests.waiting import PATIENCE

EPOCH = 250
"""Wrong answers after which the true one is asked for again: what is in it runs out."""


def told(error: InspectorError) -> str:
    """All that a person, a notice or a log may show of it."""
    return "\n".join((str(error), repr(error), troubles.explain(error), failures.write(error)))


async def tried(call: Call, stage: Stage, hostile: Hostile) -> None:
    """Have the true answer once more, which has to do."""
    hostile.begin_anew()
    stage.identity.served = {"id_token": stage.identity._id_token(ROOT, "none")} if call.is_online else {}
    assert await call.ask(stage)


async def outcome(call: Call, stage: Stage) -> Exception | None:
    try:
        async with asyncio.timeout(PATIENCE):
            await call.ask(stage)
    except Exception as error:
        return error
    return None


@pytest.mark.parametrize("name", CALLS)
async def test_a_wrong_answer_ends_in_an_error_of_ours_or_in_none(name: str, tmp_path: Path) -> None:
    call = CALLS[name]
    stage = Stage(Way(), tmp_path)
    hostile = Hostile(call.app(stage), call.path, call.missing)
    stage.way = replace(stage.way, transport=hostile)
    went_wrong = 0
    for number in range(ANSWERS):
        if number % EPOCH == 0:
            await tried(call, stage, hostile)
        hostile.number = number
        error = await outcome(call, stage)
        if error is not None:
            went_wrong += 1
            assert isinstance(error, InspectorError), f"answer {number}: {error!r}"
            secrets = (REFRESH, CLIENT_SECRET, f"admin:{PASSWORD}", *stage.identity.good)
            assert not [secret for secret in secrets if secret in told(error)], f"answer {number}"
    assert went_wrong, "many of them can't be understood"
    if not call.leads:
        assert hostile.trusted <= {"127.0.0.1"}, "credentials stay where they were given for"
