"""A portrait as Markdown, for a wiki or a repository: the same as its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspector.reports.fields import Field
from inspector.reports.markdown import inline, line
from inspector.reports.page import unset_words
from inspector.reports.portrait import Group, Portrait
from inspector.words.language import tr


def markdown(portrait: Portrait) -> str:
    """Headings and tables, each with an empty line around it."""
    return "\n\n".join(_blocks(portrait)) + "\n"


def _blocks(portrait: Portrait) -> Iterator[str]:
    yield f"# {inline(portrait.title)}"
    yield from (line(f"{name}: {text}") for name, text in portrait.occasion.facts)
    yield f"## {inline(tr('In short'))}"
    matters = [(one.label, _noted(one)) for one in portrait.summary.matters]
    yield _table((tr("Field"), portrait.value_heading()), matters)
    for section in portrait.summary.sections:
        yield f"## {inline(section.heading)}"
        yield from (line(": ".join(filter(None, point))) for point in section.points)
    for group in portrait.groups():
        yield f"## {inline(group.heading)}"
        if group.fields:
            yield _fields(portrait, group)
        if group.unset:
            yield line(unset_words(group))


def _fields(portrait: Portrait, group: Group) -> str:
    with_edits = any(one.edited for one in group.fields)
    heads = [tr("Field"), tr("Property"), portrait.value_heading()]
    heads += [tr("As edited")] if with_edits else []
    rows = [
        [
            *(one.label, one.name, _noted(one)),
            *([one.edited] if with_edits else []),
            *(one.type, one.gist, _rights(one), one.choice),
        ]
        for one in group.fields
    ]
    return _table([*heads, tr("Type"), tr("What it means"), tr("Rights"), tr("Allowed values")], rows)


def _noted(one: Field) -> str:
    return f"{one.value} ({one.note})" if one.note else one.value


def _rights(one: Field) -> str:
    words = ", ".join(mark.word for mark in one.marks())
    return f"{words}: {one.hint.reason}" if words and one.hint.reason else words


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [" | ".join(map(inline, row)) for row in (heads, *rows)]
    lines.insert(1, " | ".join(["---"] * len(heads)))
    return "\n".join(f"| {one} |" for one in lines)
