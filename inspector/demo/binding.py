"""What is sent to be saved, as NetServer reads it: names in any case, enums by name or by number.

SuperOffice's own client sends names in camelCase, and back again whatever it was given, masks as numbers. Rights are
the server's business, so those that are sent go unread.
"""

from __future__ import annotations

from inspector.demo import wire
from inspector.demo.localise import NO_DATE
from inspector.demo.wire import Tree

_RIGHTS = ("TableRight", "FieldProperties")


def bound(value: object, kind: str) -> object:
    """A value of a type of the schema: its properties as they are spelled there, those unknown as they are."""
    match value:
        case dict() if kind in wire.schema():
            return _carrier(value, kind)
        case list() if kind.startswith("array<"):
            return [bound(item, kind[6:-1]) for item in value]
        case int() if kind.startswith("enum:") and not isinstance(value, bool):
            names = {number: name for name, number in wire.enum(kind[5:]).items()}
            return names.get(value, value)
        case _:
            return value


def _carrier(sent: Tree, kind: str) -> Tree:
    types = {entry["name"]: entry["type"] for entry in wire.schema()[kind]}
    spelled = {name.lower(): name for name in types}
    named = {spelled.get(name.lower(), name): value for name, value in sent.items()}
    return {name: bound(value, types.get(name, "")) for name, value in named.items() if name not in _RIGHTS}


def blank(kind: str) -> Tree:
    """A carrier of which nothing is known."""
    return {entry["name"]: _nothing(entry["name"], entry["type"]) for entry in wire.schema()[kind]}


def _nothing(name: str, kind: str) -> object:
    if kind.startswith("enum:"):
        return next(iter(wire.enum(kind[5:])))
    if kind.startswith(("array<", "dict<")):
        return [] if kind.startswith("array<") else {}
    return {"int32": 0, "double": 0, "string": "", "bool": False, "date-time": NO_DATE}.get(kind)
