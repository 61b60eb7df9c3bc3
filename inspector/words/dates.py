"""Dates, times and ages as people write them here."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QDate, QLocale, QTime

from inspector.domain import values
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
