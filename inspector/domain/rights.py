"""Masks, as FieldProperties and TableRight carry them, and what they mean for one field.

Facts: EFieldRight and ETableRight of the .NET client (see the enums in `ticket_schema.json`). A mask is .NET [Flags]
text (names joined by commas), in either of two spellings by server version, or a bare number; keys of FieldProperties
are property names of the same carrier, sometimes in another case, sometimes dotted (`CustomFields.x_foo`), and some
name nothing. So: be tolerant, keep what is unknown and show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache, reduce
from operator import or_
from typing import Literal

from inspector.domain import custom_fields, entity
from inspector.domain.custom_fields import CustomField
from inspector.domain.document import Node
from inspector.domain.exact_json import Number

MOST_FLAGS = 200
"""Names that a mask is read for; what comes after them is one flag that nobody knows."""
READ, WRITE, NULLABLE, MANDATORY, SCREENS = 1, 2, 32, 64, 128
TABLE_UPDATE, TABLE_INSERT, TABLE_FILTERING, TABLE_RESTRICTED, TABLE_UNINITIALIZED = 2, 4, 16, 32, 128


@dataclass(frozen=True, slots=True)
class Mask:
    """A mask: its bits, the flags nobody knows, and its text as served."""

    bits: int
    unknown: tuple[str, ...] = ()
    text: str = ""


class Lock(Enum):
    """Why a field can't be changed; the first that applies."""

    NONE = "none"
    RIGHTS = "rights"  # TableRight and FieldProperties: they describe, they are not for editing
    KEY = "key"  # TicketId: the server gives it, although real masks say Update
    HIDDEN = "hidden"  # the mask grants nothing
    NO_RIGHT = "no_right"  # no Write in the mask
    TABLE = "table"  # TableRight of the carrier forbids it
    SCREENS = "screens"  # UIHintReadOnly: the right is there, only SuperOffice's own screens lock it
    FIELD = "field"  # the custom field is set up so, and no mask says otherwise: may be lifted as SCREENS
    COMPANION = "companion"  # how a custom field reads: it comes along, and is not saved

    @property
    def may_be_lifted(self) -> bool:
        """Whether a person may unlock it for a draft, because no right is missing."""
        return self in (Lock.SCREENS, Lock.FIELD)


Disagreement = Literal["mandatory", "not_mandatory", "read_only", "type", "length"]
"""What a custom field says otherwise than the ticket: `mandatory` where only the field says so, and so on."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What a field's rights say, as codes; made by `hint_of`."""

    lock: Lock = Lock.NONE
    inherited: bool = False
    """Whether the lock comes from the property this one lies in."""
    mandatory: bool = False
    nullable: bool | None = None
    """None where the server said nothing."""
    write_only: bool = False
    mask: Mask | None = None
    reason: str = ""
    field_type: str = ""
    """FieldType as served; it may lie."""
    length: int | None = None
    """FieldLength as served: UTF-16 units for texts (see `lengths`); -1 is unknown."""
    table: Mask | None = None
    table_reason: str = ""
    field: CustomField | None = None
    """What the tenant says of the field itself, where it is a custom one. What the ticket's rights say goes first."""

    @property
    def is_mandatory_by_field(self) -> bool:
        """Whether it must be filled in because the field itself says so; the ticket's rights do not speak of it."""
        return self.mandatory and self.mask is None and self.field is not None

    @property
    def declared(self) -> str:
        """The kind of a custom field, one of custom_fields.KINDS; empty where nothing tells."""
        return custom_fields.declared(self.field_type, self.field)

    @property
    def editable(self) -> bool:
        """Whether the field may be changed."""
        return self.lock is Lock.NONE

    @property
    def max_length(self) -> int | None:
        """The most UTF-16 units a text may have, where that can be believed (facts: FieldType may lie)."""
        textual = self.field_type in ("", "System.String", "ShortText", "LongText", "ListText")
        return self.length if textual and self.length and self.length > 0 else None


def parse_mask(value: object, enum_name: str) -> Mask | None:
    """The mask that a JSON value spells; None where it is null or can't be one."""
    if isinstance(value, Number):
        bits, unknown = _of_number(value.text, entity.enum(enum_name))
        return Mask(bits, unknown, value.text)
    return _of_names(value, enum_name) if isinstance(value, str) and value.strip() else None


@lru_cache(maxsize=64)  # a ticket spells a few masks a hundred times
def _of_names(text: str, enum_name: str) -> Mask:
    names = entity.enum(enum_name)
    found = 0
    unnamed: list[str] = []
    for name in (part.strip() for part in text.split(",", MOST_FLAGS)):
        if name in names:
            found |= names[name]
        elif name:
            bits, unknown = _of_number(name, names)
            found |= bits
            unnamed += unknown
    return Mask(found, tuple(unnamed), text)


def _of_number(text: str, names: Mapping[str, int]) -> tuple[int, tuple[str, ...]]:
    """The bits of a number that have names; what is left of it, or a text that is not such a number, is unknown."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return 0, (text,)
    known = reduce(or_, names.values(), 0)
    rest = int(text) & ~known
    return int(text) & known, (str(rest),) if rest else ()


def hint_of(node: Node) -> Hint:
    """Everything the rights say about a node, remembered in it until something there changes."""
    return node.inherited(_hint)


def _hint(node: Node) -> Hint:
    return Hint() if node.parent is None else _lock(node, node.parent)


def _lock(node: Node, parent: Node) -> Hint:
    hint = _own(node)
    above = hint_of(parent)
    if (lock := _lock_of_kind(node, above)) is not None:
        return replace(hint, lock=lock)
    mask = hint.mask
    if mask is not None and not mask.unknown and not mask.bits & (READ | WRITE):
        return replace(hint, lock=Lock.HIDDEN)
    if mask is not None and not mask.bits & WRITE and not (mask.unknown and not mask.bits):
        return replace(hint, lock=Lock.NO_RIGHT)
    if hint.table is not None and not _table_allows(parent, node, hint.table):
        return replace(hint, lock=Lock.TABLE)
    if above.lock is not Lock.NONE:
        return replace(hint, lock=above.lock, inherited=True, reason=hint.reason or above.reason)
    return replace(hint, lock=_lock_of_screens(hint))


def _lock_of_kind(node: Node, above: Hint) -> Lock | None:
    """The lock of what is never for editing, whatever its mask."""
    if node.key in entity.RIGHTS_PROPERTIES or above.lock is Lock.RIGHTS:
        return Lock.RIGHTS
    if node.key == "TicketId" and node.parent is not None and node.parent.parent is None:
        return Lock.KEY
    return Lock.COMPANION if custom_fields.companion_of(node) is not None else None


def _lock_of_screens(hint: Hint) -> Lock:
    """The lock of what no right forbids: the mask has the word, where there is none the custom field itself."""
    if hint.mask is not None:
        return Lock.SCREENS if hint.mask.bits & SCREENS else Lock.NONE
    return Lock.FIELD if hint.field is not None and hint.field.is_read_only else Lock.NONE


def disagreements(hint: Hint) -> list[Disagreement]:
    """Where a custom field says otherwise of itself than the ticket's rights, which go first.

    What a role may do says nothing of how the field is set up, so that a missing right is no disagreement.
    """
    told, found = hint.field, list[Disagreement]()
    if told is None:
        return found
    if hint.mask is not None and told.is_mandatory != hint.mandatory:
        found.append("mandatory" if told.is_mandatory else "not_mandatory")
    if told.is_read_only and hint.mask is not None and hint.editable:
        found.append("read_only")
    if not custom_fields.agrees(hint.field_type, told):
        found.append("type")
    if told.length and hint.max_length and told.length != hint.max_length:
        found.append("length")
    return found


def table_right(node: Node) -> Mask | None:
    """The mask of a TableRight."""
    return _right(node, "ETableRight")[0]


def table_forbids(root: Node) -> bool:
    """Whether TableRight keeps this ticket from being saved by whoever asked for it."""
    table, _ = _right(root.get("TableRight"), "ETableRight")
    return table is not None and not _table_allows(root, root, table)


def _table_allows(carrier: Node, node: Node, table: Mask) -> bool:
    """Whether the table's right lets a member of the carrier be changed: Insert for a new row, Update for an old one.

    The key of a nested carrier stays free: choosing another category is not changing the category's row.
    """
    if table.bits & TABLE_UNINITIALIZED or (table.unknown and not table.bits):
        return True  # nothing is known
    name = entity.type_of(carrier).name
    if carrier.parent is not None and node.key == entity.REFERENCE_KEYS.get(name):
        return True
    key = entity.key_of(carrier, name) if carrier.parent is not None else _ticket_id(carrier)
    return bool(table.bits & (TABLE_INSERT if key in ("0", None) else TABLE_UPDATE))


def _ticket_id(root: Node) -> str | None:
    child = root.get("TicketId")
    return None if child is None or child.is_container else getattr(child.value, "text", None)


def _own(node: Node) -> Hint:
    """The hint before locks are weighed: what the nearest FieldProperties and the carrier's TableRight say."""
    hint = Hint()
    if (entry := _entry(node)) is not None:
        right = entry.get("FieldRight") if entry.kind == "{" else None
        mask, reason = _right(right, "EFieldRight")
        bits = mask.bits if mask else 0
        hint = Hint(
            mandatory=bool(bits & MANDATORY),
            nullable=bool(bits & NULLABLE) if mask else None,
            write_only=bool(bits & WRITE and not bits & READ),
            mask=mask,
            reason=reason,
            field_type=_text(entry.get("FieldType")),
            length=_whole(entry.get("FieldLength")),
        )
    parent = node.parent
    table, table_reason = _right(
        parent.get("TableRight") if parent is not None and parent.kind == "{" else None, "ETableRight"
    )
    return _with_field(replace(hint, table=table, table_reason=table_reason), custom_fields.field_of(node))


def _with_field(hint: Hint, told: CustomField | None) -> Hint:
    """The same with what the field itself says, as far as the ticket's rights say nothing."""
    if told is None:
        return hint
    mandatory = hint.mandatory if hint.mask is not None else told.is_mandatory
    length = told.length if hint.length is None or hint.length < 0 else hint.length
    return replace(hint, field=told, mandatory=mandatory, length=length)


def _entry(node: Node) -> Node | None:
    """The entry of FieldProperties that speaks of this node: its own carrier's first, then dotted ones further out."""
    name, owner = str(node.key), node.parent
    while owner is not None:
        rights = owner.get("FieldProperties") if owner.kind == "{" else None
        if rights is not None and rights.kind == "{" and (entry := _lookup(rights, name)) is not None:
            return entry
        name, owner = f"{owner.key}.{name}", owner.parent
    return None


def _lookup(rights: Node, name: str) -> Node | None:
    """The entry of that name: exact, else in any case."""
    if (exact := rights.get(name)) is not None:
        return exact
    key = rights.derived(_folded).get(name.casefold())
    return rights.get(key) if key is not None else None


def _folded(rights: Node) -> dict[str, str]:
    return {key.casefold(): key for key in reversed(rights.names())}


def _right(node: Node | None, enum_name: str) -> tuple[Mask | None, str]:
    if node is None or node.kind != "{":
        return None, ""
    mask = node.get("Mask")
    value = None if mask is None or mask.is_container else mask.value
    return parse_mask(value, enum_name), _text(node.get("Reason"))


def _text(node: Node | None) -> str:
    value = None if node is None or node.is_container else node.value
    return value if isinstance(value, str) else ""


def _whole(node: Node | None) -> int | None:
    value = None if node is None or node.is_container else node.value
    if isinstance(value, Number) and value.text.lstrip("-").isdigit() and len(value.text) < 10:
        return int(value.text)
    return None
