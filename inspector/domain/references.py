"""Which of the tenant's lists a reference is picked from, and what a pick writes.

The lists are those of SuperOffice's MDO reference. Where the Swagger file names another one it is mistaken (Status: its
`ticketstatus` holds base statuses) or names one that is not documented (`person_new`). There are too many people, sales
and projects for a list, so they are searched for. Which of the statuses and priorities are for a request type, the
lists tell where they are asked with its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from inspector.domain import blank, custom_fields, entity, exact_json, numbers, rights
from inspector.domain.document import Document, Edit, Insert, Node, SetValue
from inspector.domain.entity import Type
from inspector.domain.errors import InvalidJson
from inspector.domain.exact_json import Number, Scalar


@dataclass(frozen=True, slots=True)
class Source:
    """An MDO list or, where `is_search`, an archive."""

    name: str
    is_search: bool = False
    additional: str = ""
    """The list's own parameter, which makes another list of it."""


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

OFFERED_TYPES = SOURCES["TicketType"]
"""The request types that this user is offered in + New."""
ALL_TYPES = replace(OFFERED_TYPES, additional="IncludeAll")
"""Every request type that there is."""
WHOLE = {ALL_TYPES.name: ALL_TYPES.additional}
"""What a list is asked with, where it is not whole without: what is missing in the plain one may still be in use."""


CALLED = SOURCES.keys() - {"Tag"}
"""The carriers that a call answers by their number."""


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


def picked_for(node: Node, entry: Entry) -> list[Edit]:
    """What picking an entry for a custom field changes: its number, and what the server sends along to say what that
    stands for."""
    assert node.parent is not None
    edits: list[Edit] = [SetValue(node.path, bytes(node.raw), exact_json.spell(f"[I:{entry.id}]"))]
    beside = {child.key: child for child in custom_fields.companions(node)}
    name, tip = (f"{node.key}{companion}" for companion in custom_fields.COMPANIONS[:2])
    if (found := beside.get(name)) is not None:
        edits.append(SetValue(found.path, bytes(found.raw), exact_json.spell(entry.name)))
    if (found := beside.get(tip)) is not None:
        edits.append(SetValue(found.path, bytes(found.raw), exact_json.spell(entry.hint)))
    if name not in beside:
        edits.append(Insert(node.parent.path, node.row + 1, name, exact_json.spell(entry.name)))
    return edits


def for_type(source: Source, type_id: int) -> Source | None:
    """The part of a list that is meant for a request type; None of a list that does not go by it."""
    additional = {
        "ticketticketstatus": f"ticketType={type_id}&onlyNormal=true",
        "ticketpriority": str(type_id),
    }.get(source.name)
    return None if additional is None else replace(source, additional=additional)


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


def is_sparse(node: Node) -> bool:
    """Whether a reference that was picked anew lacks what its carrier has: its own call could not be asked.

    Who was served with fewer members than the schema knows comes from an older server, and needs no more of them.
    """
    carrier = entity.type_of(node).name
    if not is_another(node) or numbers.served(entity.key_of(node, carrier)) in special_ids(node):
        return False
    served = Node("", node.served) if node.served is not None else None
    wanted = set(entity.properties(carrier)) if served is None or served.kind != "{" else set(served.names())
    return not wanted - {*entity.RIGHTS_PROPERTIES} <= set(node.names())


def fetched(carrier: str, number: int, body: bytes, before: Node | None = None) -> bytes | None:
    """The carrier that stands for an entry, as its own call answered; None where that is another, or is none.

    The call of request types tells more than a ticket holds of them. Rights are those that were served with the carrier
    before: in a ticket they are the ticket's.
    """
    try:
        root = Document(body).root
    except InvalidJson:
        return None
    known = entity.properties(carrier)
    members = [
        child
        for child in (root if root.kind == "{" else ())
        if child.key not in entity.RIGHTS_PROPERTIES and (child.key in known or carrier != "TicketType")
    ]
    if numbers.served(entity.key_of(root, carrier)) != number:
        return None
    kinds = ((one, known.get(str(one.key))) for one in members)
    if not all(kind is None or blank.fits(bytes(one.raw), entity.spelled(kind)) for one, kind in kinds):
        return None
    return _spelled([exact_json.spell_member(str(one.key), one.raw) for one in members], before)


def written(carrier: str, entry: Entry, before: Node | None = None) -> bytes:
    """What stands for an entry where its carrier can't be had: key, name, and what the list tells, nothing else.

    The key is what SuperOffice goes by when a ticket is saved; the rest it fills in itself.
    """
    known: dict[str, Scalar] = {
        name: Number(str(value)) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in entry.known.items()
    }
    known[entity.REFERENCE_KEYS[carrier]] = Number(str(entry.id))
    for name in entity.REFERENCE_NAMES.get(carrier, ("Name",))[:1]:
        known.setdefault(name, entry.name)
    names = [name for name in entity.properties(carrier) if name in known]
    return _spelled([exact_json.spell(name) + b":" + exact_json.spell(known[name]) for name in names], before)


def _spelled(members: list[bytes], before: Node | None) -> bytes:
    """With the rights that were served with the carrier before."""
    for name in entity.RIGHTS_PROPERTIES:
        if before is not None and before.kind == "{" and (rights := before.get(name)) is not None:
            members.append(exact_json.spell_member(name, rights.raw))
    return exact_json.spell_object(members)
