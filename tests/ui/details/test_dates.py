"""What Details says about a date, in zones and as a distance, and what it never says."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain import entity, exact_json
from inspector.ui.details import dates
from tests.present import present

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")


def told(text: str, zone: ZoneInfo | None = None, name: str = "") -> dict[str, str]:
    body = b'{"TicketId":0,"Title":"","Deadline":%s}' % exact_json.spell(text)
    return dict(dates.facts(present(entity.open_ticket(body).root.get("Deadline")), zone, name, NOW))


def test_a_date_with_an_offset_is_told_everywhere_and_not_trusted() -> None:
    facts = told("2026-11-26T13:00:00+01:00", OSLO, "Norway")
    assert list(facts) == ["In Norway", "In your zone", "In UTC", "Distance", "Beware"]
    assert facts["In Norway"].endswith("2026 13:00")
    assert facts["In UTC"].endswith("2026 12:00")
    assert facts["Distance"] == "in 2 days"
    assert "no proof" in facts["Beware"]


def test_a_date_without_offset_is_taken_as_the_zone_that_was_asked_for() -> None:
    facts = told("2026-11-24T12:00:00", OSLO, "Norway")
    assert facts["Taken as"] == "Norway, as asked for; the value itself names no zone"
    assert facts["In UTC"].endswith(" 11:00")
    assert facts["Distance"] == "1 hour ago"
    assert list(told("2026-11-24T12:00:00")) == ["Zone"]
    assert told("2026-11-24T12:00:00", None, "Spain") == {"Zone": "The rules of Spain are not known here."}


def test_the_nights_in_which_clocks_are_changed() -> None:
    assert "never existed" in told("2026-03-29T02:30:00", OSLO, "Norway")["Beware"]
    twice = told("2026-10-25T02:30:00", OSLO, "Norway")
    assert "twice" in twice["Beware"]
    assert twice["In UTC"].count("2026") == 2
    assert "00:30 or " in twice["In UTC"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("0001-01-01T00:00:00", "Not set"),
        ("0001-01-01T01:00:00+01:00", "Not set"),
        ("9999-12-31T23:59:59.9999999", "For ever"),
        ("9999-12-31T23:59:59.9999999Z", "For ever"),
    ],
)
def test_not_set_and_for_ever_are_called_so(text: str, word: str) -> None:
    facts = told(text, OSLO, "Norway")
    assert list(facts) == ["Stands for"]
    assert word in facts["Stands for"]


def test_what_is_not_a_date_at_all_is_passed_over() -> None:
    assert told("yesterday") == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.datetimes() | st.sampled_from([datetime(1969, 12, 31), datetime(2, 1, 1), datetime(9998, 12, 31)]),
    st.sampled_from(["", "Z", "+01:00", "-14:00", "+14:00", "+99:99"]),
    st.sampled_from([None, OSLO, ZoneInfo("Pacific/Apia")]),
)
def test_any_date_is_told_or_passed_over(wall: datetime, suffix: str, zone: ZoneInfo | None) -> None:
    facts = told(wall.isoformat(timespec="seconds") + suffix, zone, "Zone")
    assert all(name and text for name, text in facts.items())
