"""How numbers and dates inside display strings look in a culture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

_ENCODED = re.compile(r"\[(I|F|M|DT|D|T):([^\]]*)\]")
_NARROW = "\u202f"
_HARD = "\u00a0"


@dataclass(frozen=True)
class Culture:
    """Decimal and group marks, and the short date and time as strftime patterns."""

    decimal: str
    group: str
    day: str
    clock: str = "%H:%M"


_US = Culture(".", ",", "%m/%d/%Y", "%I:%M %p")
_CULTURES = {
    "en": _US,
    "en-gb": Culture(".", ",", "%d/%m/%Y"),
    "no": Culture(",", _HARD, "%d.%m.%Y"),
    "nb": Culture(",", _HARD, "%d.%m.%Y"),
    "nn": Culture(",", _HARD, "%d.%m.%Y"),
    "sv": Culture(",", _HARD, "%Y-%m-%d"),
    "da": Culture(",", ".", "%d-%m-%Y"),
    "de": Culture(",", ".", "%d.%m.%Y"),
    "de-ch": Culture(".", "’", "%d.%m.%Y"),
    "nl": Culture(",", ".", "%d-%m-%Y"),
    "fr": Culture(",", _NARROW, "%d/%m/%Y"),
    "fi": Culture(",", _HARD, "%d.%m.%Y", "%H.%M"),
    "it": Culture(",", ".", "%d/%m/%Y"),
    "es": Culture(",", ".", "%d/%m/%Y"),
    "pl": Culture(",", _HARD, "%d.%m.%Y"),
    "cs": Culture(",", _HARD, "%d.%m.%Y"),
    "pt-br": Culture(",", ".", "%d/%m/%Y"),
}


def shown(text: str, culture: str) -> str:
    """Write every encoded value in `text` (`[D:12/31/2026]`, `[M:124500.50]`) the culture's way."""
    chosen = _CULTURES.get(culture) or _CULTURES.get(culture.split("-", maxsplit=1)[0], _US)
    return _ENCODED.sub(lambda found: _value(found[1], found[2], chosen), text)


def _value(mark: str, value: str, culture: Culture) -> str:
    match mark:
        case "I":
            return value
        case "F" | "M":
            return _number(Decimal(value), culture)
        case "T":
            return datetime.strptime(value, "%H:%M").strftime(culture.clock)
        case _:
            return _date(value, culture, with_clock=mark == "DT")


def _number(value: Decimal, culture: Culture) -> str:
    marks = str.maketrans({",": culture.group, ".": culture.decimal})
    return f"{value:,}".translate(marks)


def _date(value: str, culture: Culture, *, with_clock: bool) -> str:
    when = datetime.strptime(value[:19], "%m/%d/%Y %H:%M:%S" if " " in value else "%m/%d/%Y")
    if when.year <= 1:
        return ""
    return when.strftime(f"{culture.day} {culture.clock}" if with_clock else culture.day)
