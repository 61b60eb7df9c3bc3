"""Numbers as people type them: read in the notation of a culture, spelled as JSON has them.

JSON has the ten ASCII digits, a point, and no separators (RFC 8259, 6); people type what their keyboards and habits
give them. Digits of other scripts, signs and spaces between thousands have one meaning only. A point or a comma may
have two: then the culture decides, and where it does not, the person is asked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from inspector.domain.errors import InvalidValue

_SERVED = re.compile(r"-?[0-9]{1,18}", re.ASCII)
"""Every id, size and colour fits into 64 bits."""


def served(value: object) -> int | None:
    """The whole number that a server or a file of ours means, as a number or as a text; None where it means none.

    The one reader for such numbers: `int` raises for an infinite one and for thousands of digits, and takes digits that
    JSON does not.
    """
    if isinstance(value, str):
        return int(value) if _SERVED.fullmatch(value.strip(" ")) else None
    if isinstance(value, float):
        value = int(value) if value.is_integer() else None
    return int(value) if isinstance(value, int) and abs(value) < 10**18 else None


@dataclass(frozen=True, slots=True)
class Notation:
    """What stands before a fraction, and between thousands."""

    point: str = "."
    group: str = ","
    beside: Notation | None = None
    """Another one that is used here as well; where the two read a number differently, the person is asked."""


JSON = Notation()
"""As in JSON, with the commas that go with a point."""

_SAME = str.maketrans("−－＋．，٫", "--+.,.")
_SPACE = "[ \u00a0\u2009\u202f'’٬]"
_SPACED = re.compile(rf"[+-]?[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?![0-9])")
_POINTED, _COMMAED = (
    re.compile(rf"[+-]?[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+(?:{point}[0-9]+)?")
    for group, point in ((r"\.", ","), (",", r"\."))
)
_THREE = re.compile(r"([+-]?)([1-9][0-9]{0,2})([.,])([0-9]{3})")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?=\.?[0-9])0*(?P<whole>[0-9]*)(?:\.(?P<fraction>[0-9]*))?(?P<exponent>[eE][+-]?[0-9]+)?"
)


def ascii_digits(text: str) -> str:
    """The text with the digits of other scripts, full-width ones among them, as ASCII digits."""
    return "".join(
        str(unicodedata.decimal(letter)) if not letter.isascii() and letter.isdecimal() else letter
        for letter in text
    )


def read(text: str, notation: Notation = JSON, *, whole: bool = False) -> str:
    """The number that a person means, as JSON spells it, to the digit; `whole` where it should have no fraction.

    Raises InvalidValue `not_integer` (where `whole`), `not_number`, or `ambiguous` (facts `one`, `other`).
    """
    if notation.beside is None:
        return _read(text, notation, whole=whole)
    told: list[str] = []
    refused: list[InvalidValue] = []
    for one in (notation, notation.beside):
        try:
            told.append(_read(text, one, whole=whole))
        except InvalidValue as error:
            refused.append(error)
    unsure = next((error for error in refused if error.code == "ambiguous"), None)
    if unsure is None and len(set(told)) == 1:
        return told[0]
    if unsure is None and not told:
        raise refused[0]
    three = _THREE.fullmatch(_plain(text))
    if three is None or (unsure is not None and whole):
        raise unsure or refused[0]
    sign, before, _mark, after = three.groups()  # with a zero before it, it is a fraction in both
    raise InvalidValue(
        "ambiguous", text=text[:40], one=sign + before + after, other=f"{sign}0{before}.{after}"
    )


def _plain(text: str) -> str:
    """With ASCII digits, signs and marks, and without spaces between thousands."""
    plain = ascii_digits(text).translate(_SAME).strip()
    if spaced := _SPACED.match(plain):
        plain = re.sub(_SPACE, "", spaced[0]) + plain[spaced.end() :]
    return plain


def _read(text: str, notation: Notation, *, whole: bool) -> str:
    has_point = "٫" in text  # nothing else in such a number can be one
    plain = _plain(text)
    if not has_point:
        _refuse_ambiguous(plain, text, notation, whole=whole)
        plain = _with_point(plain, notation)
    found = _NUMBER.fullmatch(plain)
    if found is None:
        raise InvalidValue("not_integer" if whole else "not_number", text=text[:40])
    sign = found["sign"].removeprefix("+")
    fraction = f".{found['fraction']}" if found["fraction"] else ""
    return f"{sign}{found['whole'] or '0'}{fraction}{found['exponent'] or ''}"


def _refuse_ambiguous(plain: str, text: str, notation: Notation, *, whole: bool) -> None:
    """Three digits after a single mark may be thousands or a fraction."""
    three = _THREE.fullmatch(plain)
    if three is None:
        return
    sign, before, mark, after = three.groups()
    before = sign + before
    is_group = mark == notation.group
    is_sure = is_group if whole else (is_group and notation.point == ".") or mark == notation.point
    if whole and mark == "." and notation.point == ",":
        is_sure = True  # a fraction of zeros is not what people write there
    if not is_sure:
        other = before if whole and not after.strip("0") else before + notation.point + after
        raise InvalidValue("ambiguous", text=text[:40], one=before + after, other=other)


def _with_point(plain: str, notation: Notation) -> str:
    """Without marks between thousands, and with a point before the fraction."""
    if notation.point == ",":
        if _POINTED.fullmatch(plain):
            plain = plain.replace(".", "")
        return plain if "." in plain else plain.replace(",", ".")
    return plain.replace(",", "") if notation.group == "," and _COMMAED.fullmatch(plain) else plain
