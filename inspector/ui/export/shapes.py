"""What can be exported, and how each shape of it is made: pieces and words, nothing of the window, so that a thread may
work on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter

from inspector.domain import custom_fields, exact_json, patches
from inspector.domain.context import RequestContext
from inspector.domain.custom_fields import Fields
from inspector.domain.document import Document
from inspector.reports import page, portrait, prose, table
from inspector.reports.fields import Offered
from inspector.services.superoffice import snippets
from inspector.ui.export import paper
from inspector.words.language import tr

if TYPE_CHECKING:
    from msgspec import Raw

    from inspector.services.settings import Connection

MERGE_PATCH = "changes.merge.json"


@dataclass(frozen=True)
class Subject:
    """What is exported."""

    old: Raw
    new: Raw
    default: bytes | Raw | None
    """What the server sent, as far as that is known."""
    occasion: portrait.Occasion
    connection: Connection | None
    """The one that was asked for it."""
    masked: bool
    with_edits: bool
    base: str
    scheme: str
    context: RequestContext
    offered: Offered = field(default_factory=dict)
    fields: Fields = custom_fields.NONE
    """What the tenant says of its own fields."""

    @cached_property
    def merge_patch(self) -> tuple[bytes, list[str]]:
        """The edits as a JSON Merge Patch, and the pointers of what it can't say."""
        return patches.merge_patch(self.old, self.new)

    def portrait(self) -> portrait.Portrait:
        """What there is to tell of it."""
        served = self.old if self.default is None else self.default
        return portrait.take(
            self._document(served),
            self.occasion,
            edited=self._document(self.new) if self.with_edits else None,
            mask=self.masked,
            offered=self.offered,
        )

    def _document(self, piece: bytes | Raw) -> Document:
        made = Document(bytes(piece))
        custom_fields.learn(made.root, self.fields)
        return made


@dataclass(frozen=True)
class Shape:
    """One way to export: what the menu says, the file's default name, and what to write."""

    text: str
    name: str
    make: Callable[[Subject], bytes]
    line_before: bool = False

    @property
    def is_portrait(self) -> bool:
        """Whether it tells what can be chosen."""
        return self.name.startswith("portrait.")


def shapes() -> list[Shape]:
    """Every way there is, in the order of the menu."""
    return [
        Shape(
            tr("Changes as JSON Patch…"), "changes.patch.json", lambda it: patches.json_patch(it.old, it.new)
        ),
        Shape(tr("Changes as Merge Patch…"), MERGE_PATCH, lambda it: it.merge_patch[0]),
        Shape(tr("Ticket without Rights…"), "ticket.json", _without_rights),
        Shape(tr("Requests for curl…"), "requests.sh", _curl, line_before=True),
        Shape(tr("Requests as .http File…"), "requests.http", _http),
        Shape(tr("Portrait as HTML…"), "portrait.html", _html, line_before=True),
        Shape(tr("Portrait as PDF…"), "portrait.pdf", _pdf),
        Shape(tr("Portrait as Markdown…"), "portrait.md", _markdown),
        Shape(tr("Portrait as CSV…"), "portrait.csv", _csv),
    ]


def _without_rights(subject: Subject) -> bytes:
    return exact_json.pretty(exact_json.raw(patches.without_rights(subject.new))) + b"\n"


def _requests(subject: Subject) -> list[snippets.Snippet]:
    return snippets.of_ticket(subject.base, subject.scheme, subject.context, _without_rights(subject))


def _encoded(text: str) -> bytes:
    """As UTF-8; half a surrogate pair, which JSON may hold, as JSON escapes it."""
    return text.encode(errors="backslashreplace")


def _curl(subject: Subject) -> bytes:
    return _encoded("\n".join(one.as_curl() for one in _requests(subject)))


def _http(subject: Subject) -> bytes:
    return _encoded("".join(one.as_http() for one in _requests(subject)))


def _html(subject: Subject) -> bytes:
    return _encoded(page.whole(subject.portrait()))


def _markdown(subject: Subject) -> bytes:
    return _encoded(prose.markdown(subject.portrait()))


def _csv(subject: Subject) -> bytes:
    return _encoded(table.csv(subject.portrait()))


def _pdf(subject: Subject) -> bytes:
    made = subject.portrait()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(paper.layout())
    writer.setTitle(made.title)
    paper.write(made, writer)
    del writer  # it writes the end of the file when it is destroyed
    return bytes(buffer.data().data())
