"""What SuperOffice's names mean, in plain words for an admin: `help/fields.toml`, read when first asked.

`help/fields.CODE.toml` has the same entries in another language.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from inspector import resources
from inspector.words import language


def meaning(carrier: str, name: str) -> str:
    """What a property of a carrier stands for, in a sentence or two; "" if unknown."""
    return _text(carrier, name)


def label(name: str) -> str:
    """What a person calls a property of the ticket (`Owner` for `OwnedBy`); "" if unknown."""
    return _text("labels", name)


def labels() -> Mapping[str, str]:
    """All names for which `label` has something."""
    found: dict[str, str] = _entries(language.spoken())["labels"]
    return found


def enum_meaning(enum: str, name: str) -> str:
    """What one name of an enum stands for, in a few words; "" if unknown."""
    return _text("enums", enum, name)


@cache
def _entries(code: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - the first ticket asks for words, the empty window does not

    name = "help/fields.toml" if code == "en" else f"help/fields.{code}.toml"
    return tomllib.loads(resources.path(name).read_text("utf-8"))


def _text(*path: str) -> str:
    found: Any = _entries(language.spoken())
    for key in path:
        found = found.get(key, {}) if isinstance(found, dict) else {}
    return found if isinstance(found, str) else ""
