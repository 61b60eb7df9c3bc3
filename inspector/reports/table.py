"""A portrait as a table for a spreadsheet: every field, in the server's order."""

from __future__ import annotations

import csv as writers
import io

from inspector.domain import clips
from inspector.domain.rights import Lock
from inspector.reports.fields import Field
from inspector.reports.portrait import Portrait
from inspector.words.language import tr
from inspector.words.names import heading_words
from inspector.words.rights import rights_words


def csv(portrait: Portrait) -> str:
    """With a byte order mark, and nothing that a spreadsheet would take for a formula."""
    out = io.StringIO()
    writer = writers.writer(out)
    heads = [tr("Property"), tr("Label"), portrait.value_heading()]
    heads += [tr("As edited")] if portrait.with_edits else []
    heads += [tr("Type"), tr("Rights"), tr("Reason"), tr("Allowed values")]
    writer.writerow([*heads, tr("What it means"), tr("Group")])
    for one in portrait.fields:
        writer.writerow(map(clips.harmless, _cells(one, with_edits=portrait.with_edits)))
    return "\ufeff" + out.getvalue()


def _cells(one: Field, *, with_edits: bool) -> list[str]:
    hint = one.hint
    return [
        *(one.name, one.label, one.value),
        *([one.edited] if with_edits else []),
        *(one.type, rights_words(hint)),
        hint.table_reason if hint.lock is Lock.TABLE else hint.reason,
        ", ".join(one.choices) or (f"{tr('List')}: {one.source}" if one.source else ""),
        *(one.meaning, heading_words(one.group)),
    ]
