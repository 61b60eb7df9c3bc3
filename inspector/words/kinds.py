"""What kind of value goes into a field, as a person says it: a whole number, text up to 254 characters, a choice of 5.

For developers, Details have the schema's own names: see `values.type_words`.
"""

from __future__ import annotations

from inspector.domain import entity, references, rights, values
from inspector.domain.document import Node
from inspector.domain.entity import Type
from inspector.domain.rights import Hint
from inspector.words.language import counted, tr


def kind_words(node: Node) -> str:
    """The kind of value that goes into this field; empty where nothing tells."""
    kind, hint = values.kind_of(node), rights.hint_of(node)
    if (own := _custom_words(hint)) and not node.is_container:
        return own
    if kind.name == "tick" or (kind.name in ("encoded", "string") and is_switch(node)):
        return tr("yes or no")
    match kind.name:
        case "string":
            told = counted(
                hint.max_length or 0, tr("text of 1 character"), tr("text up to {n} characters"), ""
            )
            return told or tr("text")
        case "enum":
            count = len(entity.enum(kind.of))
            return tr("any of {n}").format(n=count) if entity.is_flags(kind.of) else choice_words(count)
        case "encoded":
            return (
                tr("chosen from a list")
                if _stands_for_another(node)
                else _encoded_words(kind.of, hint.field_type)
            )
    return _plain_words(kind.name) or _branch_words(kind)


def _custom_words(hint: Hint) -> str:
    """What goes into a custom field whose kind is more than how its value is written."""
    if hint.field is None:
        return ""
    match hint.declared:
        case "MdoList":
            return tr("chosen from a list")
        case "ListText" if hint.field.choices:
            return choice_words(len(hint.field.choices))
        case "TimeSpan":
            return tr("length of time")
    return ""


def choice_words(count: int) -> str:
    """One of so many."""
    return counted(count, tr("choice"), tr("choice of {n}"), tr("choice"))


def is_switch(node: Node) -> bool:
    """Whether it is a field of the tenant's own that is yes or no, which travels as a number or a word."""
    is_own = node.parent is not None and node.parent.key in values.ENCODED_IN
    return is_own and rights.hint_of(node).declared == "Checkbox"


def _stands_for_another(node: Node) -> bool:
    """Whether its number is that of something else, the name of which came with it."""
    is_number = values.kind_of(node).of == "I"
    return is_number and node.parent is not None and node.parent.get(f"{node.key}:DisplayText") is not None


def _encoded_words(mark: str, declared: str) -> str:
    if mark == "DT" and declared == "System.TimeSpan":
        return tr("time of day")
    return {
        "I": tr("whole number"),
        "F": tr("number"),
        "M": tr("amount"),
        "D": tr("date"),
        "DT": tr("date and time"),
        "T": tr("time of day"),
    }[mark]


def _plain_words(name: str) -> str:
    if name in values.INTEGERS:
        return tr("whole number")
    return {
        "double": tr("number"),
        "decimal": tr("number"),
        "number": tr("number"),
        "bool": tr("yes or no"),
        "date-time": tr("date and time"),
        "array": tr("list"),
    }.get(name, "")


def _branch_words(kind: Type) -> str:
    source = references.source_of(kind)
    if source is not None:
        return tr("found by searching") if source.is_search else tr("chosen from a list")
    return tr("several fields") if kind.is_carrier or kind.name in ("dict", "object") else ""
