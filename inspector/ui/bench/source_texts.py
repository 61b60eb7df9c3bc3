"""Where what is open came from, in words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QLocale

from inspector.services.settings import Connection
from inspector.ui.bench.place import Place
from inspector.ui.bench.source import Source
from inspector.words.dates import age_words
from inspector.words.language import tr


def whereabouts(place: Place, source: Source | None) -> str:
    """For the status bar: where we are, as whom, and where what is open came from."""
    signed = place.signed
    where = [signed.connection.name, signed.user] if signed is not None else [tr("not signed in")]
    if source is not None:
        where.append(origin_words(source, place.context_words(source), place.connection))
    return "  ·  ".join(where)


def origin_words(source: Source, context: str, here: Connection | None) -> str:
    """Where connection and user stand before it: `here` is where we are signed in.

    `context` is the source's own, in words.
    """
    match source:
        case Source(kind="file"):
            return tr("draft from a file")
        case Source(kind="recovered"):
            return tr("restored draft")
        case Source(connection=Connection(name=place)) if not source.is_from(here):
            return tr("fetched from {place}: {context}").format(place=place, context=context)
    return context


def kept_words(why: str, source: Source, here: Connection | None) -> str:
    """That nothing newer came, and what therefore is on the screen."""
    fetched = source.fetched
    if fetched is None:
        return tr("{why}; what you see is still your draft").format(why=why)
    clock = QLocale().toString(_local(fetched).time(), QLocale.FormatType.ShortFormat)
    age = age_words(int((datetime.now(UTC) - fetched).total_seconds()))
    if source.connection is not None and not source.is_from(here):
        text = tr("{why}; what you see was fetched from {place}: {clock}, {age}")
        return text.format(why=why, place=source.connection.name, clock=clock, age=age)
    return tr("{why}; what you see was fetched earlier: {clock}, {age}").format(why=why, clock=clock, age=age)


def _local(moment: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
