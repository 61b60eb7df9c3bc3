"""The rules behind the time zone codes that are offered before the tenant's own list (`timezoneiana`) is there.

Only codes whose rules are beyond doubt: SuperOffice's documentation of SO-TimeZone names country, region and cities.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

IANA: Mapping[str, str] = {
    "UTC": "UTC",
    "NO": "Europe/Oslo",
    "SE": "Europe/Stockholm",
    "DK": "Europe/Copenhagen",
    "FI": "Europe/Helsinki",
    "DE": "Europe/Berlin",
    "NL": "Europe/Amsterdam",
    "BE": "Europe/Brussels",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "IE": "Europe/Dublin",
    "CH": "Europe/Zurich",
    "AT": "Europe/Vienna",
    "PL": "Europe/Warsaw",
    "CZ": "Europe/Prague",
    "IT": "Europe/Rome",
    "US-NY": "America/New_York",
    "US-CA": "America/Los_Angeles",
    "US-HI": "Pacific/Honolulu",
    "CA-QC": "America/Toronto",
    "CA-BC": "America/Vancouver",
    "BR-RJ": "America/Sao_Paulo",
    "AU-NSW": "Australia/Sydney",
    "AU-ACT": "Australia/Canberra",
    "BD": "Asia/Dhaka",
}
"""By SuperOffice's code. `ES` is not here: it may be the mainland or the Canary Islands."""


def zone_of(code: str, tenants: Mapping[str, str]) -> tzinfo | None:
    """The rules of a code, by the tenant's own list first; None where they are not known."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - only answers have zones, no start

    name = tenants.get(code) or IANA.get(code.upper())
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
