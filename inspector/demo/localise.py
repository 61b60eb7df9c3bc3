"""What the request headers do to strings and dates on their way out.

Without a language strings leave raw: `NO:"…";US:"…"`, `[SR_…]`, values in display strings stay encoded.
With one, they come in that language, and values inside display strings are written the culture's way.
Source: SuperOffice's pages on REST headers, time zones, and the lists `culture` and `culturesolanguage`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from inspector.demo import cultures, texts, timezones
from inspector.demo.timezones import Zone, offset_text

_SO_CODES = {
    **{
        "no": "NO",
        "nb": "NO",
        "nn": "NO",
        "en": "US",
        "sv": "SW",
        "da": "DA",
        "de": "GE",
        "nl": "NL",
        "fr": "FR",
    },
    **{
        "cs": "CZ",
        "it": "IT",
        "es": "SP",
        "fi": "FI",
        "pl": "PL",
        "ru": "RU",
        "zh": "CN",
        "uk": "UK",
        "ko": "KO",
    },
    **{"br": "BR", "pt": "BR", "vi": "VI", "ch": "CH", "ja": "JP"},
}
_MULTI = re.compile(r'(?:[A-Z]{2}:"[^"]*";?)+')
_PART = re.compile(r'([A-Z]{2}):"([^"]*)"')
_RESOURCE = re.compile(r"\[(SR_[A-Z0-9_]+)\]")
_UNTRANSLATED = ("*", "x")


class Display(str):
    """Text for people to read: encoded values inside it are written in the culture once there is a language."""

    __slots__ = ()


@dataclass(frozen=True)
class Date:
    """A date on its way out.

    moment: an instant, converted to the zone asked for. system: a stamp the docs call always UTC, which the
    zone does not move. wall: only its clock face counts (office hours), so it is tagged and never moved.
    `when` is aware except for wall dates; None is SuperOffice's null, year 1.
    """

    when: datetime | None
    kind: Literal["moment", "system", "wall"] = "moment"
    digits: int = 0


NO_DATE = Date(None)


@dataclass(frozen=True)
class Locale:
    """What the headers ask for: languages, the best first (none: raw), culture, zone, offset or not."""

    languages: tuple[str, ...]
    culture: str
    zone: Zone
    tagged: bool

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Locale:
        """Read Accept-Language, SO-Language, SO-Culture and SO-TimeZone (header names in lower case)."""
        asked = headers.get("so-language", "").strip() or headers.get("accept-language", "").strip()
        tags = [tag for part in asked.split(",") if (tag := part.split(";")[0].strip().lower())]
        if not tags or tags[0] in _UNTRANSLATED:
            tags = []
        culture = headers.get("so-culture", "").strip().lower() or (tags[0] if tags else "")
        zone, tagged = _zone(headers.get("so-timezone", ""))
        return cls(tuple(tags), culture, zone, tagged)

    def text(self, raw: str) -> str:
        """A string as it leaves the server."""
        if not self.languages:
            return str(raw)
        if _MULTI.fullmatch(raw):
            return self._choose(dict(_PART.findall(raw)))
        if "[SR_" in raw:
            raw = type(raw)(_RESOURCE.sub(lambda found: self.resource(found[1]) or found[0], raw))
        return cultures.shown(raw, self.culture) if isinstance(raw, Display) else str(raw)

    def resource(self, name: str) -> str | None:
        """The text behind a string id such as SR_YES; None where there is no such id."""
        choices = texts.resource(name)
        return self._choose(choices) if choices else None

    def _choose(self, choices: dict[str, str]) -> str:
        codes = [_SO_CODES.get(tag[:2], "") for tag in self.languages]
        return next(
            (choices[code] for code in (*codes, "US") if code in choices), next(iter(choices.values()))
        )

    def date(self, date: Date) -> str:
        """A date as it leaves the server: ISO, with an offset only where one was asked for."""
        if date.when is None:
            return self._no_date(date)
        zone = timezones.BASE if date.kind == "system" else self.zone
        local = date.when if date.kind == "wall" else date.when.astimezone(zone.info)
        if date.kind == "system" and self.tagged:
            local = local.astimezone(UTC)
        fraction = f".{local.microsecond:06}7"[: date.digits + 1] if date.digits else ""
        return f"{local:%Y-%m-%dT%H:%M:%S}{fraction}{self._suffix(local, date.kind)}"

    def _no_date(self, date: Date) -> str:
        """Year 1 as in captures of real servers: bare, `Z`, and `01:00:00+01:00` (a shifted null)."""
        offset = self.zone.offsets[0] if date.kind != "system" else timedelta()
        if not self.tagged:
            return "0001-01-01T00:00:00"
        if not offset:
            return "0001-01-01T00:00:00Z"
        clock = datetime(1, 1, 1) + max(offset, timedelta())
        return f"{clock:0001-%m-%dT%H:%M:%S}{offset_text(offset)}"

    def _suffix(self, local: datetime, kind: str) -> str:
        if not self.tagged:
            return ""
        if kind == "system" or self.zone.code == "UTC":
            return "Z"
        return offset_text(local.replace(tzinfo=self.zone.info).utcoffset() or timedelta())


def _zone(header: str) -> tuple[Zone, bool]:
    """`NO`, `261`, `NO,includeTZOffset` (blank or not), `includeTZOffset`; an unknown code: the base zone."""
    parts = [part.strip() for part in header.split(",")]
    tagged = any(part.lower() == "includetzoffset" for part in parts)
    return timezones.find(parts[0]) or timezones.BASE, tagged


def localised(tree: object, locale: Locale) -> object:
    """A tree of plain JSON values: every date and string in it as the headers ask."""
    match tree:
        case dict():
            return {key: localised(value, locale) for key, value in tree.items()}
        case list() | tuple():
            return [localised(value, locale) for value in tree]
        case str():
            return locale.text(tree)
        case Date():
            return locale.date(tree)
        case _:
            return tree
