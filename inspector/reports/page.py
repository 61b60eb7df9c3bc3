"""A portrait as a page of HTML, to be opened in a browser or printed. What was served is text in it, whatever it looks
like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from inspector.reports.fields import Field
from inspector.reports.portrait import Group, Portrait
from inspector.reports.summary import Section
from inspector.words.language import tr

COLOURS = {
    "muted": "#545e6c",
    "accent": "#0a5bbd",
    "amber": "#854d00",
    "red": "#b0221a",
    "violet": "#6338ac",
}
"""Paper is light: these are the light theme's."""
STYLE = (
    "body{font:14px/1.45 system-ui,'Segoe UI',sans-serif;color:#1b2330;max-width:62em;margin:0 auto;padding:24px}"
    "h1{font-size:22pt;font-weight:600;margin:0 0 12px}"
    "h2{font-size:12pt;font-weight:600;color:#1b2330;margin:0}"
    "table{border-collapse:collapse;width:100%}table.first{page-break-before:always}"
    "th,td{padding:3px 12px 3px 0;vertical-align:top}th{text-align:left;font-weight:normal}"
    "th.heading{padding:14px 0 3px}table.lead{margin-top:8px;font-size:10pt}"
    "small,th{font-size:7.5pt;color:#545e6c}td{unicode-bidi:isolate}tr{break-inside:avoid}"
    + "".join(f".{name}{{color:{colour}}}" for name, colour in COLOURS.items())
)
CHUNK = 100
"""Rows that are handed over at once."""
_FACTS, _POINTS = (27, 73), (42, 58)
_WIDTHS, _WIDTHS_WITH_EDITS = (27, 29, 44), (24, 22, 20, 34)
"""Widths of the columns, in percent."""


def whole(portrait: Portrait) -> str:
    """A page that stands alone, without scripts or anything loaded."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(portrait.title)}</title>'
        f"<style>{STYLE}</style></head><body>{''.join(pieces(portrait))}</body></html>\n"
    )


def pieces(portrait: Portrait) -> Iterator[str]:
    """The same in pieces, for a document to be printed: Qt reads one after the other, and lets go of Python's lock in
    between."""
    yield _first_page(portrait)
    for number, group in enumerate(portrait.groups()):
        yield from _group(portrait, group, is_first=not number)


# -- the first page -----------------------------------------------------------------------------------


def _first_page(portrait: Portrait) -> str:
    facts = [_row((_muted(name), escape(text)), _FACTS) for name, text in portrait.occasion.facts]
    matters = [_row((_muted(one.label), _value(one)), _FACTS) for one in portrait.summary.matters]
    return (
        f'<h1 dir="auto">{escape(portrait.title)}</h1>'
        + _table(facts, kind="lead")
        + _table(matters, _heading(tr("In short"), 2), "lead")
        + "".join(map(_section, portrait.summary.sections))
    )


def _section(section: Section) -> str:
    rows = [
        _row((f"<b>{escape(names)}</b>", escape(told)), _POINTS) if names else _row((escape(told),), (100,))
        for names, told in section.points
    ]
    return _table(rows, _heading(section.heading, 2))


# -- the groups ---------------------------------------------------------------------------------------


def _group(portrait: Portrait, group: Group, *, is_first: bool) -> Iterator[str]:
    """A table, which says on each of its pages what group it is of."""
    with_edits = any(one.edited for one in group.fields)
    widths = _WIDTHS_WITH_EDITS if with_edits else _WIDTHS
    names = [tr("Field"), portrait.value_heading(), tr("What it means")]
    names[2:2] = [tr("As edited")] if with_edits else []
    head = _heading(group.heading, len(widths))
    if group.fields:
        head += f"<tr>{''.join(f'<th>{escape(name)}</th>' for name in names)}</tr>"
    rows = [_row(_cells(one, with_edits=with_edits), widths) for one in group.fields]
    if group.unset:
        rows.append(f'<tr><td colspan="{len(widths)}">{_small(unset_words(group))}</td></tr>')
    for first in range(0, len(rows), CHUNK):
        yield _table(rows[first : first + CHUNK], head, "first" if is_first and not first else "")
        head = ""


def unset_words(group: Group) -> str:
    """Which of a group's fields are not set."""
    return tr("Not set, or 0: {names}").format(names=" · ".join(one.label for one in group.unset))


def _cells(one: Field, *, with_edits: bool) -> list[str]:
    name = str(one.keys[-1])
    known = (name if name != one.label else "", one.type)
    label = f"<b>{escape(one.label)}</b><br>{_small(' · '.join(filter(None, known)))}"
    edited = [f'<b class="accent">{escape(one.edited)}</b>'] if with_edits else []
    return [label, _value(one), *edited, _about(one)]


def _value(one: Field) -> str:
    value = _muted(one.value) if one.is_blank else escape(one.value)
    return f"{value} {_small(one.note)}" if one.note else value


def _about(one: Field) -> str:
    """What it means, what the rights make of it, what can be chosen."""
    marks = ", ".join(f'<span class="{mark.colour}">{escape(mark.word)}</span>' for mark in one.marks())
    if marks and one.hint.reason:
        marks += f": {escape(one.hint.reason)}"
    return "<br>".join(filter(None, (escape(one.gist), marks, _small(one.choice))))


# -- their parts --------------------------------------------------------------------------------------


def _table(rows: Sequence[str], head: str = "", kind: str = "") -> str:
    head = f"<thead>{head}</thead>" if head else ""
    kind = f' class="{kind}"' if kind else ""
    return f'<table width="100%"{kind}>{head}<tbody>{"".join(rows)}</tbody></table>' if rows else ""


def _heading(text: str, columns: int) -> str:
    """A heading that lies in its table, so that no page ends between the two."""
    return f'<tr><th class="heading" colspan="{columns}"><h2>{escape(text)}</h2></th></tr>'


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Each cell decides for itself whether it is read from the right, whatever marks are in another."""
    told = (f'<td width="{width}%" dir="auto">{cell}</td>' for cell, width in zip(cells, widths, strict=True))
    return f"<tr>{''.join(told)}</tr>"


def _muted(text: str) -> str:
    return f'<span class="muted">{escape(text)}</span>'


def _small(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""
