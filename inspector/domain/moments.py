"""What a served date may mean: in its own offset, in zones, and how far away.

A suffix is no proof of an instant: SuperOffice tags the same wall clock with different offsets (facts of the official
client's captures; the vendor's own open documentation issue on time zones). So what is worked out here is told as an
"if". Year 1 and 9999 stand for "not set" and "for ever" and are never shifted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timezone, tzinfo
from typing import Literal

from inspector.domain.values import Date, offset_of

Note = Literal["", "gap", "twice"]


@dataclass(frozen=True)
class Reading:
    """An instant that a date may mean; `note`: the wall clock never showed that time (`gap`), or showed it twice."""

    instant: datetime
    """In UTC; the first, of a time that came twice."""
    note: Note = ""
    later: datetime | None = None
    """In UTC; the second, of a time that came twice."""

    @property
    def instants(self) -> tuple[datetime, ...]:
        """All that it may be."""
        return (self.instant,) if self.later is None else (self.instant, self.later)


def is_instant(date: Date) -> bool:
    """Whether it may be shifted at all."""
    return 1 < date.wall.year < 9999


def by_offset(date: Date) -> Reading | None:
    """The instant by its own suffix; None where it has none, or no instant is meant."""
    away = offset_of(date.style.suffix)
    if away is None or not is_instant(date):
        return None
    return Reading(date.wall.replace(tzinfo=timezone(away)).astimezone(UTC))


def in_zone(date: Date, zone: tzinfo) -> Reading | None:
    """The instant if its wall clock is that zone's; None where no instant is meant."""
    if not is_instant(date):
        return None
    first = date.wall.replace(tzinfo=zone, fold=0)
    instant = first.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != date.wall:
        return Reading(instant, "gap")
    later = first.replace(fold=1).astimezone(UTC)
    return Reading(instant) if later == instant else Reading(instant, "twice", later)


def now_beside(date: Date | None, zone: tzinfo | None, now: datetime) -> datetime:
    """What the clock shows now where a date is told.

    That is in the zone that was asked for, else by the date's own offset, else on this computer. `now` has a zone, and
    what comes back has none.
    """
    away = offset_of(date.style.suffix) if date is not None and date.is_set else None
    there = zone or (timezone(away) if away is not None else None)
    return now.astimezone(there).replace(tzinfo=None)


def distance(instant: datetime, now: datetime) -> tuple[int, Literal["day", "hour", "minute"]]:
    """How far away, in the largest unit that fits, rounded towards now; negative is past."""
    seconds = (instant - now).total_seconds()
    for unit, length in (("day", 86_400), ("hour", 3600)):
        if abs(seconds) >= length:
            return int(seconds / length), unit  # type: ignore[return-value]
    return int(seconds / 60), "minute"
