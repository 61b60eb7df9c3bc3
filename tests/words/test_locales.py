"""What languages, cultures and time zones are known by, and what shows at a glance what they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from inspector.domain.choices import CULTURES, LANGUAGES, TIME_ZONES, Choice
from inspector.words.contexts import Choices
from inspector.words.locales import offset_words, recognisable

WINTER, SUMMER = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)


def language(code: str, name: str = "") -> Choice:
    return recognisable(Choices([Choice(code, name)], [], []), WINTER).languages[0]


def culture(code: str) -> Choice:
    return recognisable(Choices([], [Choice(code, code)], []), WINTER).cultures[0]


def zone(code: str, iana: str = "", now: datetime = WINTER) -> Choice:
    rules = {code: iana} if iana else None
    return recognisable(Choices([], [], [Choice(code, code)]), now, rules).time_zones[0]


@pytest.mark.parametrize(
    ("code", "names", "hint"),
    [
        ("no", {"Norwegian", "Norsk", "norsk bokmål", "nb", "nb-NO"}, "Norsk"),
        ("ch", {"German (Switzerland)", "Deutsch (Schweiz)", "de-CH"}, "Deutsch (Schweiz)"),
        ("br", {"Português (Brasil)", "pt-BR"}, "Português (Brasil)"),
        ("hu", {"Hungarian", "magyar"}, "magyar"),
        ("tlh", set(), ""),
    ],
)
def test_a_language_is_known_by_its_own_name_its_english_one_and_its_codes(
    code: str, names: set[str], hint: str
) -> None:
    known = language(code, "whatever the tenant says")
    assert names <= set(known.also)
    assert (known.code, known.name, known.hint) == (code, "whatever the tenant says", hint)


def test_a_hint_does_not_repeat_the_name() -> None:
    assert language("de", "Deutsch").hint == ""


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("de", "31.12.2026 · 1.234,50"),
        ("en", "12/31/2026 · 1,234.50"),
        ("sv", "2026-12-31 · 1\xa0234,50"),
        ("tlh", ""),
    ],
)
def test_a_culture_shows_how_people_there_write(code: str, hint: str) -> None:
    assert culture(code).hint == hint


@pytest.mark.parametrize(
    ("code", "iana", "now", "names", "hint"),
    [
        ("NO", "", WINTER, {"Norge", "Noreg", "Norway", "Europe/Oslo", "Oslo", "UTC+01:00"}, "Oslo · +01:00"),
        ("NO", "", SUMMER, {"GMT+02:00"}, "Oslo · +02:00"),
        ("UTC", "", WINTER, {"UTC/GMT"}, "+00:00"),
        ("IN", "Asia/Kolkata", WINTER, {"India", "भारत"}, "Kolkata · +05:30"),
        ("US-NY", "", WINTER, {"United States", "New York"}, "New York · -05:00"),
        ("MOON", "", WINTER, set(), ""),
        ("MOON", "Moon/Tycho", WINTER, set(), ""),
    ],
)
def test_a_zone_is_known_by_its_country_its_city_and_its_offset_of_today(
    code: str, iana: str, now: datetime, names: set[str], hint: str
) -> None:
    known = zone(code, iana, now)
    assert names <= set(known.also)
    assert known.hint == hint


def test_what_the_tenant_says_of_a_zone_counts() -> None:
    own = Choice("NO", "Elsewhere", ("Bergen",), iana="Pacific/Honolulu")
    (known,) = recognisable(Choices([], [], [own]), WINTER).time_zones
    assert known.hint == "Honolulu · -10:00"
    assert {"Bergen", "Norge"} <= set(known.also)
    (known,) = recognisable(Choices([], [], [own]), WINTER, {"NO": "Europe/Oslo"}).time_zones
    assert known.hint == "Oslo · +01:00"


def test_what_is_documented_stays_as_it_is_but_for_what_is_added() -> None:
    given = Choices(LANGUAGES, CULTURES, TIME_ZONES)
    known = recognisable(given, WINTER)
    assert (known.languages, known.cultures, known.time_zones) == (LANGUAGES, CULTURES, TIME_ZONES)
    assert [one.code for one in known.time_zones if not one.hint] == ["ES"], "mainland or the Canary Islands"


@pytest.mark.parametrize(
    ("minutes", "words"), [(60, "+01:00"), (-300, "-05:00"), (0, "+00:00"), (345, "+05:45"), (-210, "-03:30")]
)
def test_offsets_are_written_as_in_dates(minutes: int, words: str) -> None:
    assert offset_words(timedelta(minutes=minutes)) == words
