"""What a field is, in a sentence or two."""

from __future__ import annotations

from inspector.domain import custom_fields, entity, multilingual
from inspector.domain.document import Node
from inspector.domain.visible import in_line, name_in_line
from inspector.words import glossary
from inspector.words.language import tr
from inspector.words.names import field_title
from inspector.words.texts import shown
from inspector.words.values import value_words

LONGEST_DESCRIPTION = 600
"""Characters of what a tenant says of a field of its own."""


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
    own = custom_fields.field_of(node)
    if own is not None and own.description:
        return in_line(shown(own.description), LONGEST_DESCRIPTION)
    if (companion := custom_fields.companion_of(node)) is not None:
        return _companion_words(*companion)
    if owner.name == "dict" and isinstance(node.key, str):
        return tr("A field of this tenant's own, “{name}”.").format(name=field_title(node))
    if isinstance(node.key, int):
        return tr("Number {n} in the list {name}.").format(n=node.key + 1, name=name_in_line(str(parent.key)))
    return "" if kind.known else tr("This property is not in the documentation; it is kept as it came.")


def _companion_words(name: str, companion: str) -> str:
    words = {
        ":DisplayText": tr("How the value of “{name}” reads, as the server says it."),
        ":DisplayTooltip": tr(
            "What SuperOffice's screens say of the value of “{name}” when the mouse rests on it."
        ),
        ":org": tr("What “{name}” held when the server was asked."),
    }
    return words[companion].format(name=name_in_line(name))


def language_note(node: Node) -> str:
    """What to do where a text came with all its languages, because none was asked for."""
    text = value_words(node, stored=True).text if node.kind in '{"' else ""
    if multilingual.parts(text):
        return tr("The server sent it in several languages; one that fits is shown.")
    if multilingual.is_resource(text):
        return tr("The server sent the text's number; choose a Language above to see the text.")
    return ""
