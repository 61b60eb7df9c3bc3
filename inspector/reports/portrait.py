"""A tenant portrait: what a new ticket begins with and what its fields demand, as a page to read, print and compare."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QDateTime, QLocale

from inspector.domain import clips, entity, rights
from inspector.domain.document import Document, Node
from inspector.reports import markdown
from inspector.words import glossary
from inspector.words.language import tr
from inspector.words.rights import rights_words
from inspector.words.texts import shown
from inspector.words.values import type_words, value_words

MASKED = "•••"
_PERSONAL = frozenset({"Associate", "Person"})
_PERSONAL_WORDS = ("author", "email", "phone", "name", "address", "personid", "createdby", "changedby")
STYLE = (
    "body{font:14px/1.45 system-ui,'Segoe UI',sans-serif;color:#1c2430;margin:32px}"
    "table{border-collapse:collapse;width:100%}th{text-align:left;border-bottom:2px solid #8a94a6}"
    "td,p{unicode-bidi:isolate}th,td{padding:5px 10px;vertical-align:top}td{border-bottom:1px solid #dde2ea}"
    "p.context{color:#5a6474}code{color:#5a6474;font-size:90%}"
)
_WIDTHS = (18, 24, 12, 12, 18, 16)
_WIDTHS_WITH_EDITS = (16, 19, 15, 10, 10, 16, 14)
"""Widths of the columns, in percent."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the portrait, in words."""

    name: str
    label: str
    value: str
    edited: str
    """What the person made of it; empty where that is nothing else."""
    type: str
    rights: str
    reason: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """A whole portrait: where and when it was taken, and its fields."""

    title: str
    context: str
    fields: list[Field]
    with_edits: bool = False
    """Whether what was edited has a column of its own."""
    is_of_defaults: bool = True
    """Whether the server is known to have sent the values; else they are what the file held when it was opened."""

    def to_html(self) -> str:
        """A page that stands alone, without scripts or anything loaded."""
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(self.title)}</title>'
            f"<style>{STYLE}</style></head><body>{self._heading()}{self._table(self.fields)}</body></html>\n"
        )

    def pieces(self, rows: int = 100) -> Iterator[str]:
        """The same in pieces of HTML, for a document to be printed: Qt reads one after the other, and lets go of
        Python's lock in between."""
        yield self._heading()
        for first in range(0, len(self.fields), rows):
            yield self._table(self.fields[first : first + rows], headed=not first)

    def to_markdown(self) -> str:
        """A heading, a line of context, a table."""
        rows = [[one.label or one.name, *self._cells(one)] for one in self.fields]
        lines = [" | ".join(map(markdown.inline, row)) for row in (self._headings(), *rows)]
        lines.insert(1, " | ".join(["---"] * len(self._headings())))
        table = "\n".join(f"| {line} |" for line in lines)
        return f"# {markdown.inline(self.title)}\n\n{markdown.line(self.context)}\n\n{table}\n"

    def to_csv(self) -> str:
        """A table for a spreadsheet: with a byte order mark, and nothing that it would take for a formula."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([tr("Property"), tr("Label"), *self._headings()[1:]])
        for one in self.fields:
            writer.writerow([clips.harmless(text) for text in (one.name, one.label, *self._cells(one))])
        return "\ufeff" + out.getvalue()

    def _headings(self) -> list[str]:
        value = tr("Default") if self.is_of_defaults else tr("As opened")
        rest = [tr("Type"), tr("Rights"), tr("Reason"), tr("Allowed values")]
        return [tr("Field"), value, *([tr("As edited")] if self.with_edits else []), *rest]

    def _cells(self, one: Field) -> list[str]:
        """What stands beside the field's name."""
        edited = [one.edited] if self.with_edits else []
        return [one.value, *edited, one.type, one.rights, one.reason, one.allowed]

    def _heading(self) -> str:
        return f'<h1>{escape(self.title)}</h1><p class="context" dir="auto">{escape(self.context)}</p>'

    def _table(self, fields: Sequence[Field], *, headed: bool = True) -> str:
        first, *widths = _WIDTHS_WITH_EDITS if self.with_edits else _WIDTHS
        head = "".join(
            f'<th width="{width}%">{escape(text)}</th>'
            for text, width in zip(self._headings(), (first, *widths), strict=True)
        )
        # each cell decides for itself whether it is read from the right, whatever marks are in another
        rows = "".join(
            f'<tr><td width="{first}%" dir="auto"><b>{escape(one.label or one.name)}</b>'
            f"<br><code>{escape(one.name)}</code></td>"
            + "".join(
                f'<td width="{width}%" dir="auto">{escape(text)}</td>'
                for text, width in zip(self._cells(one), widths, strict=True)
            )
            + "</tr>"
            for one in fields
        )
        head = f"<thead><tr>{head}</tr></thead>" if headed else ""
        return f'<table width="100%">{head}<tbody>{rows}</tbody></table>'


def take(
    served: Document,
    context: str,
    *,
    edited: Document | None = None,
    mask: bool = False,
    is_of_defaults: bool = True,
) -> Portrait:
    """The portrait of what was served; `edited`, the draft made of it, gets a column of its own where it is given.

    `mask` puts dots in place of personal data.
    """
    when = QLocale().toString(QDateTime.currentDateTime(), QLocale.FormatType.ShortFormat)
    title = (
        tr("What a new ticket begins with")
        if is_of_defaults
        else tr("What the draft held when it was opened")
    )
    theirs = {node.keys: node for node in _told(served.root)}
    mine = {node.keys: node for node in _told(edited.root)} if edited is not None else {}
    pairs: list[tuple[Node | None, Node | None]]
    pairs = [(node, mine.get(keys)) for keys, node in theirs.items()]
    pairs += [(None, node) for keys, node in mine.items() if keys not in theirs]
    fields = [_field(before, now, mask=mask, compare=edited is not None) for before, now in pairs]
    return Portrait(title, f"{context} · {when}", fields, edited is not None, is_of_defaults)


def _told(root: Node) -> list[Node]:
    """The ticket's own properties, and the entries of its dictionaries (the tenant's own fields)."""
    found = []
    for node in root:
        if node.key in entity.RIGHTS_PROPERTIES:
            continue
        found.append(node)
        if entity.type_of(node).name == "dict" and node.kind == "{":
            found.extend(node)
    return found


def _field(before: Node | None, now: Node | None, *, mask: bool, compare: bool) -> Field:
    node = before or now
    assert node is not None
    hint, kind = rights.hint_of(node), entity.type_of(node)
    own = node.parent is not None and node.parent.parent is None
    edited = ""
    if compare and now is None:
        edited = tr("removed")
    elif compare and now is not None and (before is None or bytes(before.raw) != bytes(now.raw)):
        edited = _value(now, mask=mask)
    return Field(
        name=".".join(map(str, node.keys)),
        label=glossary.label(str(node.key)) if own else "",
        value=_value(before, mask=mask) if before is not None else "",
        edited=edited,
        type=type_words(kind, hint),
        rights=rights_words(hint),
        reason=shown(hint.table_reason if hint.lock is rights.Lock.TABLE else hint.reason),
        allowed=_allowed(node),
    )


def _value(node: Node, *, mask: bool) -> str:
    value = value_words(node)
    return MASKED if mask and not value.quiet and is_personal(node) else value.text


def _allowed(node: Node) -> str:
    kind = entity.type_of(node)
    if kind.name == "enum":
        return ", ".join(entity.enum(kind.of))
    name = entity.mdo_list(node)
    return f"{tr('List')}: {name}" if name else ""


def is_personal(node: Node) -> bool:
    """Whether a value may tell of a person: who, or how to reach them."""
    kind = entity.type_of(node)
    of_persons = kind.name in _PERSONAL or kind.of in _PERSONAL
    name = str(node.key).casefold()
    return of_persons or any(word in name for word in _PERSONAL_WORDS)
