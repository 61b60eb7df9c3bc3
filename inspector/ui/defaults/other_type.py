"""An answer for another request type than was asked for, told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.domain import request_types
from inspector.words.language import tr
from inspector.words.texts import shown

if TYPE_CHECKING:
    from inspector.domain.context import RequestContext
    from inspector.domain.document import Document
    from inspector.ui.bench.bench import Bench


def tell_other_type(bench: Bench, answered: Document, context: RequestContext) -> None:
    """Say so, where it is so."""
    if (other := request_types.other_than_asked(answered, context)) is not None:
        text = tr("You asked for the defaults of “{asked}”; the server answered with those of “{answered}”.")
        asked = bench.place.choices.request_type(context)
        told = text.format(asked=asked, answered=shown(other.name) or tr("no request type"))
        bench.voice.tell(told, "warning", about="other_type")
