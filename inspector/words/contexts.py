"""What a ticket can be asked for in, by the tenant's names for languages, cultures, time zones and request types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.domain.choices import Choice
from inspector.domain.context import UNTRANSLATED
from inspector.domain.visible import name_in_line
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.domain.context import RequestContext


@dataclass(frozen=True)
class Choices:
    """What can be chosen of each."""

    languages: Sequence[Choice]
    cultures: Sequence[Choice]
    time_zones: Sequence[Choice]
    request_types: Sequence[Choice] = ()
    """The tenant's own: elsewhere the same numbers are others."""

    def time_zone(self, code: str) -> str:
        """What the tenant calls it; the code where it has no name."""
        return _name(code, self.time_zones)

    def request_type(self, context: RequestContext) -> str:
        """What the tenant calls the type that is asked for; empty where the server chooses it."""
        if context.type_id is None:
            return ""
        known = next((one for one in self.request_types if one.code == context.request_type), None)
        return choice_words(known) if known else tr("request type {n}").format(n=context.type_id)

    def describe(self, context: RequestContext) -> str:
        """A context in a few words; what is left to the server is not mentioned."""
        parts = [
            _name(context.language, [untranslated(), *self.languages]),
            _name(context.culture, self.cultures),
            _name(context.time_zone, self.time_zones),
            tr("with offset") if context.include_offset else "",
            self.request_type(context),
        ]
        return ", ".join(filter(None, parts)) or tr("as server")


def untranslated() -> Choice:
    """The choice of texts as they are stored."""
    return Choice(UNTRANSLATED, tr("Untranslated"))


def choice_words(choice: Choice) -> str:
    """Name and code; the code alone where nobody has a name for it."""
    code = name_in_line(choice.code)
    return f"{name_in_line(choice.name)} ({code})" if choice.name else code


def _name(code: str | None, choices: Sequence[Choice]) -> str:
    return next((choice_words(choice) for choice in choices if choice.code == code), code or "")
