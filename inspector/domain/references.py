"""Which of the tenant's lists a reference is picked from, and what a pick writes.

The lists are those of SuperOffice's MDO reference. Where the Swagger file names another one it is mistaken (Status: its
`ticketstatus` holds base statuses) or names one that is not documented (`person_new`). There are too many people, sales
and projects for a list, so they are searched for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector.domain import blank, custom_fields, entity, exact_json, rights
from inspector.domain.document import Node
from inspector.domain.entity import Type
from inspector.domain.exact_json import Number, Scalar


@dataclass(frozen=True, slots=True)
class Source:
    """An MDO list or, where `is_search`, an archive."""

    name: str
    is_search: bool = False


SOURCES = {
    "Associate": Source("associate"),
    "TicketCategoryEntity": Source("ejcategory"),
    "TicketPriorityEntity": Source("ticketpriority"),
    "TicketStatusEntity": Source("ticketticketstatus"),
    "TicketType": Source("TicketType"),
    "Tag": Source("Tags"),
    "Person": Source("Person", is_search=True),
    "Sale": Source("Sale", is_search=True),
    "Project": Source("Project", is_search=True),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be picked. `known` is what its list tells of the carrier, besides key and name."""

    id: int
    name: str
    hint: str = ""
    deleted: bool = False
    parent: int = 0
    """The entry above it in a hierarchy; 0: none."""
    color: str = ""
    """`#rrggbb`, as the tenant marks the entry; empty: not at all."""
    known: Mapping[str, str | int] = field(default_factory=dict)


def source_of(kind: Type) -> Source | None:
    """Where references of that type are picked from; None for any other type."""
    return SOURCES.get(kind.name) if kind.known else None


def custom_source(node: Node) -> Source | None:
    """The list that the value of a custom field is picked from; None for any other field, and where none is named."""
    told = custom_fields.field_of(node)
    is_picked = told is not None and bool(told.list_name) and not node.is_container
    if told is None or not is_picked or rights.hint_of(node).declared not in custom_fields.REFERENCES:
        return None
    return Source(told.list_name)


def picked_from(node: Node) -> Source | None:
    """Where another value for that place is picked from, be it a reference or a custom field."""
    return custom_source(node) or source_of(entity.type_of(node))


def special_ids(node: Node) -> tuple[int, ...]:
    """Numbers with a meaning of their own: for the ticket's owner, "nobody" and "whoever the category's rules say"."""
    is_owner = node.key == "OwnedBy" and node.parent is not None and node.parent.parent is None
    return (int(entity.UNASSIGNED), int(entity.BY_CATEGORY)) if is_owner else ()


def is_another(node: Node) -> bool:
    """Whether it is a reference that can be picked, and not the one that was served."""
    kind = entity.type_of(node)
    if source_of(kind) is None or node.kind != "{":
        return False
    if node.served is None:
        return True
    return entity.key_of(Node("", node.served), kind.name) != entity.key_of(node, kind.name)


def picked_with(node: Node) -> Node | None:
    """The reference that was picked anew and that the node belongs to, as itself or as a member that the pick wrote."""
    here: Node | None = node
    while here is not None and not is_another(here):
        here = here.parent
    return here


def written(carrier: str, entry: Entry, before: Node | None = None) -> bytes:
    """The carrier that stands for an entry: key, name, what the list tells, all else empty.

    The key is what SuperOffice goes by when a ticket is saved; the rest it fills in itself. Rights that were served
    with the carrier before stay with it.
    """
    known: dict[str, Scalar] = {
        name: Number(str(value)) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in entry.known.items()
    }
    known[entity.REFERENCE_KEYS[carrier]] = Number(str(entry.id))
    for name in entity.REFERENCE_NAMES.get(carrier, ("Name",))[:1]:
        known.setdefault(name, entry.name)
    root = Node("", exact_json.raw(blank.blank(entity.spelled(carrier))))
    parts = [exact_json.spell(str(child.key)) + b":" + _member(known, child) for child in root]
    for name in entity.RIGHTS_PROPERTIES:
        if before is not None and before.kind == "{" and (rights := before.get(name)) is not None:
            parts.append(exact_json.spell_member(name, rights.raw))
    return exact_json.spell_object(parts)


def _member(known: Mapping[str, Scalar], child: Node) -> bytes:
    name = str(child.key)
    return exact_json.spell(known[name]) if name in known else bytes(child.raw)
