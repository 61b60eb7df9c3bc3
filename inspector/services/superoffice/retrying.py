"""When a failed request is worth another try, and after how long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from inspector.domain.errors import ServerTrouble

PAUSES = (0.5, 1.5)
"""Seconds before the second and the third try, where the server names none."""
LONGEST_PAUSE = 30.0
"""Seconds that a server may ask to wait; if it asks for more, the person is told instead."""

_PASSING = frozenset({"connection_lost", "proxy_away", "refused", "throttled", "unavailable"})
"""A time-out is not among them: whoever waited two minutes should be asked first."""


def pause(trouble: ServerTrouble, attempt: int) -> float | None:
    """Seconds to wait after that many tries; None where another try would be of no use."""
    if trouble.code not in _PASSING or attempt > len(PAUSES):
        return None
    asked = trouble.facts.get("retry_after")
    if asked is None:
        return PAUSES[attempt - 1]
    return float(asked) if float(asked) <= LONGEST_PAUSE else None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that an answer asks to wait: a number or a date (RFC 9110, 10.2.3); None where it does not."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
        return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
