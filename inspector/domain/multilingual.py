"""Texts that leave SuperOffice untranslated, because no language was asked for: `US:"Legal";NO:"Lovlig"`, `[SR_YES]`.

The parts stand in any order, with or without a semicolon at the end. The documentation names no way to write a
quotation mark inside one, so a part ends only at one behind which the next part begins, or nothing is left.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

CODES = {
    **{"en": "US", "no": "NO", "nb": "NO", "nn": "NO", "sv": "SW", "da": "DA", "de": "GE", "de-ch": "CH", "ch": "CH"},
    **{"nl": "NL", "fr": "FR", "fi": "FI", "es": "SP", "it": "IT", "pl": "PL", "cs": "CZ", "ru": "RU", "uk": "UK"},
    **{"pt-br": "BR", "br": "BR", "zh": "CN", "ja": "JP", "ko": "KO", "vi": "VI"},
}  # fmt: skip
"""The codes inside such texts (MDO list `culturesolanguage`) by those that languages and cultures are asked for by."""
_KNOWN = frozenset(CODES.values())

_PART = re.compile(r'([A-Z]{2}):"(.*?)"(?:;\s*(?=[A-Z]{2}:")|;?\s*\Z)', re.DOTALL)
_RESOURCE = re.compile(r"\[SR_\w+\]", re.ASCII)
_SERVED = re.compile(rb'"(?:[A-Z]{2}:(?:\\"|\\u0022)|\[SR_)(?:[^"\\]|\\.)*"', re.DOTALL)
_STRETCH = 256 * 1024
"""Bytes that are looked through in one go: nobody else gets Python's lock meanwhile."""


def code_of(language: str) -> str:
    """The code for a language such as `no`, `nb-NO` or `de-ch`; empty where there is none."""
    asked = language.lower().replace("_", "-")
    return CODES.get(asked) or CODES.get(asked.partition("-")[0], "")


def parts(text: str) -> dict[str, str]:
    """The text by code; empty where it is one as people write it, or does not end as it should."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            return {}
        found.setdefault(part[1], part[2])
        at = part.end()
    return found if found.keys() & _KNOWN else {}


def fitting_code(found: dict[str, str], languages: Sequence[str]) -> str:
    """Which of the parts to show: the first of the languages that has words, else the first part that has."""
    codes = (*map(code_of, languages), *found)
    return next((code for code in codes if found.get(code)), "")


def fitting(text: str, languages: Sequence[str]) -> str:
    """The part for the first of the languages that has one; any other text as it is."""
    if text[2:4] != ':"' or not (found := parts(text)):
        return text
    return found.get(fitting_code(found, languages), "")


def is_resource(text: str) -> bool:
    """Whether it is the number of a text of SuperOffice's own, which only the server can look up."""
    return _RESOURCE.fullmatch(text) is not None


def untranslated_in(body: bytes) -> str:
    """A text in an answer that came untranslated, if there is any; one with parts rather than a number."""
    number = ""
    for start in range(0, len(body), _STRETCH):
        for found in _SERVED.finditer(body, start, start + _STRETCH):
            try:
                text = str(json.loads(found[0]))
            except ValueError:  # not UTF-8, or not JSON
                continue
            if parts(text):
                return text
            number = number or (text if is_resource(text) else "")
    return number
