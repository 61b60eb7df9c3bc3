"""Time zones as SuperOffice names them: country or country-region codes and numbers, not IANA or Windows ids.

Codes and numbers up to 261 and of the US zones are those of SuperOffice's own documentation (so-timezone, and
the lists `timezone` and `timezoneiana`), except where a comment says that only the code is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

_WINTER = datetime(2026, 1, 15, tzinfo=UTC)
_SUMMER = datetime(2026, 7, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Zone:
    """One time zone location; `country_id` is the ISO 3166 number, 0 for none."""

    id: int
    code: str
    country_id: int
    country: str
    region: str
    cities: str
    iana: str
    active: bool = True

    @property
    def info(self) -> ZoneInfo:
        """The rules behind the code."""
        return ZoneInfo(self.iana)

    @cached_property
    def offsets(self) -> tuple[timedelta, timedelta]:
        """Standard and daylight offset from UTC; equal where the clock is never changed."""
        both = [when.astimezone(self.info).utcoffset() or timedelta() for when in (_WINTER, _SUMMER)]
        return min(both), max(both)

    @property
    def label(self) -> str:
        """The name in lists, for example `Norway (GMT+01.00)`."""
        return f"{self.region or self.country} (GMT{offset_text(self.offsets[0], '.')})"


def offset_text(offset: timedelta, separator: str = ":") -> str:
    """An offset as `+01:00`."""
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{separator}{abs(minutes) % 60:02}"


ZONES = (
    Zone(1, "UTC", 0, "", "UTC/GMT", "", "UTC"),
    Zone(36, "AU-ACT", 36, "Australia", "Australian Capital Territory", "Canberra", "Australia/Canberra"),
    Zone(37, "AU3", 36, "Australia", "Broken Hill", "Broken Hill", "Australia/Broken_Hill", active=False),
    Zone(38, "AU1", 36, "Australia", "Lord Howe Island", "Lord Howe", "Australia/Lord_Howe", active=False),
    Zone(39, "AU-NSW", 36, "Australia", "New South Wales", "Sydney", "Australia/Sydney"),
    Zone(45, "AU-WA", 36, "Australia", "Western Australia", "Perth", "Australia/Perth"),
    Zone(46, "AT", 40, "Austria", "", "Wien, Graz, Linz", "Europe/Vienna"),
    Zone(50, "BD", 50, "Bangladesh", "", "Dhaka", "Asia/Dhaka", active=False),
    Zone(53, "BE", 56, "Belgium", "", "Brussels, Antwerpen, Gent", "Europe/Brussels"),
    Zone(81, "BR-RJ", 76, "Brazil", "Rio de Janeiro", "Rio de Janeiro", "America/Sao_Paulo"),
    Zone(97, "CA-BC", 124, "Canada", "British Columbia", "Vancouver, Victoria", "America/Vancouver"),
    Zone(
        98, "CA-BC1", 124, "Canada", "British Columbia (exception 1)", "Dawson Creek", "America/Dawson_Creek"
    ),
    Zone(101, "CA2A", 124, "Canada", "Labrador (exception)", "St. John's", "America/St_Johns", active=False),
    Zone(114, "CA-QC", 124, "Canada", "Quebec", "Montréal, Québec", "America/Toronto"),
    Zone(140, "DK", 208, "Denmark", "", "København, Aarhus, Odense", "Europe/Copenhagen"),
    Zone(155, "FI", 246, "Finland", "", "Helsinki, Tampere", "Europe/Helsinki"),  # number ours
    Zone(156, "FR", 250, "France", "", "Paris, Lyon, Marseille", "Europe/Paris"),
    Zone(163, "DE", 276, "Germany", "", "Berlin, Hamburg, München", "Europe/Berlin"),  # number ours
    Zone(190, "IE", 372, "Ireland", "", "Dublin, Cork", "Europe/Dublin"),  # number ours
    Zone(248, "NL", 528, "Netherlands", "", "Amsterdam, Rotterdam", "Europe/Amsterdam"),  # number ours
    Zone(261, "NO", 578, "Norway", "", "Oslo, Bergen, Trondheim", "Europe/Oslo"),
    Zone(395, "SE", 752, "Sweden", "", "Stockholm, Göteborg, Malmö", "Europe/Stockholm"),  # number ours
    Zone(396, "CH", 756, "Switzerland", "", "Zürich, Genève, Bern", "Europe/Zurich"),  # number ours
    Zone(417, "GB", 826, "United Kingdom", "", "London, Leeds, Glasgow", "Europe/London"),  # number ours
    Zone(425, "US-CA", 840, "United States", "California", "Los Angeles, San Diego", "America/Los_Angeles"),
    Zone(433, "US-HI", 840, "United States", "Hawaii", "Honolulu", "Pacific/Honolulu"),
    Zone(460, "US-NY", 840, "United States", "New York", "New York, Buffalo", "America/New_York"),
)

BASE = next(zone for zone in ZONES if zone.code == "NO")
"""The zone the tenant's data is stored in."""


def find(code_or_id: str) -> Zone | None:
    """The zone of a code in any case, or of a number; None where there is no such zone."""
    wanted = code_or_id.strip().upper()
    return next((zone for zone in ZONES if wanted in (zone.code, str(zone.id))), None)
