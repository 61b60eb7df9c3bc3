"""New elements from the schema, as SuperOffice itself would send empty ones, and what may stand where.

Texts are "", numbers 0, dates year 1 ("not set"), enums the name of 0, references null: as in the captured default
entities (project and contact defaults of the official clients' tests). Rights are left out: only the server gives them.
"""

from __future__ import annotations

from inspector.domain import entity, exact_json, values
from inspector.domain.document import Node
from inspector.domain.entity import Type
from inspector.domain.exact_json import Number

NOT_SET = b'"0001-01-01T00:00:00"'
_LEAVES = {
    "bool": b"false",
    "string": b'""',
    "date-time": NOT_SET,
    "array": b"[]",
    "dict": b"{}",
    "object": b"{}",
}
_KINDS = {"bool": "tf", "string": '"', "date-time": '"', "array": "[", "dict": "{", "object": "{"}


def blank(kind: Type) -> bytes:
    """An empty value of that type; for a carrier, all its properties, nested carriers as null."""
    if kind.is_carrier:
        inner = entity.properties(kind.name).items()
        return exact_json.spell_object(
            exact_json.spell(name) + b":" + _blank_member(entity.spelled(text))
            for name, text in inner
            if name not in entity.RIGHTS_PROPERTIES
        )
    if kind.name == "enum":
        return exact_json.spell(next(iter(entity.enum(kind.of)), ""))
    if kind.name in _LEAVES:
        return _LEAVES[kind.name]
    return b"null" if kind.name == "null" else b"0"


def _blank_member(kind: Type) -> bytes:
    return b"null" if kind.is_carrier else blank(kind)


def element_of(node: Node) -> Type:
    """The type of what a list or dictionary holds; where the schema does not know it, that of its first element."""
    kind = entity.type_of(node)
    if kind.name in ("array", "dict") and kind.of:
        return entity.spelled(kind.of)
    return entity.type_of(node.child(0)) if len(node) else Type("string", known=False)


def fits(piece: bytes, kind: Type) -> bool:
    """Whether JSON may stand where that type is expected; null may stand anywhere, as that is up to the server."""
    first = chr(piece[0])
    if first == "n" or not kind.known:
        return True
    if kind.is_carrier:
        return first == "{"
    if kind.name in _KINDS:
        return first in _KINDS[kind.name]
    if kind.name == "enum":
        return first == '"' or piece.isdigit()
    number = exact_json.scalar(exact_json.raw(piece)) if first not in '{["tf' else None
    if not isinstance(number, Number):
        return False
    limits = values.INTEGERS.get(kind.name)
    exact = number.value
    return limits is None or (exact == exact.to_integral_value() and limits[0] <= exact <= limits[1])


def holds_elements(node: Node | None) -> bool:
    """Whether children may come and go: a list, a dictionary, an object that the schema does not know."""
    if node is None or node.parent is None or not node.is_container:
        return False
    kind = entity.type_of(node)
    rights = node.key in entity.RIGHTS_PROPERTIES or node.parent.key in entity.RIGHTS_PROPERTIES
    return not rights and not kind.is_carrier


def holder_of(node: Node | None) -> Node | None:
    """Where a new element goes: into this one, or into what it lies in."""
    if node is not None and holds_elements(node):
        return node
    return node.parent if node is not None and holds_elements(node.parent) else None
