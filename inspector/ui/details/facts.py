"""What Details list of a field for developers: facts by name, the bits of its masks; and the chips for everybody."""

from __future__ import annotations

from inspector.domain import entity, rights, values
from inspector.domain.document import Node
from inspector.domain.rights import Hint, Mask
from inspector.domain.visible import clipped, in_line
from inspector.ui.details import own_field
from inspector.ui.details.story import story
from inspector.words import glossary
from inspector.words.kinds import kind_words
from inspector.words.language import tr
from inspector.words.names import api_name
from inspector.words.rights import Mark, rights_marks
from inspector.words.values import type_words

LONGEST = 400
"""Characters of a raw value that are shown."""


def facts(node: Node, *, is_file: bool = False) -> list[tuple[str, str]]:
    """Name and text of every fact of the API about the field; `is_file`: it came from a file, not from a server.

    A reason that the story quotes is not told again.
    """
    came = tr("In the file") if is_file else tr("As served")
    hint = rights.hint_of(node)
    kind = entity.type_of(node)
    found = [(tr("API name"), api_name(node))]
    if not node.is_container:
        found.append((tr("Value now") if node.is_modified else came, _raw(node)))
    if node.is_modified and node.served is not None and not node.is_container:
        found.append((came, clipped(bytes(node.served).decode(), LONGEST)))
    found.append((tr("Type"), _type(node, hint)))
    if kind.name == "enum" and (names := entity.enum(kind.of)):
        found.append((tr("Choices"), "\n".join(_choice(kind.of, *one) for one in names.items())))
    if name := entity.mdo_list(node):
        found.append((tr("List"), name))
    found += own_field.for_developers(hint.field)
    told = " ".join(story(hint))
    found += [fact for fact in _rights_facts(hint) if in_line(fact[1]) not in told]
    return [*found, *bits(hint), (tr("Path"), node.pointer)]


def _choice(enum: str, name: str, number: int) -> str:
    """An allowed value: code, name, and what it stands for, where somebody wrote that down."""
    return ": ".join(filter(None, (f"{number} {name}", glossary.enum_meaning(enum, name))))


def bits(hint: Hint) -> list[tuple[str, str]]:
    """What the masks are made of, for those who read the documentation."""
    masks = ((tr("Mask bits"), hint.mask, "EFieldRight"), (tr("Table bits"), hint.table, "ETableRight"))
    return [(name, _bits(mask, enum)) for name, mask, enum in masks if mask is not None]


def _bits(mask: Mask, enum: str) -> str:
    single = {
        bit: name
        for name, bit in entity.enum(enum).items()
        if bit and not bit & (bit - 1) and mask.bits & bit
    }
    told = ", ".join(f"{name} {bit}" for bit, name in single.items())
    return f"{mask.bits} = {told}" if told else str(mask.bits)


def chips(node: Node, *, unlocked: bool = False) -> list[Mark]:
    """What kind of value goes in, and the rights in a few words each."""
    kind = kind_words(node)
    return [Mark("", "text", kind)] * bool(kind) + rights_marks(rights.hint_of(node), unlocked=unlocked)


def _rights_facts(hint: Hint) -> list[tuple[str, str]]:
    found = []
    if hint.mask is not None:
        found.append((tr("Mask"), hint.mask.text))
    if hint.reason:
        found.append((tr("Reason"), hint.reason))
    if hint.table is not None:
        found.append((tr("Table right"), hint.table.text))
    if hint.table_reason:
        found.append((tr("Table reason"), hint.table_reason))
    return found


def _type(node: Node, hint: Hint) -> str:
    kind = entity.type_of(node)
    parts = [type_words(values.kind_of(node), hint)]
    if kind.name == "enum":
        parts.append(kind.of)
    if hint.field_type:
        parts.append(hint.field_type)
    if hint.length is not None and hint.length >= 0:
        parts.append(tr("length {n}").format(n=hint.length))
    return " · ".join(parts)


def _raw(node: Node) -> str:
    return clipped(bytes(node.raw).decode(), LONGEST)
