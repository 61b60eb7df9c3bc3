"""Dates, times, lengths of time and ages as people write and read them here."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from PySide6.QtCore import QDate, QLocale, QTime

from inspector.domain import numbers, typed_dates, values
from inspector.words import habits
from inspector.words.language import counted, tr


def date_words(date: values.Date) -> str:
    """A date as people write it here, with the offset as served behind it: the offset is no proof of the instant."""
    text = moment_words(date.wall)
    return f"{text}  ·  {date.style.suffix}" if date.style.suffix else text


def moment_words(when: datetime) -> str:
    """Day and time of day; seconds where there are any."""
    return f"{day_words(when.year, when.month, when.day)} {clock_words(when)}"


def day_words(year: int, month: int, day: int) -> str:
    """A day with the month in letters, which nobody takes for the day."""
    return _day(habits.culture().name(), habits.date_form(), year, month, day)


def weekday_words(when: date) -> str:
    """The day of the week, shortened."""
    return habits.culture().dayName(when.isoweekday(), QLocale.FormatType.ShortFormat)


@lru_cache(4096)
def _day(culture: str, form: str, year: int, month: int, day: int) -> str:
    return QLocale(culture).toString(QDate(year, month, day), form)


def clock_words(when: datetime) -> str:
    """A time of day; seconds where there are any."""
    return _clock(when.hour, when.minute, when.second)


@lru_cache(4096)
def _clock(hour: int, minute: int, second: int) -> str:
    return QLocale.c().toString(QTime(hour, minute, second), "HH:mm:ss" if second else "HH:mm")


def length_words(count: int, unit: str) -> str:
    """A length of time in the unit that it is counted in; from an hour on, also in hours and days.

    The signs are those of the SI, the same in every language.
    """
    seconds = count * (60 if unit == "minutes" else 1)
    text = f"{count} {'min' if unit == 'minutes' else 's'}"
    if seconds < 3600:
        return text
    parts = []
    for sign, size in (("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)):
        many, seconds = divmod(seconds, size)
        parts += [f"{many} {sign}"] if many else []
    return f"{text}  ·  {' '.join(parts)}"


def age_words(seconds: int) -> str:
    """How long ago something was."""
    minutes = seconds // 60
    if minutes < 60:
        return counted(minutes, tr("a minute ago"), tr("{n} minutes ago"), tr("just now"))
    return counted(minutes // 60, tr("an hour ago"), tr("{n} hours ago"), "")


# -- read ---------------------------------------------------------------------------------------------


def iso_words(text: str, now: datetime, day: date | None = None, *, has_clock: bool = True) -> str:
    """A date as people type it here as ISO; any other text as it is.

    `now` is the wall clock there; a time alone is one of `day`, the day that stands there. Where the field has no time
    of day, `has_clock` is false, and what is counted from now has none either.
    """
    plain = numbers.ascii_digits(text).strip()
    if values.parse_date(plain) is not None:
        return text
    typed = typed_dates.read(plain, habits.habits(), now, day)
    return typed.iso(has_clock=has_clock) if typed is not None else text


def clock_in(text: str) -> str:
    """A time of day as people type it, `9.30`, `9 am`, as ISO; any other text as it is."""
    return typed_dates.read_clock(text, habits.habits()) or text


def length_in(text: str, unit: str) -> str:
    """A length of time as people type it, `1 h 30 min`, as the number of that unit; any other text as it is."""
    shown = text.partition("·")[0]
    count = typed_dates.read_length(shown, habits.habits(), unit)
    return text if count is None else str(count)
