"""The first page of a portrait: what a customer wants to know of a new request before they read on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from inspector.domain.rights import Lock
from inspector.reports.fields import Field
from inspector.words.language import tr
from inspector.words.rights import rights_words
from inspector.words.texts import shown

MATTERS = (
    *("TicketType", "Category", "Priority", "Status", "OwnedBy", "Slevel", "Origin", "Person", "Deadline"),
    *("AlertTimeout", "Tags"),
)
"""The defaults that decide what becomes of a request, set or not, in the order in which people ask for them."""


class Point(NamedTuple):
    """One thing to know: which fields, and what of them."""

    names: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading."""

    heading: str
    points: list[Point]


@dataclass(frozen=True, slots=True)
class Summary:
    """The first page."""

    matters: list[Field]
    sections: list[Section]


def summarise(fields: Sequence[Field], *, forbidden: str | None = None) -> Summary:
    """The gist of all the fields; `forbidden`: nothing can be saved by whoever asked, and why."""
    told = [one for one in fields if one.is_told]
    by_name = {one.name: one for one in fields}
    why = [Point("", forbidden or tr("No reason was given"))] if forbidden is not None else []
    sections = [
        Section(tr("Nobody with these rights can save a new request"), why),
        Section(tr("Must be filled in"), list(_demanded(told))),
        Section(tr("Can't be changed"), list(_locked(told))),
        Section(tr("Changed in this draft"), list(_changed(told))),
    ]
    matters = [by_name[name] for name in MATTERS if name in by_name]
    return Summary(matters, [section for section in sections if section.points])


def _demanded(fields: list[Field]) -> Iterator[Point]:
    demanded = [one for one in fields if one.hint.mandatory and one.hint.lock in (Lock.NONE, Lock.TABLE)]
    for one in demanded:
        if one.is_blank:
            yield Point(one.label, shown(one.hint.reason))
    filled = [one.label for one in demanded if not one.is_blank]
    if filled:
        yield Point(tr("Filled in already"), " · ".join(filled))


def _locked(fields: list[Field]) -> Iterator[Point]:
    """By what keeps them from being changed, in the order in which that is met first."""
    alike: dict[str, list[str]] = {}
    for one in fields:
        if one.hint.lock in (Lock.HIDDEN, Lock.NO_RIGHT, Lock.SCREENS, Lock.FIELD):
            why = rights_words(replace(one.hint, mandatory=False, nullable=None, mask=None))
            alike.setdefault(f"{why}: {shown(one.hint.reason)}" if one.hint.reason else why, []).append(
                one.label
            )
    yield from (Point(" · ".join(labels), why) for why, labels in alike.items())


def _changed(fields: list[Field]) -> Iterator[Point]:
    for one in fields:
        if one.edited:
            yield Point(one.label, f"{one.value or tr('(not there)')} → {one.edited}")
