from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import moments
from inspector.domain.values import parse_date
from tests.present import present

OSLO, APIA, LORD_HOWE = ZoneInfo("Europe/Oslo"), ZoneInfo("Pacific/Apia"), ZoneInfo("Australia/Lord_Howe")
walls = st.datetimes() | st.sampled_from([datetime.min, datetime.max, datetime(2026, 3, 29, 2, 30)])
suffixes = st.sampled_from(["", "Z", "+01:00", "-0500", "+14:00", "-12:00", "+99:99", "-00:00"])


def test_a_time_that_came_twice_is_both() -> None:
    first, second = present(moments.in_zone(present(parse_date("2026-04-05T01:45:00")), LORD_HOWE)).instants
    assert second - first == timedelta(minutes=30)


@given(walls, suffixes, st.sampled_from([OSLO, APIA, LORD_HOWE, UTC]))
def test_any_date_in_any_zone_is_read_or_left_alone(wall: datetime, suffix: str, zone: tzinfo) -> None:
    date = parse_date(wall.isoformat(timespec="microseconds") + suffix)
    if date is None:
        return
    reading = moments.in_zone(date, zone)
    assert (reading is None) == (not 1 < wall.year < 9999)
    if reading is not None and reading.note != "gap":
        for instant in reading.instants:
            assert instant.astimezone(zone).replace(tzinfo=None) == wall
    told = moments.by_offset(date)
    if told is not None:
        assert abs(told.instant.replace(tzinfo=None) - wall) < timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "utc", "note"),
    [
        ("2026-03-29T01:59:59", "2026-03-29T00:59:59", ""),
        ("2026-03-29T02:30:00", None, "gap"),
        ("2026-03-29T03:00:00", "2026-03-29T01:00:00", ""),
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00", "twice"),
        ("2026-10-25T03:00:00", "2026-10-25T02:00:00", ""),
    ],
)
def test_the_nights_in_which_clocks_are_changed(text: str, utc: str | None, note: str) -> None:
    reading = present(moments.in_zone(present(parse_date(text)), OSLO))
    assert reading.note == note
    assert (reading.later is not None) == (note == "twice")
    if utc:
        assert reading.instant == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00", "0001-01-01T01:00:00+01:00", "9999-12-31T23:59:59.9999999Z"]
)
def test_not_set_and_for_ever_are_never_shifted(text: str) -> None:
    assert moments.in_zone(present(parse_date(text)), OSLO) is None
    assert moments.by_offset(present(parse_date(text))) is None


def test_an_offset_is_read_with_and_without_its_colon() -> None:
    for suffix in ("-05:00", "-0500"):
        assert (
            present(moments.by_offset(present(parse_date("2026-01-01T00:00:00" + suffix)))).instant.hour == 5
        )


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, (0, "minute")),
        (-59, (0, "minute")),
        (3700, (1, "hour")),
        (-90_000, (-1, "day")),
        (3 * 86_400, (3, "day")),
    ],
)
def test_how_far_away(seconds: int, told: tuple[int, str]) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert moments.distance(now + timedelta(seconds=seconds), now) == told
