from inspector.domain.choices import CULTURES, LANGUAGES, TIME_ZONES, Choice
from inspector.domain.context import RequestContext
from inspector.words.contexts import Choices

CHOICES = Choices(LANGUAGES, CULTURES, TIME_ZONES)


def test_a_context_in_words() -> None:
    assert CHOICES.describe(RequestContext()) == "as server"
    words = CHOICES.describe(RequestContext("no", "xx", "NO", True))
    assert words == "Norwegian (no), xx, Norway (NO), with offset"


def test_texts_as_they_are_stored_are_called_so() -> None:
    assert CHOICES.describe(RequestContext("*")) == "Untranslated (*)"


def test_a_zone_in_words() -> None:
    assert CHOICES.time_zone("NO") == "Norway (NO)"
    assert CHOICES.time_zone("??") == "??"


def test_a_request_type_in_words() -> None:
    choices = Choices((), (), (), [Choice("2", "Complaint")])
    assert choices.describe(RequestContext("de", request_type="2")) == "de, Complaint (2)"
    assert choices.describe(RequestContext(request_type="3")) == "request type 3"
    assert choices.describe(RequestContext(request_type="none")) == "as server"
