"""What went wrong, in words: a sentence for every code, no gaps in it, and never the text of the unforeseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from inspector.domain import errors, values
from inspector.domain.entity import Type
from inspector.domain.errors import InspectorError
from inspector.words.troubles import explain
from tests.present import present

FACTS: dict[str, Any] = {
    "host": "crm.example.com",
    "status": 503,
    "message": "Sentry denies access",
    "reason": "self-signed",
    "path": "/home/ida/draft.json",
    "text": "soon",
    "one": "1000",
    "other": "1,000",
    "digits": 7,
    "low": -5,
    "high": 5,
    "line": 3,
    "position": 7,
    "limit": 1000,
    "backend": "kwallet",
    "needs": "10.3.5",
}


def codes_of(kind: type[InspectorError]) -> list[str]:
    """The codes that the docstring of an error names, without the facts it names too."""
    listed = present(kind.__doc__).partition("Codes:")[2]
    listed = re.split(r"\bFacts?\b|;", re.sub(r"\([^)]*\)", "", listed), flags=re.IGNORECASE)[0]
    return re.findall(r"`(\w+)`", listed)


KINDS = InspectorError.__subclasses__()
CASES = [(kind, code) for kind in KINDS for code in codes_of(kind)]


def test_the_docstrings_are_read_right() -> None:
    assert all(codes_of(kind) for kind in KINDS)
    assert codes_of(errors.InvalidJson) == ["empty", "encoding", "syntax", "too_deep"]
    assert codes_of(errors.KeyringTrouble)[0] == "missing"
    assert "backend" not in codes_of(errors.KeyringTrouble)
    assert {"unknown_host", "redirect"} <= set(codes_of(errors.ServerTrouble))
    assert not {"status", "null"} & set(codes_of(errors.ServerTrouble))


@pytest.fixture
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


def is_whole(sentence: str) -> bool:
    """Whether nothing is missing in it, and nothing is left of what it was made from."""
    gaps = re.search(r"[{}]|\(\s*\)|“\s*”|\s\s|\s[.,;:)]|[:,;]\.|None|^\s|\s$", sentence)
    begun = sentence[0].isupper() or sentence.startswith(("“", FACTS["path"], FACTS["host"]))
    return begun and sentence.endswith(".") and not gaps


@pytest.mark.parametrize(
    ("kind", "code"), CASES, ids=lambda given: given if isinstance(given, str) else given.__name__
)
def test_every_code_has_a_sentence_without_gaps(kind: type[InspectorError], code: str) -> None:
    sentence = explain(kind(code, **FACTS))
    assert not sentence.startswith("It failed (")
    assert is_whole(sentence)


ALWAYS_GIVEN = {"one", "other", "digits", "path", "low", "high", "host", "limit", "needs"}
"""Facts that come with every error whose sentence needs them."""


@pytest.mark.parametrize("absent", ["left out", "", None])
@pytest.mark.parametrize(
    ("kind", "code"), CASES, ids=lambda given: given if isinstance(given, str) else given.__name__
)
def test_facts_that_nobody_gave_leave_no_gap(
    kind: type[InspectorError], code: str, absent: str | None
) -> None:
    facts = {name: value if name in ALWAYS_GIVEN else absent for name, value in FACTS.items()}
    if absent == "left out":
        facts = {name: value for name, value in facts.items() if name in ALWAYS_GIVEN}
    assert is_whole(explain(kind(code, **facts))), explain(kind(code, **facts))


def test_codes_differ_in_words() -> None:
    for kind in KINDS:
        sentences = [explain(kind(code, **FACTS)) for code in codes_of(kind)]
        assert len(set(sentences)) == len(sentences)


def test_facts_are_told(english: None) -> None:
    assert " (400): “No”. " in explain(errors.ServerTrouble("refused_by_server", status=400, message="No"))
    assert "-5 and 5" in explain(errors.InvalidValue("out_of_range", low=-5, high=5))
    assert "-32,768 and" in explain(errors.InvalidValue("out_of_range", low=-32768, high=5))
    assert "(503)" in explain(errors.ServerTrouble("unavailable", status=503))


def test_what_a_server_says_is_told_as_it_is() -> None:
    message = "{0} {host} %s <b>()</b>  “”"
    assert message in explain(errors.ServerTrouble("refused_by_server", status=400, message=message))


@pytest.mark.parametrize("kind", [Type("int32"), Type("double"), Type("enum", "TicketOrigin"), Type("bool")])
def test_an_empty_text_is_refused_in_a_whole_sentence(kind: Type) -> None:
    with pytest.raises(errors.InvalidValue) as refused:
        values.from_text("", kind, None)
    assert is_whole(explain(refused.value))
    assert explain(refused.value).startswith("An empty text is not ")


def test_broken_json_is_told_with_its_line_if_that_is_known() -> None:
    known = errors.InvalidJson("syntax", line=3, reason="Expecting value")
    assert explain(known) == "It is not valid JSON (line 3): “Expecting value”."
    assert explain(errors.InvalidJson("syntax", reason="NaN")) == "It is not valid JSON: “NaN”."


def test_a_code_nobody_wrote_a_sentence_for_is_named() -> None:
    assert explain(errors.ServerTrouble("teapot")) == "It failed (teapot)."
    assert explain(InspectorError("teapot")) == "It failed (teapot)."


@pytest.mark.parametrize(
    "error",
    [
        ValueError("Authorization: Basic c2VjcmV0"),
        KeyError("hunter2"),
        ExceptionGroup("hunter2", [OSError()]),
    ],
)
def test_the_text_of_the_unforeseen_is_never_shown(error: ExceptionGroup | KeyError | ValueError) -> None:
    told = explain(error)
    assert type(error).__name__ in told
    assert not {"hunter2", "c2VjcmV0", "Basic"} & set(re.findall(r"\w+", told))
