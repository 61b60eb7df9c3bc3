"""What a field is, in a sentence or two."""

from __future__ import annotations

from inspector.domain import entity, multilingual
from inspector.domain.document import Node
from inspector.domain.visible import name_in_line
from inspector.words import glossary
from inspector.words.language import tr
from inspector.words.values import value_words


def meaning(node: Node) -> str:
    """What the field is, in a sentence."""
    parent = node.parent
    if parent is None:
        return ""
    owner = entity.type_of(parent)
    told = glossary.meaning(owner.name, str(node.key)) if owner.is_carrier else ""
    if told:
        return told
    kind = entity.type_of(node)
    if owner.name == "dict" and isinstance(node.key, str):
        return tr("A field of this tenant's own, “{name}”.").format(name=name_in_line(node.key))
    if isinstance(node.key, int):
        return tr("Number {n} in the list {name}.").format(n=node.key + 1, name=name_in_line(str(parent.key)))
    return "" if kind.known else tr("This property is not in the documentation; it is kept as it came.")


def language_note(node: Node) -> str:
    """What to do where a text came with all its languages, because none was asked for."""
    text = value_words(node, stored=True).text if node.kind in '{"' else ""
    if multilingual.parts(text):
        return tr("The server sent it in several languages; one that fits is shown.")
    if multilingual.is_resource(text):
        return tr("The server sent the text's number; choose a Language above to see the text.")
    return ""
