"""Dates as people type them: a day in digits, with its month in letters or in a word, counted from now, a time alone.

What they mean depends on habits: the names of months, the order of day and month, the words for tomorrow. Those are
handed in, in the order in which they are tried; the first that gives a day is what is meant. Years have four digits:
nobody knows which century 26 lies in.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inspector.domain import folding, numbers

LONGEST = 60
"""Characters of the longest text that is read."""
Names = Sequence[Mapping[str, int]]
"""What months or days of the week are called, folded and without a final dot: a table for each language."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How dates are written; each word is folded, and where two languages differ, the first has its way."""

    orders: tuple[str, ...] = ("dmy",)
    """In which order day, month and year stand between slashes: `dmy`, `mdy`."""
    months: Names = ()
    weekdays: Names = ()
    """From 0, a Monday."""
    now: frozenset[str] = frozenset()
    days: Mapping[str, int] = ()  # type: ignore[assignment]
    units: Mapping[str, str] = ()  # type: ignore[assignment]
    ahead: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()
    o_clock: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was meant."""

    day: date
    clock: str = ""
    """`09:00`, `09:00:30.25`; empty where a day alone was typed."""
    suffix: str = ""
    is_counted: bool = False
    """Whether the clock is not what was typed but the time that it is now."""

    def iso(self, *, has_clock: bool = True) -> str:
        """As ISO; for a field that has no time of day, without one that nobody typed."""
        clock = self.clock if has_clock or not self.is_counted else ""
        return f"{self.day.isoformat()} {clock}{self.suffix}" if clock else self.day.isoformat()


_CLOCK = re.compile(
    r"(?P<hours>[0-9]{1,2})(?:(?P<mark>[:.])(?P<minutes>[0-5][0-9])(?P<seconds>:[0-5][0-9](?:\.[0-9]+)?)?)?"
    r" ?(?P<half>[ap]\.?m\.?)?(?: ?·? ?(?P<suffix>z|[+-][0-9]{2}:?[0-9]{2}))?"
)
_DIGITS = re.compile(r"([0-9]{1,4})(\. ?|/|-)([0-9]{1,2})(?:\. ?|/|-)([0-9]{1,4})")
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})\.? ?(?P<month>[^\W\d_]+\.?),? (?P<year>[0-9]{4})")
_MONTH_FIRST = re.compile(r"(?P<month>[^\W\d_]+\.?) (?P<day>[0-9]{1,2})\.?,? (?P<year>[0-9]{4})")
_AWAY = re.compile(r"(?P<sign>[+-]|[^\W\d_]+ ) ?(?P<count>[0-9]{1,5}) ?(?P<unit>[^\W\d_]+)\.?")


def read_clock(text: str, habits: Habits) -> str | None:
    """A time of day where nothing else can be meant, so that `9` and `9.30` are times, too; None where it is none."""
    clock = _clock(_plain(text), habits, may_be_bare=True)
    return clock[0] if clock is not None and not clock[1] else None


def _plain(text: str) -> str:
    """Folded, with single spaces; empty where it is too long for anything that is read here."""
    return " ".join(folding.words(numbers.ascii_digits(text))) if len(text) <= LONGEST else ""


def read(text: str, habits: Habits, now: datetime, day: date | None = None) -> Typed | None:
    """What a person means who types this; None where that is no date.

    `now` is the wall clock where the date is told. A time alone is one of `day`, which stands there, or of today.
    """
    if not (plain := _plain(text)):
        return None
    try:
        for before, after in _splits(plain):
            if (typed := _read(before, after, habits, now, day)) is not None:
                return typed
    except (ValueError, OverflowError):  # the calendar has no such day
        return None
    return None


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """The day and the time of day that a text may consist of: as long a day as can be."""
    yield text, ""
    for at in range(len(text) - 1, 0, -1):
        if text[at] == " ":
            yield text[:at].removesuffix(","), text[at + 1 :]
    yield "", text


def _read(before: str, after: str, habits: Habits, now: datetime, stands: date | None) -> Typed | None:
    if not before:
        clock = _clock(after, habits, is_alone=True)
        return Typed(stands or now.date(), *clock) if clock is not None else None
    away = _away(before, habits, now)
    day = away.date() if away is not None else _day(before, habits, now.date())
    if day is None:
        return None
    if not after:
        return Typed(day, f"{away:%H:%M}", is_counted=True) if away is not None else Typed(day)
    clock = _clock(after, habits, may_be_bare=before in habits.days)
    return Typed(day, *clock) if clock is not None else None


def _clock(
    text: str, habits: Habits, *, is_alone: bool = False, may_be_bare: bool = False
) -> tuple[str, str] | None:
    """The time of day as ISO has it, and its suffix. An hour alone needs a word beside it that says what it is."""
    plain = text
    for word in habits.at:
        plain = plain.removeprefix(f"{word} ")
    for word in habits.o_clock:
        plain = plain.removesuffix(word).rstrip()
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    hours, half, is_told = int(found["hours"]), (found["half"] or "")[:1], plain != text
    if found["mark"] != ":" and not (half or is_told or (found["mark"] and not is_alone) or may_be_bare):
        return None
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    clock = f"{hours:02}:{found['minutes'] or '00'}{found['seconds'] or ''}"
    return (clock, (found["suffix"] or "").upper()) if hours < 24 else None


def _away(text: str, habits: Habits, now: datetime) -> datetime | None:
    """A moment counted from now."""
    if text in habits.now:
        return now
    found = _AWAY.fullmatch(text)
    if found is None or found["sign"].strip() not in {"+", "-", *habits.ahead}:
        return None
    count = -int(found["count"]) if found["sign"] == "-" else int(found["count"])
    match habits.units.get(found["unit"]):
        case None:
            return None
        case "months" | "years" as unit:
            months = now.year * 12 + now.month - 1 + count * (12 if unit == "years" else 1)
            year, month = divmod(months, 12)
            last = monthrange(year, month + 1)[1] if 0 < year < 10_000 else 0
            return now.replace(year=year, month=month + 1, day=min(now.day, last))
        case unit:
            return now + timedelta(**{unit: count})


def _day(text: str, habits: Habits, today: date) -> date | None:
    if text in habits.days:
        return today + timedelta(days=habits.days[text])
    if (weekday := _named(text, habits.weekdays)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if found := _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text):
        month = _named(found["month"], habits.months)
        return date(int(found["year"]), month, int(found["day"])) if month is not None else None
    found = _DIGITS.fullmatch(text)
    return _in_digits(found[1], found[2], found[3], found[4], habits.orders) if found is not None else None


def _in_digits(first: str, mark: str, second: str, third: str, orders: Sequence[str]) -> date | None:
    """A day in digits. With dots between them the day goes first everywhere, and a year of four digits may."""
    if len(first) == 4 and len(third) <= 2:
        return date(int(first), int(second), int(third))
    if len(third) != 4 or len(first) > 2:
        return None
    for order in ("dmy",) if mark[0] == "." else orders:
        day, month = (first, second) if order == "dmy" else (second, first)
        if 0 < int(month) <= 12:
            return date(int(third), int(month), int(day))
    return None


def _named(word: str, tables: Names) -> int | None:
    """The number of what is called so, or by the only name that begins so: three letters are enough."""
    word = word.removesuffix(".")
    for table in tables:
        same = {number for name, number in table.items() if name == word}
        alike = {number for name, number in table.items() if len(word) >= 3 and name.startswith(word)}
        if len(found := same or alike) == 1:
            return found.pop()
    return None


_PART = re.compile(r"([0-9]{1,10}) ?([^\W\d_]+)\.?[ ,]*")
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400, "weeks": 604_800}


def read_length(text: str, habits: Habits, unit: str) -> int | None:
    """How many of that unit a length of time is, as in `1 h 30 min`; None where it is none, or no whole number."""
    plain = _plain(text)
    parts = _PART.findall(plain)
    if not parts or _PART.sub("", plain):
        return None
    each = [_SECONDS.get(habits.units.get(name, "")) for _count, name in parts]
    if None in each:
        return None
    seconds = sum(int(count) * (one or 0) for (count, _name), one in zip(parts, each, strict=True))
    return seconds // _SECONDS[unit] if seconds % _SECONDS[unit] == 0 else None
