"""What stands between this draft and a ticket. Server hints can be wrong (facts: spurious mandatory hints), so these
findings warn and never forbid saving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from inspector.domain import (
    blank,
    custom_fields,
    encoded,
    entity,
    exact_json,
    lengths,
    numbers,
    references,
    rights,
    values,
)
from inspector.domain.document import Document, Edit, Node, SetValue
from inspector.domain.exact_json import Number
from inspector.domain.rights import Hint, Lock

Code = Literal[
    "table",
    "mandatory",
    "too_long",
    "locked",
    "wrong_type",
    "not_in_enum",
    "not_a_date",
    "out_of_range",
    "deleted",
    "not_in_list",
]
Known = Mapping[str, Mapping[int, bool]]
"""By list name (see `references`): the numbers in it, and whether each is in use rather than deleted."""

RANGES = {
    ("TicketEntity", "Sentiment"): (-100, 100),
    ("TicketEntity", "SentimentConfidence"): (0, 100),
    ("TicketEntity", "TimeToReply"): (-1, 2**31 - 1),  # -1 where a new request has none yet
    **{
        ("TicketEntity", name): (0, 2**31 - 1)
        for name in (
            *("TimeToClose", "RealTimeToReply", "RealTimeToClose", "TimeSpent"),
            *("TimeSpentInternally", "TimeSpentExternally", "TimeSpentQueue", "NumReplies", "NumMessages"),
        )
    },
}
"""The ranges of numbers, where they are narrower than the type's (documentation of TicketEntity)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing left to do, and where; `table`: the right to the whole table keeps this ticket from being saved.

    `length` and `limit` count UTF-16 units for `too_long` (see `lengths`); for `out_of_range` they are the lowest and
    the highest value.
    """

    keys: tuple[str | int, ...]
    code: Code
    length: int = 0
    limit: int = 0
    can_reset: bool = field(default=False, compare=False)
    """Whether there is a default to go back to: the property was changed, by itself and not along with a reference."""
    title: str = field(default="", compare=False)
    """What the tenant calls a custom field."""
    by_field: bool = field(default=False, compare=False)
    """Whether only the custom field itself says so, and not the ticket's rights."""


def problems(document: Document, known: Known | None = None) -> list[Problem]:
    """Everything left to do in the ticket's own fields, its custom fields, and whatever else was changed, in order."""
    return [problem for problem in look(document, known) if problem is not None]


def look(document: Document, known: Known | None = None) -> Iterator[Problem | None]:
    """The same property by property, None where nothing is wrong: for whoever has something else to do in between.

    The document may not be changed meanwhile.
    """
    if rights.table_forbids(document.root):
        yield Problem(("TableRight",), "table")
    changed = list(document.modified())
    picks = (pick for node in changed if (pick := references.picked_with(node)))
    seen = set()
    for node in chain(_fields(document.root), custom_fields.named_in(document.root), picks, changed):
        if node not in seen:
            seen.add(node)
            problem = _problem(node, known or {})
            yield _told_of(node, problem) if problem else None


def _told_of(node: Node, problem: Problem) -> Problem:
    """The problem with what else is known of its property."""
    told, hint = custom_fields.field_of(node), rights.hint_of(node)
    by_field = problem.code == "wrong_type" or (problem.code == "mandatory" and hint.is_mandatory_by_field)
    return replace(
        problem,
        can_reset=_can_reset(node),
        title=told.title if told is not None else "",
        by_field=told is not None and by_field,
    )


def fix(problem: Problem, node: Node) -> Edit | None:
    """The edit that makes a problem go away without asking; None where a person has to decide."""
    if problem.code == "too_long":
        shorter = exact_json.spell(lengths.shortened(str(node.value), problem.limit))
        return SetValue(node.path, bytes(node.raw), shorter)
    if problem.code in ("mandatory", "table", "deleted", "not_in_list") or not _can_reset(node):
        return None
    assert node.served is not None
    return SetValue(node.path, bytes(node.raw), bytes(node.served))


def _can_reset(node: Node) -> bool:
    """A member that a pick wrote has no default of its own: it would be another's name beside the number picked."""
    return node.served is not None and node.is_modified and references.picked_with(node) in (None, node)


def _fields(root: Node) -> Iterator[Node]:
    """The ticket's own fields, and of the custom fields, which may be thousands, only those in FieldProperties."""
    rights_of = root.get("FieldProperties")
    dotted = [name for name in rights_of.names() if "." in name] if rights_of is not None else []
    for node in root:
        if node.key in entity.RIGHTS_PROPERTIES:
            continue
        yield node
        if entity.type_of(node).name == "dict" and node.kind == "{":
            prefix = f"{node.key}."
            found = (node.get(name.removeprefix(prefix)) for name in dotted if name.startswith(prefix))
            yield from (child for child in found if child is not None)


def _problem(node: Node, known: Known) -> Problem | None:
    hint = rights.hint_of(node)
    if hint.lock is Lock.NONE and hint.mandatory and is_unfilled(node):
        return Problem(node.keys, "mandatory")
    if (
        hint.lock in (Lock.NO_RIGHT, Lock.TABLE, Lock.HIDDEN, Lock.SCREENS, Lock.FIELD)
        and (not node.is_container or references.is_another(node))
        and node.is_modified
        and references.picked_with(node) in (None, node)
    ):
        return Problem(node.keys, "locked")
    if node.kind == "n" or node.parent is None:
        return None
    if hint.field is not None and (problem := _of_custom(node, hint, known)) is not None:
        return problem
    return _of_reference(node, known) if node.kind == "{" else _of_value(node, hint.max_length)


def is_unfilled(node: Node) -> bool:
    """Whether nothing is filled in, be it that a custom field holds a value which stands for none."""
    return is_empty(node) or _is_blank(node, rights.hint_of(node))


def _is_blank(node: Node, hint: Hint) -> bool:
    """Whether a custom field holds a value that stands for none: no date, nothing chosen."""
    form = encoded.parse(str(node.value)) if hint.field is not None and node.kind == '"' else None
    if form is None:
        return False
    if form.mark in ("D", "DT"):
        return encoded.moment_of(form) is None
    return hint.declared in custom_fields.REFERENCES and form.body == "0"


def _of_custom(node: Node, hint: Hint, known: Known) -> Problem | None:
    """What in a custom field does not fit what it is set up for."""
    if node.kind != '"':
        return Problem(node.keys, "wrong_type") if hint.declared else None
    text = str(node.value)
    if not custom_fields.fits(hint.declared, text):
        return Problem(node.keys, "wrong_type")
    told = hint.field
    if hint.declared == "ListText" and told is not None and told.choices and text not in ("", *told.choices):
        return Problem(node.keys, "not_in_enum")
    source = references.custom_source(node)
    form = encoded.parse(text) if source is not None else None
    listed: Mapping[int, bool] = known.get(source.name, {}) if source is not None else {}
    number = numbers.served(form.body) if form is not None else None
    if not listed or not number:
        return None
    return (
        None if listed.get(number) else Problem(node.keys, "deleted" if number in listed else "not_in_list")
    )


def _of_value(node: Node, longest: int | None) -> Problem | None:
    """What in a value does not fit its type; served ones too, since the next program in line will stumble over them."""
    kind = entity.type_of(node)
    limits = RANGES.get((entity.type_of(node.parent).name, str(node.key))) if node.parent else None
    limits = limits or values.INTEGERS.get(kind.name)
    value = None if node.is_container else node.value
    if limits and isinstance(value, Number) and not limits[0] <= value.value <= limits[1]:
        return Problem(node.keys, "out_of_range", *limits)
    if not blank.fits(b"[" if node.kind == "[" else bytes(node.raw), kind):
        return Problem(node.keys, "wrong_type")
    if not isinstance(value, str):
        return None
    if kind.name == "date-time" and value and values.parse_date(value) is None:
        return Problem(node.keys, "not_a_date")
    names = entity.enum(kind.of) if kind.name == "enum" else {}
    parts = value.split(",") if entity.is_flags(kind.of) else [value]
    if names and any(part.strip() not in names and not part.strip().isdecimal() for part in parts):
        return Problem(node.keys, "not_in_enum")
    if kind.name == "string" and longest and (length := lengths.length(value)) > longest:
        return Problem(node.keys, "too_long", length, longest)
    return None


def _of_reference(node: Node, known: Known) -> Problem | None:
    kind = entity.type_of(node)
    if not blank.fits(b"{", kind):
        return Problem(node.keys, "wrong_type")
    source = references.source_of(kind)
    key = entity.key_of(node, kind.name) if source else None
    number = numbers.served(key)
    if source is None or not number:
        return None
    listed: Mapping[int, bool] = known.get(source.name, {})
    deleted = node.get("Deleted")
    if (deleted is not None and deleted.kind == "t") or listed.get(number) is False:
        return Problem(node.keys, "deleted")
    is_special = number in references.special_ids(node)
    if listed and number not in listed and not is_special:
        return Problem(node.keys, "not_in_list")
    return None


def is_zero(node: Node) -> bool:
    """Whether it is a number that says nothing: 0."""
    return not node.is_container and isinstance(number := node.value, Number) and number.value == 0


def is_empty(node: Node) -> bool:
    """Whether a person would say that nothing is filled in: null, no text, no date, an empty list, nothing chosen."""
    match node.kind:
        case "n":
            return True
        case '"':
            text = str(node.value)
            date = values.parse_date(text) if entity.type_of(node).name == "date-time" else None
            return not text.strip() or (date is not None and not date.is_set)
        case "[":
            return len(node) == 0
        case "{":
            kind = entity.type_of(node)
            return kind.is_carrier and entity.key_of(node, kind.name) in ("0", "None")
    return False
