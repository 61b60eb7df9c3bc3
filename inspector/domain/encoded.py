"""Encoded strings: what extra and custom fields hold in place of numbers, dates and times, `[I:3]`, `[D:06/01/2020]`.

The forms are those of SuperOffice's documentation of encoded values, and of real captures of the official client, which
write dates month first whatever the documentation's sample says, often followed by a time of day. Anything else is
plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from inspector.domain import numbers
from inspector.domain.errors import InvalidValue
from inspector.domain.numbers import Notation

FINEST = 7
"""Digits of a second that .NET has."""
CLOCK_DAY = date(1760, 1, 1)
"""The day of a `DT` of which only the time of day counts."""
LOWEST, HIGHEST = -(2**31), 2**31 - 1
"""Of an `I`: SuperOffice keeps it in 32 bits."""
_FORM = re.compile(r"\[(?P<mark>I|F|M|D|DT|T):(?P<body>[^\[\]]*)\]")
_DATE = re.compile(
    r"(?P<day>\d\d/\d\d/\d{4})(?: (?P<clock>\d\d:\d\d:\d\d)(?:\.(?P<fraction>\d+))?)?", re.ASCII
)
_TIME = re.compile(r"\d\d:\d\d(?::\d\d)?(?:\.\d+)?", re.ASCII)
_INTEGER, _DECIMAL = re.compile(r"-?\d+", re.ASCII), re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_TYPED_TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])(?P<rest>:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)", re.ASCII)
_TYPED_DATE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[ T](?P<clock>\d\d:\d\d(?::\d\d)?)(?:\.(?P<fraction>\d+))?)?"
    r"(?P<suffix>Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A form: its mark, and what is in it."""

    mark: str
    body: str


def parse(text: str) -> Encoded | None:
    """The form that a text has; None for plain text."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    shapes = {"I": _INTEGER, "F": _DECIMAL, "M": _DECIMAL, "T": _TIME, "D": _DATE, "DT": _DATE}
    fits = shapes[match["mark"]].fullmatch(match["body"])
    if fits is None or (match["mark"] in ("D", "DT") and _moment(match["body"]) is None):
        return None
    return Encoded(match["mark"], match["body"])


def _moment(body: str) -> datetime | None:
    """The date and time that a body of that form spells; None where the calendar has no such day."""
    match = _DATE.fullmatch(body)
    assert match is not None
    try:
        return datetime.strptime(f"{match['day']} {match['clock'] or '00:00:00'}", "%m/%d/%Y %H:%M:%S")
    except ValueError:
        return None


def moment_of(form: Encoded) -> datetime | None:
    """The date of a `D` or `DT`; None for other forms, and where year 1 says that it is not set."""
    found = _moment(form.body) if form.mark in ("D", "DT") else None
    return found if found is not None and found.year > 1 else None


def is_clock(form: Encoded) -> bool:
    """Whether it is a time of day that is kept as a date."""
    moment = moment_of(form) if form.mark == "DT" else None
    return moment is not None and moment.date() == CLOCK_DAY


def to_text(form: Encoded) -> str:
    """What an editor begins with: the number, the time, the date as ISO; empty for a date that is not set."""
    if form.mark not in ("D", "DT"):
        return form.body
    moment = moment_of(form)
    if moment is None:
        return ""
    style = _DATE.fullmatch(form.body)
    fraction = (style["fraction"] or "") if style is not None else ""
    tail = f".{fraction}" if fraction.strip("0") else ""
    if form.mark == "D" and not tail and moment == datetime.combine(moment, datetime.min.time()):
        return moment.date().isoformat()
    return (moment.time().isoformat() if is_clock(form) else moment.isoformat(" ")) + tail


def from_text(text: str, before: Encoded, notation: Notation = numbers.JSON) -> str:
    """The same form with what a person typed, which is then read back: what is no such form is never written.

    Raises InvalidValue `not_integer`, `not_number`, `ambiguous`, `out_of_range`, `not_date`, `not_time`, `no_offset`,
    `no_clock`, `too_fine`.
    """
    typed = text.strip()
    if typed == to_text(before):
        return f"[{before.mark}:{before.body}]"
    match before.mark:
        case "I":
            typed = numbers.read(typed, notation, whole=True)
            if _INTEGER.fullmatch(typed) and not LOWEST <= int(typed) <= HIGHEST:
                raise InvalidValue("out_of_range", low=LOWEST, high=HIGHEST)
        case "F" | "M":
            typed = numbers.read(typed, notation)
        case "T":
            typed = _typed_time(typed)
        case _:
            typed = _typed_date(numbers.ascii_digits(typed), before)
    told = f"[{before.mark}:{typed}]"
    if parse(told) is None:
        codes = {"I": "not_integer", "F": "not_number", "M": "not_number", "T": "not_time"}
        raise InvalidValue(codes.get(before.mark, "not_date"), text=text[:40])
    return told


def _typed_time(text: str) -> str:
    found = _TYPED_TIME.fullmatch(numbers.ascii_digits(text))
    if found is None:
        raise InvalidValue("not_time", text=text[:40])
    return f"{int(found['hour']):02}{found['rest']}"


def _typed_date(text: str, before: Encoded) -> str:
    """In the style that was served: with or without a time of day, and with as many digits of a second or more."""
    style, found = _DATE.fullmatch(before.body), _TYPED_DATE.fullmatch(text)
    assert style is not None
    fraction, moment = "", datetime.min
    if text:
        try:
            moment = datetime.fromisoformat(f"{found['day']} {found['clock'] or '00:00'}" if found else "")
        except ValueError:
            raise InvalidValue("not_date", text=text[:40]) from None
    if found:
        fraction = (found["fraction"] or "").rstrip("0")
        if found["suffix"]:
            raise InvalidValue("no_offset", text=text[:40])
    has_clock = bool(style["clock"]) or before.mark == "DT"
    if not has_clock and (fraction or moment != datetime.combine(moment, datetime.min.time())):
        raise InvalidValue("no_clock", text=text[:40])
    digits = len(style["fraction"] or "")
    if len(fraction) > max(FINEST, digits):
        raise InvalidValue("too_fine", text=text[:40], digits=FINEST)
    told = f"{moment.month:02}/{moment.day:02}/{moment.year:04}"
    if has_clock:
        told += f" {moment:%H:%M:%S}"
    fraction = fraction.ljust(digits, "0")
    return told + (f".{fraction}" if fraction else "")
