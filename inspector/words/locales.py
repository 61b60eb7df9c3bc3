"""What else languages, cultures and time zones are known by, and what shows at a glance what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTimeZone

from inspector.domain import choices, zones
from inspector.domain.choices import Choice
from inspector.words.contexts import Choices

_TAGS = {"br": "pt-BR", "ch": "de-CH"}
"""The usual names of languages that SuperOffice has names of its own for."""
_SAMPLE_DAY, _SAMPLE_NUMBER = QDate(2026, 12, 31), 1234.5


def recognisable(given: Choices, now: datetime, iana: Mapping[str, str] | None = None) -> Choices:
    """The same choices, found by every name they have, with a hint each; a tenth of a second for the world's zones.

    `iana` names the rules behind the tenant's zones by code, `now` says whether it is summer there.
    """
    return Choices(
        [_language(one) for one in given.languages],
        [_culture(one) for one in given.cultures],
        [_zone(one, now, (iana or {}).get(one.code) or one.iana) for one in given.time_zones],
        given.request_types,
    )


def _language(choice: Choice) -> Choice:
    own = _own_names(choice, choices.LANGUAGES)
    locale = _locale(choice.code)
    hint = next(iter(own or ([locale.nativeLanguageName()] if locale else [])), "")
    return _with(choice, (*own, *_names(locale)), "" if hint == choice.name else hint)


def _culture(choice: Choice) -> Choice:
    """A culture of .NET's has settings of its own: the sample is how people there usually write."""
    own, locale = _own_names(choice, choices.CULTURES), _locale(choice.code)
    hint = ""
    if locale:
        form = re.sub("y+", "yyyy", locale.dateFormat(QLocale.FormatType.ShortFormat))
        number = locale.toString(_SAMPLE_NUMBER, "f", 2)
        hint = f"{locale.toString(_SAMPLE_DAY, form)} · {number}"
    return _with(choice, (*own, *_names(locale)), hint)


def _zone(choice: Choice, now: datetime, iana: str) -> Choice:
    rules = zones.zone_of(choice.code, {choice.code: iana} if iana else {})
    offset = now.astimezone(rules).utcoffset() if rules is not None else None
    if offset is None:
        return choice
    name = iana or zones.IANA.get(choice.code.upper(), "")
    city = name.rpartition("/")[2].replace("_", " ") if "/" in name else ""
    told = offset_words(offset)
    names = (
        *_own_names(choice, choices.TIME_ZONES),
        *_countries(name),
        name,
        city,
        f"UTC{told}",
        f"GMT{told}",
    )
    return _with(choice, names, " · ".join(filter(None, (city, told))))


def _with(choice: Choice, names: Iterable[str], hint: str) -> Choice:
    return replace(choice, also=tuple(dict.fromkeys(filter(None, (*choice.also, *names)))), hint=hint)


def offset_words(offset: timedelta) -> str:
    """An offset from UTC as in ISO dates: `+01:00`."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _own_names(choice: Choice, known: Sequence[Choice]) -> tuple[str, ...]:
    """What the people there call it, and what it is called in English, of those that are documented."""
    code = choice.code.lower()
    return next(((*one.also, one.name) for one in known if one.code.lower() == code), ())


def _locale(code: str) -> QLocale | None:
    locale = QLocale(_TAGS.get(code.lower(), code))
    return locale if locale.language() != QLocale.Language.C else None


def _names(locale: QLocale | None) -> Iterable[str]:
    if locale is None:
        return ()
    return (
        QLocale.languageToString(locale.language()),
        locale.nativeLanguageName(),
        locale.bcp47Name(),
        locale.name().replace("_", "-"),
    )


def _countries(iana: str) -> Iterable[str]:
    """What the country is called in each of its languages."""
    territory = QTimeZone(iana.encode()).territory()
    if territory == QLocale.Country.AnyTerritory:
        return ()
    everywhere = QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, territory)
    return dict.fromkeys(filter(None, (locale.nativeTerritoryName() for locale in everywhere)))
