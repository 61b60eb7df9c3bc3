"""What properties are called: as served, as people say it, and what the headings of their groups say."""

from __future__ import annotations

import re
from functools import lru_cache

from inspector.domain import custom_fields
from inspector.domain.document import Keys, Node
from inspector.domain.visible import name_in_line
from inspector.words import glossary
from inspector.words.language import tr
from inspector.words.texts import shown


def styled_name(node: Node, style: str) -> str:
    """A property's name as it is served, as people say it, or both.

    A field of the tenant's own is called what the tenant calls it, with its served name after that; what comes along
    with it is called after it.
    """
    title = api_name(node)
    if own := own_title(node):
        is_known = style == "label" or custom_fields.companion_of(node) is not None
        return own if is_known else f"{own} · {title}"
    if style == "api" or not isinstance(node.key, str):
        return title
    label = readable(name_in_line(node.key))
    return label if style == "label" else title if label == title else f"{title} · {label}"


def own_title(node: Node) -> str:
    """What the tenant calls a field of its own, and what comes along with one; empty for all else."""
    told, companion = custom_fields.field_of(node), custom_fields.companion_of(node)
    if told is not None or companion is None:
        return name_in_line(shown(told.title)) if told is not None else ""
    owner = custom_fields.owner_of(node)
    if owner is None or not owner.title:
        return ""
    words = {
        ":DisplayText": tr("{name}, as shown"),
        ":DisplayTooltip": tr("{name}, its tip"),
        ":org": tr("{name}, as it was"),
    }
    return words[companion[1]].format(name=name_in_line(shown(owner.title)))


def path_words(keys: Keys, style: str, title: str = "") -> str:
    """The way to a property, as a sentence names it; `title`: what the tenant calls it."""
    if title:
        own = name_in_line(shown(title))
        return own if style == "label" else f"{own} ({name_in_line('.'.join(map(str, keys)))})"
    if style == "api":
        return name_in_line(".".join(map(str, keys)))
    return " › ".join(readable(name_in_line(key)) if isinstance(key, str) else str(key + 1) for key in keys)


@lru_cache(4096)
def readable(name: str) -> str:
    """`Owner` for `OwnedBy`; the words of a name that has no other (`FirstReadByUser`: `First read by user`)."""
    if label := glossary.label(name):
        return label
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return words[:1] + re.sub(r"\b[A-Z](?=[a-z])", lambda first: first[0].lower(), words[1:])


def field_title(node: Node) -> str:
    """What a sentence calls a node: the tenant's own title for it, its name, or its place in a list."""
    return own_title(node) or api_name(node)


def api_name(node: Node) -> str:
    """A node's served name, or its place in a list."""
    if isinstance(node.key, int) and node.parent is not None:
        return f"{name_in_line(str(node.parent.key))} {node.key + 1}"
    return name_in_line(str(node.key))


def heading_words(group: str) -> str:
    """What a heading of the grouped view says."""
    return {
        "pinned": tr("Pinned"),
        "identity": tr("Identity"),
        "people": tr("People"),
        "status": tr("Status"),
        "times": tr("Times"),
        "analysis": tr("Text analysis"),
        "links": tr("Links"),
        "custom": tr("Custom fields"),
        "other": tr("Others"),
        "rights": tr("Rights"),
    }[group]
