"""In which language, culture and time zone the server is to answer, and for which type of request."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain import numbers

UNTRANSLATED = "*"
"""The language that switches translation off: texts arrive as stored, `NO:"…";US:"…"` and `[SR_…]`."""


@dataclass(frozen=True)
class RequestContext:
    """What a person picked; None leaves the choice to the server."""

    language: str | None = None
    culture: str | None = None
    time_zone: str | None = None
    include_offset: bool = False
    request_type: str | None = None
    """The number of the request type whose defaults are wanted, as the pickers and the settings have it."""

    @property
    def type_id(self) -> int | None:
        """The TicketTypeId to ask for; None where the server is to choose, or where what is kept is no number."""
        number = numbers.served(self.request_type)
        return number if number is not None and 0 < number < 2**31 else None

    @property
    def culture_counts(self) -> bool:
        """The server ignores a culture without a language to translate into."""
        return self.language not in {None, "", UNTRANSLATED}

    def headers(self) -> dict[str, str]:
        """The request headers that say so.

        A language goes out under both names: SO-Language outranks Accept-Language on the server, and proxies
        and older servers know only the latter. The offset flag follows the zone, or stands alone.
        """
        headers = {}
        if self.language:
            headers["SO-Language"] = self.language
            headers["Accept-Language"] = self.language
        if self.culture and self.culture_counts:
            headers["SO-Culture"] = self.culture
        zone = [self.time_zone] if self.time_zone else []
        if self.include_offset:
            zone.append("includeTZOffset")
        if zone:
            headers["SO-TimeZone"] = ", ".join(zone)
        return headers
