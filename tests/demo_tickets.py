"""What the demo tenant puts into a new ticket, without a server."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

from inspector.demo import company, ticket
from inspector.demo.localise import Locale, localised
from inspector.domain.document import Document

NOW = datetime(2026, 11, 27, 8, 5, 30, tzinfo=UTC)


def demo_ticket(user: str = "admin", language: str = "en", **members: object) -> Document:
    """The default for one of the tenant's people, in a language; with other members where some are given."""
    served = localised(ticket.default(company.PERSONAS[user], NOW), Locale.of({"accept-language": language}))
    assert isinstance(served, dict)
    return Document(json.dumps(served | members, default=_spelled).encode())


def _spelled(value: object) -> float:
    assert isinstance(value, Decimal)
    return float(value)
