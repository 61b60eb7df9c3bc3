"""What a person types, and what is in the JSON: per type, exact, in the server's own style.

Dates (facts: the official clients' captures): ISO without suffix, with `Z`, or with an offset; up to seven fraction
digits; year 1 means "not set" in several spellings. A suffix is no proof of the instant, so only the wall clock is
edited and the suffix and precision stay as they were served. Whoever types an offset means an instant, which is then
told in the served offset, and as many digits of a second as they want.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from inspector.domain import custom_fields, encoded, entity, numbers, rights, times
from inspector.domain.document import Node
from inspector.domain.entity import Type
from inspector.domain.errors import InvalidValue
from inspector.domain.exact_json import Number, Scalar
from inspector.domain.numbers import Notation

INTEGERS = {
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "uint32": (0, 2**32 - 1),
    "int64": (-(2**63), 2**63 - 1),
}
"""The lowest and highest value of each integer type."""

ENCODED_IN = custom_fields.HOLDERS
"""The properties whose texts may be encoded."""

_TICKS = custom_fields.TICKS

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:(?P<between>[T ])(?P<clock>\d\d:\d\d(?::\d\d)?)(?:\.(?P<fraction>\d+))?)?"
    r"(?P<suffix>Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a date is spelled: how many fraction digits, and what follows it (nothing, `Z`, `+01:00`)."""

    fraction_digits: int = 0
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A date as served: the wall clock (to the microsecond), and its style."""

    wall: datetime
    style: DateStyle
    fraction: str = ""

    @property
    def is_set(self) -> bool:
        """Whether it is a date at all: year 1, and the last hours before it in a western zone, mean "not set"."""
        return self.wall.year > 1


def parse_date(text: str) -> Date | None:
    """The date that a served text spells, or None where it is not an ISO date."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return None
    fraction = match["fraction"] or ""
    clock = match["clock"] or "00:00"
    try:
        wall = datetime.fromisoformat(f"{match['day']}T{clock}")
    except ValueError:
        return None
    if fraction:
        wall = wall.replace(microsecond=int(fraction[:6].ljust(6, "0")))
    return Date(wall, DateStyle(len(fraction), match["suffix"] or ""), fraction)


def offset_of(suffix: str) -> timedelta | None:
    """How far that suffix is from UTC; None for no suffix, and for one that no clock shows."""
    if suffix == "Z":
        return timedelta()
    match = re.fullmatch(r"([+-])([0-9]{2}):?([0-9]{2})", suffix)
    away = timedelta(hours=int(match[2]), minutes=int(match[3])) if match else None
    if match is None or away is None or away >= timedelta(days=1):
        return None
    return -away if match[1] == "-" else away


def spell_date(wall: datetime | None, style: DateStyle, fraction: str = "") -> str:
    """A wall clock in the given style; None spells "not set", the year-1 date that SuperOffice itself writes.

    `fraction` are the digits of the second, where they are more than the clock can hold.
    """
    if wall is None:
        # year 1 UTC: east of Greenwich its wall clock is the offset itself, never a time before year 1
        wall = datetime.min + max(offset_of(style.suffix) or timedelta(), timedelta())
        return wall.isoformat(timespec="seconds") + style.suffix
    text = wall.replace(microsecond=0).isoformat(timespec="seconds")
    if style.fraction_digits:
        digits = fraction or f"{wall.microsecond:06d}"
        text += "." + digits.ljust(style.fraction_digits, "0")[: style.fraction_digits]
    return text + style.suffix


def typed_date(text: str, served: Scalar, sibling: DateStyle | None = None) -> str:
    """What to save when a person typed `text` for a date: nothing means "not set".

    The style is the served value's; where that was null, a sibling date's, and without one, that of what was typed.
    Raises InvalidValue `not_date`, `no_offset` (the style has none), `too_fine`.
    """
    before = parse_date(served) if isinstance(served, str) else None
    style = before.style if before else sibling or DateStyle()
    if not text.strip():
        return spell_date(None, style)
    typed = parse_date(numbers.ascii_digits(text))
    if typed is None or not typed.is_set:
        raise InvalidValue("not_date", text=text[:40])
    if before is None and sibling is None:
        style = typed.style
    wall = _in_style(typed, style, text)
    if before and not typed.fraction and wall == before.wall.replace(microsecond=0):
        return str(served)
    if before and before.style.suffix and not before.is_set and style.fraction_digits == 0 and sibling:
        style = DateStyle(sibling.fraction_digits, before.style.suffix)
    digits = max(len(typed.fraction.rstrip("0")), style.fraction_digits)
    if digits > max(encoded.FINEST, style.fraction_digits):
        raise InvalidValue("too_fine", text=text[:40], digits=encoded.FINEST)
    return spell_date(wall, DateStyle(digits, style.suffix), typed.fraction or "0")


def _in_style(typed: Date, style: DateStyle, text: str) -> datetime:
    """The wall clock of a typed date where clocks have the style's offset."""
    if typed.style.suffix in ("", style.suffix):
        return typed.wall
    if not style.suffix:
        raise InvalidValue("no_offset", text=text[:40])
    here, there = offset_of(typed.style.suffix), offset_of(style.suffix)
    try:
        if here is None or there is None or (moved := typed.wall - here + there).year == 1:
            raise InvalidValue("not_date", text=text[:40])
    except OverflowError:
        raise InvalidValue("not_date", text=text[:40]) from None
    return moved


def typed_number(text: str, kind: Type, notation: Notation = numbers.JSON) -> Number:
    """The number a person typed, kept to the digit.

    Raises InvalidValue `not_integer`, `not_number`, `ambiguous` (facts `one`, `other`) or `out_of_range` (facts `low`,
    `high`).
    """
    limits = INTEGERS.get(kind.name)
    number = Number(numbers.read(text, notation, whole=limits is not None))
    if limits is None:
        return number
    low, high = limits
    if not low <= number.value <= high:
        raise InvalidValue("out_of_range", low=low, high=high)
    if number.value != int(number.value):
        raise InvalidValue("not_integer", text=text[:40])
    return Number(str(int(number.value)))


def typed_enum(text: str, kind: Type, served: Scalar = None) -> str:
    """The name, or comma-joined names, of an enum, as the enum spells them; what was served is accepted too.

    Raises InvalidValue `not_in_enum`.
    """
    known = [*entity.enum(kind.of), *(str(served).split(",") if isinstance(served, str) else ())]
    names = (
        {name.strip().casefold(): name.strip() for name in reversed(known)} if entity.enum(kind.of) else {}
    )
    parts = [part.strip() for part in text.split(",")] if entity.is_flags(kind.of) else [text.strip()]
    found = [names.get(part.casefold()) for part in parts]
    if not names:
        return text
    if None in found:
        raise InvalidValue("not_in_enum", text=text[:60])
    return ", ".join(name for name in found if name)


def kind_of(node: Node) -> Type:
    """The type for showing and editing: as `entity.type_of`, but more is known of some.

    An encoded text is what it encodes (`encoded`), or yes or no (`tick`), and where a custom field holds none, what it
    is set up for; of a length of time the unit is known, and of a date whether only the time of day counts (`clock`).
    """
    kind = entity.type_of(node)
    holder = node.parent
    if kind.name == "string" and node.kind in '"n' and holder is not None and holder.key in ENCODED_IN:
        return _custom_kind(node) or kind
    if kind.name == "date-time" and times.is_clock(node):
        return Type("date-time", "clock")
    return Type(kind.name, unit) if kind.name in INTEGERS and (unit := times.unit_of(node)) else kind


def _custom_kind(node: Node) -> Type | None:
    text, declared = str(node.value or ""), rights.hint_of(node).declared
    if declared == "Checkbox" and custom_fields.fits(declared, text):
        return Type("tick")
    form = encoded.parse(text)
    mark = form.mark if form is not None else custom_fields.mark_of(declared)
    return Type("encoded", mark) if mark else None


def modelled_on(node: Node) -> Scalar:
    """The value whose style what is typed takes: that of the node; for a custom field without one that fits it, a blank
    one."""
    kind = kind_of(node)
    if kind.name == "encoded" and encoded.parse(str(node.value or "")) is None:
        return custom_fields.blank(rights.hint_of(node).declared, str(node.key))
    if kind.name == "tick" and not node.value:
        return custom_fields.blank("Checkbox", str(node.key))
    return node.value


def from_text(
    text: str,
    kind: Type,
    served: Scalar,
    sibling: DateStyle | None = None,
    notation: Notation = numbers.JSON,
) -> Scalar:
    """The value to save when a person typed `text` into a field of that type. Raises InvalidValue."""
    match kind.name:
        case "encoded" if isinstance(served, str) and (form := encoded.parse(served)):
            return encoded.from_text(text, form, notation)
        case "int16" | "int32" | "uint32" | "int64" | "double" | "decimal" | "number":
            return typed_number(text, kind, notation)
        case "date-time" if isinstance(served, str) and kind.of == "clock" and text == to_text(served, kind):
            return served
        case "date-time":
            return typed_date(text, served, sibling)
        case "enum":
            return typed_enum(text, kind, served)
        case "bool":
            lowered = text.strip().casefold()
            if lowered not in ("true", "false"):
                raise InvalidValue("not_in_enum", text=text[:60])
            return lowered == "true"
        case "tick":
            return _typed_tick(text, served)
    return text


def _typed_tick(text: str, served: Scalar) -> str:
    """Yes or no as the field says it, whichever way it was typed or pasted."""
    ours = next((pair for pair in _TICKS if served in pair), _TICKS[0])
    for pair in (*_TICKS, ("false", "true")):
        if text.strip() in pair:
            return ours[pair.index(text.strip())]
    raise InvalidValue("not_in_enum", text=text[:60])


def to_text(value: Scalar, kind: Type) -> str:
    """What is in the editor when a person begins to edit: `from_text` of it gives the value back."""
    if value is None:
        return ""
    if isinstance(value, Number):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if kind.name == "tick":
        return "" if not value else "true" if any(value == yes for _no, yes in _TICKS) else "false"
    if kind.name == "encoded" and (form := encoded.parse(value)):
        return encoded.to_text(form)
    if kind.name == "date-time" and (date := parse_date(value)):
        if not date.is_set:
            return ""
        wall = date.wall.replace(microsecond=0)
        text = wall.time().isoformat() if kind.of == "clock" else wall.isoformat(" ")
        return text + (f".{date.fraction}" if date.fraction else "")
    return value
