"""When a verb may: what holds of the ticket, the place and the current property, and which verbs that is enough for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from inspector.domain import blank, entity, references

if TYPE_CHECKING:
    from inspector.domain.document import Node
    from inspector.ui.bench.bench import Bench
    from inspector.ui.window.verbs import Verb

Fact = Literal[
    "ticket",  # one is open
    "modified",  # it differs from what was served
    "undo",
    "redo",
    "waiting",  # something newer is on its way, and what is edited now would be lost
    "idle",  # nothing is
    "signed",  # in, somewhere
    "askable",  # the server that sent it can be asked again
    "property",  # of the current property: there is one
    "editable",
    "value",  # it is typed or picked
    "text",
    "filled",  # it is not null
    "changed",  # the served value can be given back
    "holder",  # an element can be added there
    "element",
    "in_list",  # an element with a number
    "named",  # an element with a name
    "not_first",
    "not_last",
    "pinned",
    "grouped",
    "changed_only",  # are shown
    "docked",  # its pane is shown; the pane itself says so
    "types",  # have a column
    "readable",  # properties bear everyday names, alone or beside those of the API
    "names_api",
    "names_label",
    "names_both",
    "light",
    "dark",
    "system",
]
"""Something that may hold."""


def facts(
    bench: Bench,
    node: Node | None,
    *,
    pinned: bool = False,
    askable: bool = False,
    changed_only: bool = False,
) -> set[Fact]:
    """All that holds, with this property as the current one."""
    ticket = bench.ticket
    holds: dict[Fact, bool] = {
        "ticket": ticket.document is not None,
        "modified": ticket.document is not None and ticket.document.root.is_modified,
        "undo": ticket.stack.canUndo(),
        "redo": ticket.stack.canRedo(),
        "idle": not ticket.is_stale,
        "waiting": ticket.is_stale,
        "signed": bench.place.signed is not None,
        "askable": askable,
        "grouped": bench.memory.is_grouped,
        "pinned": pinned,
        "types": bench.memory.shows_types,
        "readable": bench.memory.name_style != "api",
        "changed_only": changed_only,
    }
    found = {fact for fact, held in holds.items() if held}
    found |= {_STYLES[bench.memory.name_style], _APPEARANCES[bench.memory.appearance]}
    if node is not None:
        found |= of_property(node, editable=ticket.is_editable(node))
    return found


_STYLES: dict[str, Fact] = {"api": "names_api", "label": "names_label", "both": "names_both"}
_APPEARANCES: dict[str, Fact] = {"light": "light", "dark": "dark", "system": "system"}


def of_property(node: Node, *, editable: bool) -> set[Fact]:
    """What holds of a property."""
    kind, owner = entity.type_of(node), node.parent
    element = blank.holds_elements(owner)
    in_list = element and isinstance(node.key, int)
    last = len(owner) - 1 if element and owner is not None else 0
    holds: dict[Fact, bool] = {
        "property": owner is not None,
        "editable": editable,
        "value": not node.is_container or references.source_of(kind) is not None,
        "text": entity.is_text(node),
        "filled": node.kind != "n",
        "changed": node.served is not None and node.is_modified,
        "holder": blank.holder_of(node) is not None,
        "element": element,
        "in_list": in_list,
        "named": element and not in_list,
        "not_first": element and node.row > 0,
        "not_last": element and node.row < last,
    }
    return {fact for fact, held in holds.items() if held}


def enabled(verbs: Iterable[Verb], holding: set[Fact]) -> set[str]:
    """The names of the verbs that may."""
    return {verb.name for verb in verbs if holding.issuperset(verb.needs.split())}
