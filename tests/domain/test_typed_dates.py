from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.typed_dates import LONGEST, Habits, read, read_clock, read_length
from inspector.domain.values import parse_date
from tests.present import present

NOW = datetime(2026, 11, 30, 22, 45, 10)
"""A Monday, late."""
HABITS = Habits(
    orders=("dmy", "mdy"),
    months=({"jan": 1, "march": 3, "may": 5, "dec": 12, "december": 12}, {"märz": 3, "juni": 6, "juli": 7}),
    weekdays=({"monday": 0, "mon": 0, "tuesday": 1, "thursday": 3, "sunday": 6},),
    now=frozenset(("now",)),
    days={"today": 0, "i morgen": 1, "the day after tomorrow": 2, "yesterday": -1},
    units={"min": "minutes", "h": "hours", "d": "days", "weeks": "weeks", "month": "months", "y": "years"},
    ahead=frozenset(("in",)),
    at=frozenset(("at", "kl.")),
    o_clock=frozenset(("uhr",)),
)


def iso(text: str, day: date | None = None) -> str | None:
    typed = read(text, HABITS, NOW, day)
    return typed.iso() if typed is not None else None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("24.12.2026", "2026-12-24"), ("24. 12. 2026", "2026-12-24"), ("24/12/2026", "2026-12-24")),
        *(("1/2/2026", "2026-02-01"), ("12/24/2026", "2026-12-24"), ("24-12-2026", "2026-12-24")),
        *(("2026/12/24", "2026-12-24"), ("2026-1-2 9:05", "2026-01-02 09:05"), ("2026.12.24", "2026-12-24")),
        *(("24 Dec 2026", "2026-12-24"), ("24. DEC. 2026 9:00", "2026-12-24 09:00")),
        *(("Dec 24, 2026, 09:00", "2026-12-24 09:00"), ("December 24 2026", "2026-12-24")),
        *(("3 mar 2026", "2026-03-03"), ("3. März 2026", "2026-03-03"), ("3 decem 2026", "2026-12-03")),
        *(("24.12.2026 9.30", "2026-12-24 09:30"), ("24.12.2026 9 Uhr", "2026-12-24 09:00")),
        *(("24.12.2026 9:30:05.1234567", "2026-12-24 09:30:05.1234567"), ("２４.12.2026", "2026-12-24")),
        *(
            ("24 Dec 2026 09:00  ·  +01:00", "2026-12-24 09:00+01:00"),
            ("24.12.2026 9:00z", "2026-12-24 09:00Z"),
        ),
        *(("24.12.2026 at 2 pm", "2026-12-24 14:00"), ("24.12.2026 12am", "2026-12-24 00:00")),
        *(("today", "2026-11-30"), ("Today 9", "2026-11-30 09:00"), ("I  MORGEN kl. 9", "2026-12-01 09:00")),
        *(("the day after tomorrow 9:00", "2026-12-02 09:00"), ("yesterday", "2026-11-29")),
        *(("thursday", "2026-12-03"), ("Thu 8:30", "2026-12-03 08:30"), ("monday", "2026-12-07")),
        *(("now", "2026-11-30 22:45"), ("+2d", "2026-12-02 22:45"), ("in 2 d", "2026-12-02 22:45")),
        *(("+2h", "2026-12-01 00:45"), ("-30 min", "2026-11-30 22:15"), ("+2d 9:00", "2026-12-02 09:00")),
        *(("+3 month", "2027-02-28 22:45"), ("-1y", "2025-11-30 22:45"), ("+ 1 weeks", "2026-12-07 22:45")),
        *(("9:00", "2026-11-30 09:00"), ("at 9", "2026-11-30 09:00"), ("9 uhr", "2026-11-30 09:00")),
        *(
            (text, None)
            for text in ("", " ", "24.12.26", "3/4/26", "24 Dec", "31.02.2026", "12.24.2026", "13/13/2026")
        ),
        *(
            (text, None)
            for text in ("9", "9.30", "25:00", "13 pm", "9:60", "today 24", "thursday 13", "soon", "ma")
        ),
        *(
            (text, None)
            for text in ("+2", "+2 moons", "to 2 d", "2 d", "+99999 y", "-9999 y", "3 ju 2026", "x" * 99)
        ),
        *(
            (text, None)
            for text in ("2026-02-30 9:00", "0 Dec 2026", "24 Foo 2026", "24.12.2026 soon", "soon 9:00")
        ),
    ],
)
def test_what_is_typed_and_what_is_meant(typed: str, meant: str | None) -> None:
    assert iso(typed) == meant


def test_a_time_alone_is_one_of_the_day_that_stands_there() -> None:
    assert iso("9:00", date(2027, 1, 2)) == "2027-01-02 09:00"
    assert iso("today 9:00", date(2027, 1, 2)) == "2026-11-30 09:00"


def test_what_has_no_time_of_day_gets_none_that_nobody_typed() -> None:
    assert present(read("+2d", HABITS, NOW)).iso(has_clock=False) == "2026-12-02"
    assert present(read("+2d 9:00", HABITS, NOW)).iso(has_clock=False) == "2026-12-02 09:00"


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        *(
            ("9", "09:00"),
            ("9.30", "09:30"),
            ("08:30:15.5", "08:30:15.5"),
            ("9 Uhr", "09:00"),
            ("9pm", "21:00"),
        ),
        *((text, None) for text in ("", "24", "9:00Z", "today 9", "soon", " " * 99)),
    ],
)
def test_where_only_a_time_can_be_meant(typed: str, clock: str | None) -> None:
    assert read_clock(typed, HABITS) == clock


def test_only_an_order_that_somebody_here_has_is_tried() -> None:
    assert read("12/24/2026", Habits(orders=("dmy",)), NOW) is None
    assert present(read("1/2/2026", Habits(orders=("mdy", "dmy")), NOW)).day == date(2026, 1, 2)


@given(
    st.text(max_size=LONGEST + 2)
    | st.text(st.sampled_from("0123456789:./-+· ,apmdhTZ decuhrin"), max_size=30)
)
def test_any_text_is_a_date_or_none(text: str) -> None:
    with suppress(OverflowError):
        typed = read(text, HABITS, NOW)
        assert typed is None or parse_date(typed.iso()) is not None


@pytest.mark.parametrize(
    ("typed", "unit", "count"),
    [
        *(("90 min", "minutes", 90), ("1 h 30 min", "minutes", 90), ("1h30min", "minutes", 90)),
        *(("2 d", "minutes", 2880), ("1 h", "seconds", 3600), ("1 H, 1 MIN.", "seconds", 3660)),
        *((text, "minutes", None) for text in ("", "90", "1 month", "1 h soon", "soon", "1:30", "h" * 99)),
    ],
)
def test_lengths_of_time(typed: str, unit: str, count: int | None) -> None:
    assert read_length(typed, HABITS, unit) == count


def test_a_length_that_is_no_whole_number_of_the_unit_is_none() -> None:
    habits = Habits(units={"s": "seconds"})
    assert read_length("90 s", habits, "minutes") is None
    assert read_length("120 s", habits, "minutes") == 2
