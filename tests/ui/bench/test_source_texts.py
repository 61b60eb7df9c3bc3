"""Where what is open came from, in words, whatever is known of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from inspector.domain.context import RequestContext
from inspector.services.settings import Connection
from inspector.ui.bench.source import Source
from inspector.ui.bench.source_texts import kept_words, origin_words

WORK, SCHOOL = Connection("1", "Work"), Connection("2", "School")
ANSWER = Source.server(WORK, None, RequestContext("de"))


def test_an_answer_is_from_whom_was_asked_whatever_they_are_called() -> None:
    assert ANSWER.is_from(WORK)
    assert not ANSWER.is_from(SCHOOL)
    assert not ANSWER.is_from(Connection("1", "Work")), "a copy of it"
    assert not ANSWER.is_from(None)
    assert not Source("file").is_from(None)


@pytest.mark.parametrize(
    ("source", "here", "told"),
    [
        (ANSWER, WORK, "German"),
        (ANSWER, SCHOOL, "fetched from Work: German"),
        (ANSWER, None, "fetched from Work: German"),
        (Source("file"), WORK, "draft from a file"),
        (Source("recovered"), None, "restored draft"),
    ],
)
def test_the_status_bar(source: Source, here: Connection | None, told: str) -> None:
    assert origin_words(source, "German", here) == told


def test_what_is_kept_is_as_old_as_its_answer() -> None:
    then = datetime.now(UTC) - timedelta(minutes=3)
    old = Source("server", WORK, None, RequestContext(), then)
    assert kept_words("Cancelled", old, WORK).startswith("Cancelled; what you see was fetched earlier: ")
    assert kept_words("Cancelled", old, WORK).endswith(", 3 minutes ago")
    assert kept_words("Cancelled", old, SCHOOL).startswith("Cancelled; what you see was fetched from Work: ")
    assert kept_words("Not fetched", Source("file"), WORK) == "Not fetched; what you see is still your draft"
