"""A tenant portrait: what a new ticket begins with and what its fields demand, as a page to read, print and compare."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from html import escape

from PySide6.QtCore import QDateTime, QLocale

from inspector.domain import entity, rights
from inspector.domain.document import Document, Node
from inspector.words import glossary
from inspector.words.language import tr
from inspector.words.rights import rights_words
from inspector.words.values import type_words, value_words

MASKED = "•••"
_PERSONAL = frozenset({"Associate", "Person"})
_PERSONAL_WORDS = ("author", "email", "phone", "name", "address", "personid", "createdby", "changedby")
STYLE = (
    "body{font:14px/1.45 system-ui,'Segoe UI',sans-serif;color:#1c2430;margin:32px}"
    "table{border-collapse:collapse;width:100%}th{text-align:left;border-bottom:2px solid #8a94a6}"
    "th,td{padding:5px 10px;vertical-align:top}td{border-bottom:1px solid #dde2ea}"
    "p.context{color:#5a6474}code{color:#5a6474;font-size:90%}"
)
_WIDTHS = (18, 24, 12, 12, 18, 16)
"""Widths of the columns, in percent."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the portrait, in words."""

    name: str
    label: str
    value: str
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

    def to_html(self) -> str:
        """A page that stands alone, without scripts or anything loaded."""
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(self.title)}</title>'
            f"<style>{STYLE}</style></head><body>{_heading(self)}{_table(self.fields)}</body></html>\n"
        )

    def pieces(self, rows: int = 100) -> Iterator[str]:
        """The same in pieces of HTML, for a document to be printed: Qt reads one after the other, and lets go of
        Python's lock in between."""
        yield _heading(self)
        for first in range(0, len(self.fields), rows):
            yield _table(self.fields[first : first + rows], headed=not first)

    def to_markdown(self) -> str:
        """A heading, a line of context, a table."""
        rows = [[one.label or one.name, *astuple(one)[2:]] for one in self.fields]
        lines = [_headings(), ["---"] * len(_headings()), *rows]
        table = "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)
        return f"# {self.title}\n\n{self.context}\n\n{table}\n"

    def to_csv(self) -> str:
        """A table for a spreadsheet: with a byte order mark, and nothing that it would take for a formula."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([tr("Property"), tr("Label"), *_headings()[1:]])
        writer.writerows([_harmless(text) for text in astuple(one)] for one in self.fields)
        return "\ufeff" + out.getvalue()


def _heading(portrait: Portrait) -> str:
    return f'<h1>{escape(portrait.title)}</h1><p class="context">{escape(portrait.context)}</p>'


def _table(fields: Sequence[Field], *, headed: bool = True) -> str:
    head = "".join(
        f'<th width="{width}%">{escape(text)}</th>' for text, width in zip(_headings(), _WIDTHS, strict=True)
    )
    rows = "".join(
        f'<tr><td width="{_WIDTHS[0]}%"><b>{escape(one.label or one.name)}</b><br><code>{escape(one.name)}</code></td>'
        + "".join(
            f'<td width="{width}%">{escape(text)}</td>'
            for text, width in zip(astuple(one)[2:], _WIDTHS[1:], strict=True)
        )
        + "</tr>"
        for one in fields
    )
    head = f"<thead><tr>{head}</tr></thead>" if headed else ""
    return f'<table width="100%">{head}<tbody>{rows}</tbody></table>'


def _headings() -> list[str]:
    return [tr("Field"), tr("Default"), tr("Type"), tr("Rights"), tr("Reason"), tr("Allowed values")]


def take(document: Document, context: str, *, mask: bool = False) -> Portrait:
    """The portrait of a draft as it was served or edited; `mask` puts dots in place of personal data."""
    when = QLocale().toString(QDateTime.currentDateTime(), QLocale.FormatType.ShortFormat)
    fields = [_field(node, mask=mask) for node in _told(document.root)]
    return Portrait(tr("What a new ticket begins with"), f"{context} · {when}", fields)


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


def _field(node: Node, *, mask: bool) -> Field:
    hint, kind = rights.hint_of(node), entity.type_of(node)
    value = value_words(node)
    own = node.parent is not None and node.parent.parent is None
    return Field(
        name=".".join(map(str, node.keys)),
        label=glossary.label(str(node.key)) if own else "",
        value=MASKED if mask and not value.quiet and is_personal(node) else value.text,
        type=type_words(kind, hint),
        rights=rights_words(hint),
        reason=hint.table_reason if hint.lock is rights.Lock.TABLE else hint.reason,
        allowed=_allowed(node),
    )


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


def _cell(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split())


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
