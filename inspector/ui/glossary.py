"""What SuperOffice's names mean, in plain English for an admin: `help/fields.toml`, read when first asked."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from inspector import resources


def meaning(carrier: str, name: str) -> str:
    """What a property of a carrier stands for, in a sentence or two; "" if unknown."""
    return _text(carrier, name)


def label(name: str) -> str:
    """What a person calls a property of the ticket (`Owner` for `OwnedBy`); "" if unknown."""
    return _text("labels", name)


def enum_meaning(enum: str, name: str) -> str:
    """What one name of an enum stands for, in a few words; "" if unknown."""
    return _text("enums", enum, name)


@cache
def _entries() -> dict[str, Any]:
    return tomllib.loads(resources.path("help/fields.toml").read_text("utf-8"))


def _text(*path: str) -> str:
    found: Any = _entries()
    for key in path:
        found = found.get(key, {}) if isinstance(found, dict) else {}
    return found if isinstance(found, str) else ""
