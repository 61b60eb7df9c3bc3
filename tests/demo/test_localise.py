"""Language, culture and time zone headers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.demo import timezones
from inspector.demo.localise import NO_DATE, Date, Display, Locale, localised
from inspector.demo.texts import path, words
from tests.present import present

RAW = words("Waiting for parts")
OFFER = Display("[M:124500.50] NOK, [D:12/31/2026]")
WINTER = datetime(2026, 12, 24, 11, 34, 45, 123_456, tzinfo=UTC)


def locale(**headers: str) -> Locale:
    return Locale.of({name.replace("_", "-"): text for name, text in headers.items()})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Waiting for parts"),
        ("nb", "Venter på deler"),
        ("no", "Venter på deler"),
        ("nb-NO", "Venter på deler"),
        ("sv", "Väntar på delar"),
        ("da", "Venter på dele"),
        ("de", "Wartet auf Teile"),
        ("nl", "Wacht op onderdelen"),
        ("fr,de,ru,zh", "En attente de pièces"),
        ("ru;q=0.9, de;q=0.8", "Wartet auf Teile"),
        ("vi", "Waiting for parts"),
    ],
)
def test_a_language_chooses_one_text(language: str, text: str) -> None:
    assert locale(accept_language=language).text(RAW) == text
    assert locale(so_language=language, accept_language="en").text(RAW) == text


@pytest.mark.parametrize("headers", [{}, {"so_language": "*"}, {"so_language": "X", "accept_language": "de"}])
def test_without_a_language_strings_stay_raw(headers: dict[str, str]) -> None:
    raw = locale(**headers)
    assert raw.text(RAW) == RAW
    assert RAW.startswith('US:"Waiting for parts";NO:"')
    assert raw.text("[SR_YES]") == "[SR_YES]"


def test_string_ids_are_replaced_inside_text_and_unknown_ones_kept() -> None:
    assert locale(so_language="sv").text("[SR_YES] / [SR_NO] / [SR_WHAT]") == "Ja / Nej / [SR_WHAT]"


def test_a_path_of_categories_in_one_language() -> None:
    raw = path("Support", "Hardware", "Printers")
    assert raw.startswith('NO:"Kundestøtte/Utstyr/Skrivere";US:"')
    assert raw.endswith(";")
    assert locale(so_language="fr").text(raw) == "Assistance/Matériel/Imprimantes"


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ({"so_language": "en"}, "124,500.50 NOK, 12/31/2026"),
        ({"so_language": "nb"}, "124\u00a0500,50 NOK, 31.12.2026"),
        ({"so_language": "en", "so_culture": "de"}, "124.500,50 NOK, 31.12.2026"),
        ({"so_language": "en", "so_culture": "sv"}, "124\u00a0500,50 NOK, 2026-12-31"),
        ({"so_language": "en", "so_culture": "en-GB"}, "124,500.50 NOK, 31/12/2026"),
        ({"so_language": "de", "so_culture": "fr"}, "124\u202f500,50 NOK, 31/12/2026"),
        ({"so_culture": "de"}, str(OFFER)),
        ({"so_language": "*", "so_culture": "de"}, str(OFFER)),
    ],
)
def test_culture_writes_values_inside_display_strings_only(headers: dict[str, str], text: str) -> None:
    assert locale(**headers).text(OFFER) == text
    assert locale(**headers).text(str(OFFER)) == str(OFFER)


@pytest.mark.parametrize(
    ("zone", "moment", "system", "nothing"),
    [
        ("", "2026-12-24T12:34:45", "2026-12-24T12:34:45.1234567", "0001-01-01T00:00:00"),
        ("NO", "2026-12-24T12:34:45", "2026-12-24T12:34:45.1234567", "0001-01-01T00:00:00"),
        ("460", "2026-12-24T06:34:45", "2026-12-24T12:34:45.1234567", "0001-01-01T00:00:00"),
        (
            "includeTZOffset",
            "2026-12-24T12:34:45+01:00",
            "2026-12-24T11:34:45.1234567Z",
            "0001-01-01T01:00:00+01:00",
        ),
        (
            "us-ny,includeTZOffset",
            "2026-12-24T06:34:45-05:00",
            "2026-12-24T11:34:45.1234567Z",
            "0001-01-01T00:00:00-05:00",
        ),
        (
            "UTC, includeTZOffset",
            "2026-12-24T11:34:45Z",
            "2026-12-24T11:34:45.1234567Z",
            "0001-01-01T00:00:00Z",
        ),
        ("Atlantis", "2026-12-24T12:34:45", "2026-12-24T12:34:45.1234567", "0001-01-01T00:00:00"),
    ],
)
def test_zone_and_offset(zone: str, moment: str, system: str, nothing: str) -> None:
    where = locale(so_timezone=zone)
    assert where.date(Date(WINTER)) == moment
    assert where.date(Date(WINTER, "system", 7)) == system
    assert where.date(NO_DATE) == nothing


def test_office_hours_are_tagged_but_never_moved() -> None:
    hour = Date(datetime(1970, 1, 1, 8), "wall")
    assert locale(so_timezone="US-NY").date(hour) == "1970-01-01T08:00:00"
    assert locale(so_timezone="US-NY, includeTZOffset").date(hour) == "1970-01-01T08:00:00-05:00"


def test_nulls_that_are_system_stamps_are_tagged_as_utc() -> None:
    assert locale(so_timezone="NO,includeTZOffset").date(Date(None, "system")) == "0001-01-01T00:00:00Z"


def test_trees_are_localised_to_their_leaves() -> None:
    tree = {"a": [RAW, NO_DATE, 1, None, True], "b": {"c": Display("[I:3]")}}
    assert localised(tree, locale(so_language="en")) == {
        "a": ["Waiting for parts", "0001-01-01T00:00:00", 1, None, True],
        "b": {"c": "3"},
    }


@given(st.text(), st.sampled_from(timezones.ZONES))
def test_any_text_and_any_zone_pass(text: str, zone: timezones.Zone) -> None:
    where = locale(so_language="de", so_timezone=f"{zone.code},includeTZOffset")
    assert where.text(words("Roof")) == "Dach"
    assert isinstance(where.text(text), str)
    assert where.date(NO_DATE).startswith("0001-01-01T")


def test_the_codes_and_numbers_of_the_documentation() -> None:
    known = {
        "UTC": 1,
        "AU-ACT": 36,
        "CA-QC": 114,
        "DK": 140,
        "FR": 156,
        "NO": 261,
        "US-CA": 425,
        "US-NY": 460,
    }
    assert {code: present(timezones.find(code)).id for code in known} == known
    assert timezones.find("261") is timezones.BASE
    assert len({zone.id for zone in timezones.ZONES}) == len({zone.code for zone in timezones.ZONES}) == 27
    assert present(timezones.find("NO")).label == "Norway (GMT+01.00)"
