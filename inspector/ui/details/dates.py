"""What a served date may mean, in words: in the zone that was asked for, in mine, in UTC, and how far away it is."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QDateTime, QTimeZone

from inspector.domain import entity, moments, times, values
from inspector.domain.document import Node
from inspector.domain.moments import Reading
from inspector.domain.values import Date
from inspector.words.dates import moment_words
from inspector.words.language import counted, tr

Facts = list[tuple[str, str]]


def facts(node: Node, zone: tzinfo | None, zone_name: str, now: datetime) -> Facts:
    """What Details says of a date; `zone` and its name are those that were asked for."""
    if entity.type_of(node).name != "date-time" or node.kind != '"' or times.is_clock(node):
        return []
    date = values.parse_date(str(node.value))
    if date is None:
        return []
    if not moments.is_instant(date):
        return [(tr("Stands for"), _sentinel_words(date))]
    if date.style.suffix:
        return _with_offset(date, zone, zone_name, now)
    return _without_offset(date, zone, zone_name, now)


def _sentinel_words(date: Date) -> str:
    if date.is_set:
        return tr("“For ever”: the year 9999 is not a real date, and is never shifted.")
    return tr("“Not set”: the year 1 is not a real date, and is never shifted.")


def _with_offset(date: Date, zone: tzinfo | None, zone_name: str, now: datetime) -> Facts:
    reading = moments.by_offset(date)
    if reading is None:
        return []
    told = [(tr("In {zone}").format(zone=zone_name), _clocks(reading, zone))] if zone is not None else []
    beware = tr("The offset is no proof: SuperOffice may give the same time of day a different one.")
    return [*told, *_instants(reading, now), (tr("Beware"), beware)]


def _without_offset(date: Date, zone: tzinfo | None, zone_name: str, now: datetime) -> Facts:
    if zone is None:
        name = tr("Zone")
        if zone_name:
            return [(name, tr("The rules of {zone} are not known here.").format(zone=zone_name))]
        unknown = tr("The server sent none, so the exact moment is not known. Include the offset to see one.")
        return [(name, unknown)]
    reading = moments.in_zone(date, zone)
    if reading is None:
        return []
    taken = tr("{zone}, as asked for; the value itself names no zone").format(zone=zone_name)
    told = [(tr("Taken as"), taken), *_instants(reading, now)]
    return [*told, (tr("Beware"), _note_words(reading))] if reading.note else told


def _instants(reading: Reading, now: datetime) -> Facts:
    return [
        (tr("In your zone"), _clocks(reading, None)),
        (tr("In UTC"), _clocks(reading, UTC)),
        (tr("Distance"), distance_words(reading.instant, now)),
    ]


def _clocks(reading: Reading, zone: tzinfo | None) -> str:
    return tr(" or ").join(_clock(instant, zone) for instant in reading.instants)


def _clock(instant: datetime, zone: tzinfo | None) -> str:
    """Date and time in a zone; in this computer's where there is none."""
    if zone is not None:
        return moment_words(instant.astimezone(zone).replace(second=0))
    # Qt knows it for all years; Python asks the system, and Windows refuses those before 1970.
    when = QDateTime.fromSecsSinceEpoch(int(instant.timestamp()), QTimeZone(QTimeZone.Initialization.UTC))
    day, clock = when.toLocalTime().date(), when.toLocalTime().time()
    return moment_words(datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute()))


def _note_words(reading: Reading) -> str:
    if reading.note == "gap":
        return tr("The clocks went forward then: that time never existed.")
    return tr("The clocks went back then: that time came twice.")


def distance_words(instant: datetime, now: datetime) -> str:
    """How far away, as people say it."""
    count, unit = moments.distance(instant, now)
    if count == 0:
        return tr("now")
    units = {
        "day": (tr("1 day"), tr("{n} days")),
        "hour": (tr("1 hour"), tr("{n} hours")),
        "minute": (tr("1 minute"), tr("{n} minutes")),
    }
    words = counted(abs(count), *units[unit], "")
    return (tr("in {time}") if count > 0 else tr("{time} ago")).format(time=words)
