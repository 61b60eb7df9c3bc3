"""Dates, times and ages as people write them here."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QDate, QLocale, QTime

from inspector.domain import numbers, values
from inspector.words.language import counted, tr


def date_words(date: values.Date) -> str:
    """A date as people write it here, with the offset as served behind it: the offset is no proof of the instant."""
    text = moment_words(date.wall)
    return f"{text}  ·  {date.style.suffix}" if date.style.suffix else text


def moment_words(when: datetime) -> str:
    """Day and time of day; seconds where there are any."""
    return f"{day_words(when.year, when.month, when.day)} {_clock(when.hour, when.minute, when.second)}"


@lru_cache(4096)
def day_words(year: int, month: int, day: int) -> str:
    """A day with the month in letters, which nobody takes for the day."""
    return QLocale().toString(QDate(year, month, day), "d MMM yyyy")


@lru_cache(4096)
def _clock(hour: int, minute: int, second: int) -> str:
    return QLocale().toString(QTime(hour, minute, second), "HH:mm:ss" if second else "HH:mm")


def age_words(seconds: int) -> str:
    """How long ago something was."""
    minutes = seconds // 60
    if minutes < 60:
        return counted(minutes, tr("a minute ago"), tr("{n} minutes ago"), tr("just now"))
    return counted(minutes // 60, tr("an hour ago"), tr("{n} hours ago"), "")


_TYPED = re.compile(
    r"(?P<day>.+?)"
    r"(?:[T,\s]+(?P<hours>\d?\d)(?P<minutes>:\d\d(?::\d\d(?:\.\d+)?)?)[·\s]*(?P<suffix>Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)


def iso_words(text: str) -> str:
    """A date in words or digits, in the order in which people write it here, as ISO; any other text as it is.

    The year has four digits: nobody knows which century 26 lies in.
    """
    plain = numbers.ascii_digits(text).strip()
    found = _TYPED.fullmatch(plain)
    if values.parse_date(plain) is not None or found is None or not _YEAR.search(found["day"]):
        return text
    for form in _forms():
        day = QLocale().toDate(found["day"], form)
        if day.isValid():
            hours, minutes = found["hours"], found["minutes"]
            clock = f" {int(hours):02}{minutes}{found['suffix'] or ''}" if hours else ""
            return day.toString("yyyy-MM-dd") + clock
    return text


def _forms() -> tuple[str, ...]:
    """How a day is shown, and how it is written in digits."""
    short = re.sub("d+", "d", re.sub("M+", "M", re.sub("y+", "yyyy", _short_form())))
    return "d MMM yyyy", "d MMMM yyyy", short


def _short_form() -> str:
    return QLocale().dateFormat(QLocale.FormatType.ShortFormat)
