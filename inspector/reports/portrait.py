"""A tenant portrait: what a new request begins with and what its fields demand, to read, print and compare.

What it tells is made here; `page`, `prose` and `table` write it down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from inspector.domain import groups, rights
from inspector.domain.document import Document
from inspector.reports.fields import Field, Offered, fields_of
from inspector.reports.summary import Summary, summarise
from inspector.words.language import tr
from inspector.words.names import heading_words


@dataclass(frozen=True, slots=True)
class Occasion:
    """Whose values they are."""

    facts: Sequence[tuple[str, str]]
    """Tenant, person, context, when: name and text of each."""
    is_of_defaults: bool = True
    """Whether the server is known to have sent the values; else they are what the file held when it was opened."""


@dataclass(frozen=True, slots=True)
class Group:
    """The fields that belong together."""

    heading: str
    fields: list[Field]
    """Those of which there is something to tell."""
    unset: list[Field]
    """Those that are not set, which is all there is to tell of them."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A whole portrait: where and when it was taken, and its fields."""

    title: str
    occasion: Occasion
    fields: list[Field]
    summary: Summary
    with_edits: bool
    """Whether something was edited, and is to be shown beside what was served."""

    def groups(self) -> Iterator[Group]:
        """The fields by what they are about."""
        ordered = sorted(self.fields, key=_place)
        for group in groups.GROUPS:
            found = [one for one in ordered if one.group == group]
            told = [one for one in found if one.is_told]
            unset = [one for one in found if one.is_unset and not one.is_repeat]
            if told or unset:
                yield Group(heading_words(group), told, unset)

    def value_heading(self) -> str:
        """What the column of values is called."""
        return tr("Default") if self.occasion.is_of_defaults else tr("As opened")


_PLACES = {name: place for place, name in enumerate(chain(*groups.GROUPS.values()))}


def _place(one: Field) -> int:
    return _PLACES.get(str(one.keys[0]), len(_PLACES))


def take(
    served: Document,
    occasion: Occasion,
    *,
    edited: Document | None = None,
    mask: bool = False,
    offered: Offered | None = None,
) -> Portrait:
    """The portrait of what was served; `edited`, the draft made of it, stands beside it where the two differ.

    `mask` puts dots in place of personal data, `offered` tells what can be chosen.
    """
    title = (
        tr("What a new request begins with")
        if occasion.is_of_defaults
        else tr("What the draft held when it was opened")
    )
    fields = fields_of(served, edited, mask=mask, offered=offered)
    forbidden = None
    if rights.table_forbids(served.root):
        forbidden = next((one.hint.table_reason for one in fields if one.hint.table_reason), "")
    with_edits = any(one.edited for one in fields)
    summary = summarise(fields, forbidden=forbidden)
    return Portrait(title, occasion, fields, summary, with_edits)
