"""The request type of a ticket, and what came with it: each type may have defaults of its own."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain import entity, numbers
from inspector.domain.context import RequestContext
from inspector.domain.document import Document, Node

PLACE = ("TicketType",)
"""Where a ticket has it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A request type as a ticket tells of it; 0 and no name where it has none."""

    id: int = 0
    name: str = ""


def of(root: Node) -> Kind:
    """The type that a ticket has now."""
    return _kind(root.find(PLACE))


def served(root: Node) -> Kind:
    """The type that it was served with."""
    node = root.find(PLACE)
    if node is None or node.served is None:
        return Kind()
    return _kind(Node(node.key, node.served))


def other_than_asked(document: Document, context: RequestContext) -> Kind | None:
    """The type in an answer, where another one was asked for; None where it is that, or none was."""
    answered = of(document.root)
    return None if context.type_id in (None, answered.id) else answered


def left_behind(root: Node) -> list[Node]:
    """What stays as it came with the type before, where another is picked: a type decides it, and nobody changed it.

    Status, priority and access level: SuperOffice's help on request types names their defaults.
    """
    found = (root.get(name) for name in ("Status", "Priority", "Slevel"))
    return [node for node in found if node is not None and not node.is_modified]


def _kind(node: Node | None) -> Kind:
    if node is None or node.kind != "{":
        return Kind()
    number = numbers.served(entity.key_of(node, "TicketType"))
    return Kind(number or 0, entity.reference_name(node, "TicketType") or "")
