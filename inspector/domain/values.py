"""What a person types, and what is in the JSON: per type, exact, in the server's own style.

Dates (facts: the official clients' captures): ISO without suffix, with `Z`, or with an offset; up to seven fraction
digits; year 1 means "not set" in several spellings. A suffix is no proof of the instant, so only the wall clock is
edited and the suffix and precision stay as they were served.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from inspector.domain import encoded, entity
from inspector.domain.document import Node
from inspector.domain.entity import Type
from inspector.domain.errors import InvalidValue
from inspector.domain.exact_json import Number, Scalar

INTEGERS = {
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "uint32": (0, 2**32 - 1),
    "int64": (-(2**63), 2**63 - 1),
}
"""The lowest and highest value of each integer type."""

ENCODED_IN = ("ExtraFields", "CustomFields")
"""The properties whose texts may be encoded."""

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:(?P<between>[T ])(?P<clock>\d\d:\d\d(?::\d\d)?)(?:\.(?P<fraction>\d+))?)?"
    r"(?P<suffix>Z|[+-]\d\d:?\d\d)?"
)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")


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


def spell_date(wall: datetime | None, style: DateStyle) -> str:
    """A wall clock in the given style; None spells "not set", the year-1 date that SuperOffice itself writes."""
    if wall is None:
        # year 1 UTC: east of Greenwich its wall clock is the offset itself, never a time before year 1
        offset = re.fullmatch(r"\+(\d\d):?(\d\d)", style.suffix)
        wall = (
            datetime.min + timedelta(hours=int(offset[1]), minutes=int(offset[2])) if offset else datetime.min
        )
        return wall.isoformat(timespec="seconds") + style.suffix
    text = wall.replace(microsecond=0).isoformat(timespec="seconds")
    if style.fraction_digits:
        text += "." + f"{wall.microsecond:06d}".ljust(style.fraction_digits, "0")[: style.fraction_digits]
    return text + style.suffix


def typed_date(text: str, served: Scalar, sibling: DateStyle | None = None) -> str:
    """What to save when a person typed `text` for a date: nothing means "not set".

    The style is the served value's; where that was null, a sibling date's. Raises InvalidValue `not_date`.
    """
    before = parse_date(served) if isinstance(served, str) else None
    style = before.style if before else sibling or DateStyle()
    if not text.strip():
        return spell_date(None, style)
    typed = parse_date(text)
    if typed is None or not typed.is_set:
        raise InvalidValue("not_date", text=text)
    if before and not typed.fraction and typed.wall == before.wall.replace(microsecond=0):
        return str(served)
    if before and before.style.suffix and not before.is_set and style.fraction_digits == 0 and sibling:
        style = DateStyle(sibling.fraction_digits, before.style.suffix)
    return spell_date(typed.wall, style)


def typed_number(text: str, kind: Type) -> Number:
    """The number a person typed, kept to the digit.

    Raises InvalidValue `not_integer`, `not_number` or `out_of_range` (facts `low`, `high`).
    """
    text = text.strip().replace("−", "-")
    limits = INTEGERS.get(kind.name)
    try:
        exact = Decimal(text)
    except InvalidOperation:
        raise InvalidValue("not_integer" if limits else "not_number", text=text[:40]) from None
    if limits is None:
        if not _NUMBER.fullmatch(text):
            text = format(exact, "f") if exact.is_finite() else ""
            if not _NUMBER.fullmatch(text):
                raise InvalidValue("not_number", text=text[:40])
        return Number(text)
    low, high = limits
    if not exact.is_finite() or exact.adjusted() > 20 or not low <= exact <= high:
        raise InvalidValue("out_of_range", low=low, high=high)
    if exact != exact.to_integral_value():
        raise InvalidValue("not_integer", text=text[:40])
    return Number(str(int(exact)))


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
    """The type for showing and editing: as `entity.type_of`, but for an encoded text, what it encodes (`encoded`)."""
    kind = entity.type_of(node)
    holder = node.parent
    if kind.name == "string" and node.kind == '"' and holder is not None and holder.key in ENCODED_IN:
        form = encoded.parse(str(node.value))
        return Type("encoded", form.mark) if form is not None else kind
    return kind


def from_text(text: str, kind: Type, served: Scalar, sibling: DateStyle | None = None) -> Scalar:
    """The value to save when a person typed `text` into a field of that type. Raises InvalidValue."""
    match kind.name:
        case "encoded" if isinstance(served, str) and (form := encoded.parse(served)):
            return encoded.from_text(text, form)
        case "int16" | "int32" | "uint32" | "int64" | "double" | "decimal" | "number":
            return typed_number(text, kind)
        case "date-time":
            return typed_date(text, served, sibling)
        case "enum":
            return typed_enum(text, kind, served)
        case "bool":
            lowered = text.strip().casefold()
            if lowered not in ("true", "false"):
                raise InvalidValue("not_in_enum", text=text[:60])
            return lowered == "true"
    return text


def to_text(value: Scalar, kind: Type) -> str:
    """What is in the editor when a person begins to edit: `from_text` of it gives the value back."""
    if value is None:
        return ""
    if isinstance(value, Number):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if kind.name == "encoded" and (form := encoded.parse(value)):
        return encoded.to_text(form)
    if kind.name == "date-time" and (date := parse_date(value)):
        if not date.is_set:
            return ""
        return date.wall.replace(microsecond=0).isoformat(" ") + (
            f".{date.fraction}" if date.fraction else ""
        )
    return value
