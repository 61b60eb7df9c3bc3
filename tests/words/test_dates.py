"""Dates as people here write them, and as they may type them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from inspector.domain import values
from inspector.words import language
from inspector.words.dates import age_words, date_words, day_words, iso_words, length_in, length_words
from tests.present import present

NOW = datetime(2026, 11, 28, 9)
iso = partial(iso_words, now=NOW)
COMPUTERS = ("C", "en_US", "en_GB", "de_DE", "de_CH", "nb_NO", "sv_SE", "ja_JP")


def speak(spoken: str, computer: str) -> None:
    language.speak(spoken)
    QLocale.setDefault(QLocale(computer))


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    before = QLocale()
    yield
    speak("en", before.name())
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("spoken", "computer", "shown"),
    [
        ("en", "C", "17 May 2026 14:30  ·  +02:00"),
        ("en", "en_US", "May 17, 2026 14:30  ·  +02:00"),
        ("de", "en_US", "17. Mai 2026 14:30  ·  +02:00"),
        ("nb", "C", "17. mai 2026 14:30  ·  +02:00"),
        ("en", "nb_NO", "17 May 2026 14:30  ·  +02:00"),
    ],
)
def test_dates_are_written_in_the_language_of_the_interface(spoken: str, computer: str, shown: str) -> None:
    speak(spoken, computer)
    assert date_words(present(values.parse_date("2026-05-17T14:30:00.5+02:00"))) == shown


def test_the_month_has_the_dot_that_shortens_it() -> None:
    speak("de", "C")
    assert day_words(2026, 11, 27) == "27. Nov. 2026"
    speak("nb", "C")
    assert day_words(2026, 11, 27) == "27. nov. 2026"


def test_seconds_are_told_where_there_are_any() -> None:
    speak("en", "C")
    assert date_words(present(values.parse_date("2026-05-17T14:30:05"))) == "17 May 2026 14:30:05"


def every_culture() -> list[tuple[str, str]]:
    """Each language on each computer of the table, and on every one that speaks it."""
    found = [(spoken, computer) for spoken in language.LANGUAGES for computer in COMPUTERS]
    for spoken in language.LANGUAGES:
        own = QLocale(spoken).language()
        cultures = QLocale.matchingLocales(own, QLocale.Script.AnyScript, QLocale.Country.AnyCountry)
        found += [(spoken, one.name()) for one in cultures]
    return found


@given(st.sampled_from(every_culture()), st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31)))
def test_what_is_shown_can_be_typed_and_is_the_same_moment(where: tuple[str, str], when: datetime) -> None:
    speak(*where)
    for suffix in ("", "Z", "-05:30"):
        date = present(values.parse_date(when.isoformat(timespec="seconds") + suffix))
        meant = present(values.parse_date(iso(date_words(date))))
        assert (meant.wall, meant.style.suffix) == (date.wall, suffix)
    assert iso(day_words(when.year, when.month, when.day)) == when.date().isoformat()


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        *((0, "just now"), (59, "just now"), (60, "a minute ago"), (3599, "59 minutes ago")),
        *((3600, "an hour ago"), (3 * 3600, "3 hours ago")),
    ],
)
def test_how_long_ago(seconds: int, told: str) -> None:
    assert age_words(seconds) == told


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_everyday_words_are_known_in_each_language_and_english_in_all(spoken: str) -> None:
    speak(spoken, "C")
    words = {
        "en": ("tomorrow 9:00", "+2d", "in 2 hours", "Friday", "9:00"),
        "de": ("morgen 9:00", "+2t", "in 2 Stunden", "Freitag", "9 Uhr"),
        "nb": ("i morgen kl. 9", "+2d", "om 2 timer", "fredag", "kl 9"),
    }
    meant = ["2026-11-29 09:00", "2026-11-30 09:00", "2026-11-28 11:00", "2026-12-04", "2026-11-28 09:00"]
    assert [iso(word) for word in words[spoken]] == meant
    assert [iso(word) for word in words["en"]] == meant


def test_a_word_means_what_it_means_in_the_language_of_the_interface() -> None:
    speak("nb", "de_DE")
    assert iso("+2t") == "2026-11-28 11:00"
    assert iso("heute") == "2026-11-28"
    speak("de", "nb_NO")
    assert iso("+2t") == "2026-11-30 09:00"
    speak("de", "C")
    assert iso("i dag") == "i dag"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("17. mai 2026 14:30  ·  +02:00", "2026-05-17 14:30+02:00"),
        ("17.5.2026", "2026-05-17"),
        ("03.04.2026 9:05", "2026-04-03 09:05"),
        ("3.4.2026 09:05:01.1234567Z", "2026-04-03 09:05:01.1234567Z"),
        ("14:30", "2026-11-28 14:30"),
        *((same, same) for same in ("2026-03-31 14:30", "3.4.26", "2026-W01", "soon", "31.02.2026", "")),
    ],
)
def test_a_date_means_what_it_means_here(typed: str, meant: str) -> None:
    speak("nb", "C")
    assert iso(typed) == meant


@pytest.mark.parametrize(
    ("spoken", "computer", "meant"),
    [
        *(("en", "en_US", "2026-03-04"), ("en", "en_GB", "2026-04-03"), ("en", "C", "2026-04-03")),
        *(("de", "en_US", "2026-04-03"), ("en", "nb_NO", "2026-04-03"), ("nb", "en_US", "2026-04-03")),
    ],
)
def test_day_and_month_stand_in_the_order_in_which_they_are_shown(
    spoken: str, computer: str, meant: str
) -> None:
    speak(spoken, computer)
    assert iso("03/04/2026") == meant


def test_a_time_alone_keeps_the_day() -> None:
    speak("de", "C")
    assert iso_words("9:30", NOW, date(1760, 1, 1)) == "1760-01-01 09:30"


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@given(count=st.integers(0, 2**31), unit=st.sampled_from(["minutes", "seconds"]))
def test_a_length_that_is_shown_can_be_typed(spoken: str, count: int, unit: str) -> None:
    speak(spoken, "C")
    shown = length_words(count, unit)
    assert length_in(shown, unit) == str(count)
    assert all(length_in(part, unit) == str(count) for part in shown.split("·"))


def test_lengths_in_words() -> None:
    assert length_words(0, "minutes") == "0 min"
    assert length_words(357, "minutes") == "357 min  ·  5 h 57 min"
    assert length_words(90_061, "seconds") == "90061 s  ·  1 d 1 h 1 min 1 s"


def test_what_is_no_length_stays() -> None:
    assert length_in("soon", "minutes") == "soon"
    assert length_in("400", "minutes") == "400"
