"""Encoded strings: what extra and custom fields hold in place of numbers, dates and times, `[I:3]`, `[D:06/01/2020]`.

The forms are those of SuperOffice's documentation of encoded values, and of real captures of the official client, which
write dates month first whatever the documentation's sample says, often followed by a time of day. Anything else is
plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

from inspector.domain.errors import InvalidValue

_FORM = re.compile(r"\[(?P<mark>I|F|M|D|DT|T):(?P<body>[^\[\]]*)\]")
_DATE = re.compile(r"(?P<day>\d\d/\d\d/\d{4})(?: (?P<clock>\d\d:\d\d:\d\d)(?:\.(?P<fraction>\d+))?)?")
_TIME = re.compile(r"\d\d:\d\d(?::\d\d)?(?:\.\d+)?")
_INTEGER, _DECIMAL = re.compile(r"-?\d+"), re.compile(r"-?\d+(?:\.\d+)?")


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


def to_text(form: Encoded) -> str:
    """What an editor begins with: the number, the time, the date as ISO; empty for a date that is not set."""
    if form.mark not in ("D", "DT"):
        return form.body
    moment = moment_of(form)
    if moment is None:
        return ""
    return moment.date().isoformat() if form.mark == "D" else moment.isoformat(" ")


def from_text(text: str, before: Encoded) -> str:
    """The same form with what a person typed. Raises InvalidValue `not_integer`, `not_number`, `not_date`."""
    typed = text.strip()
    if typed == to_text(before):
        return f"[{before.mark}:{before.body}]"
    match before.mark:
        case "I" if not _INTEGER.fullmatch(typed):
            raise InvalidValue("not_integer", text=text[:40])
        case "F" | "M" if not _DECIMAL.fullmatch(typed):
            raise InvalidValue("not_number", text=text[:40])
        case "T":
            typed = _typed_time(typed)
        case "D" | "DT":
            typed = _typed_date(typed, before)
    return f"[{before.mark}:{typed}]"


def _typed_time(text: str) -> str:
    try:
        time.fromisoformat(text)
    except ValueError:
        raise InvalidValue("not_date", text=text[:40]) from None
    return text


def _typed_date(text: str, before: Encoded) -> str:
    """In the style that was served: with or without a time of day, and with as many digits of a second."""
    try:
        moment = datetime.fromisoformat(text) if text else datetime.min
    except ValueError:
        raise InvalidValue("not_date", text=text[:40]) from None
    style = _DATE.fullmatch(before.body)
    assert style is not None
    told = f"{moment.month:02}/{moment.day:02}/{moment.year:04}"
    if style["clock"] or before.mark == "DT":
        told += f" {moment:%H:%M:%S}"
    return told + ("." + "0" * len(style["fraction"]) if style["fraction"] else "")
