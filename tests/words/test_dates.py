"""Dates as people here write them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from inspector.domain import values
from inspector.words.dates import age_words, date_words, day_words, iso_words
from tests.present import present


@pytest.fixture
def norwegian() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.NorwegianBokmal, QLocale.Country.Norway))
    day_words.cache_clear()
    yield
    QLocale.setDefault(before)
    day_words.cache_clear()


def test_dates_are_written_as_people_here_do_with_the_offset_as_served(norwegian: None) -> None:
    date = present(values.parse_date("2026-05-17T14:30:00.5+02:00"))
    assert date_words(date) == "17 mai 2026 14:30  ·  +02:00"
    assert date_words(present(values.parse_date("2026-05-17T14:30:05"))) == "17 mai 2026 14:30:05"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        *((0, "just now"), (59, "just now"), (60, "a minute ago"), (3599, "59 minutes ago")),
        *((3600, "an hour ago"), (3 * 3600, "3 hours ago")),
    ],
)
def test_how_long_ago(seconds: int, told: str) -> None:
    assert age_words(seconds) == told


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("17 mai 2026 14:30  ·  +02:00", "2026-05-17 14:30+02:00"),
        ("17.5.2026", "2026-05-17"),
        ("03.04.2026 9:05", "2026-04-03 09:05"),
        ("3.4.2026 09:05:01.1234567Z", "2026-04-03 09:05:01.1234567Z"),
        *(
            (same, same)
            for same in ("2026-03-31 14:30", "3.4.26", "2026-W01", "14:30", "soon", "31.02.2026", "")
        ),
    ],
)
def test_a_date_means_what_it_means_here(norwegian: None, typed: str, meant: str) -> None:
    assert iso_words(typed) == meant


@pytest.mark.parametrize(
    ("country", "meant"),
    [(QLocale.Country.UnitedStates, "2026-03-04"), (QLocale.Country.UnitedKingdom, "2026-04-03")],
)
def test_day_and_month_stand_in_the_order_of_the_culture(country: QLocale.Country, meant: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, country))
    try:
        assert iso_words("03/04/2026") == meant
    finally:
        QLocale.setDefault(before)
