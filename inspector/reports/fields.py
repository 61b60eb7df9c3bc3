"""The fields of a portrait in words: what each begins with and what was made of it, what it is, what about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from inspector.domain import checks, custom_fields, entity, groups, origins, references, rights, values
from inspector.domain.document import Document, Keys, Node
from inspector.domain.rights import Hint, Lock
from inspector.words import glossary
from inspector.words.fields import meaning
from inspector.words.kinds import choice_words, is_switch, kind_words
from inspector.words.language import counted, tr
from inspector.words.names import own_title, readable
from inspector.words.rights import Mark, rights_marks
from inspector.words.texts import shown
from inspector.words.values import value_words

MASKED = "•••"
ENTRIES = 20
"""So many of a list are told; the rest is counted."""
FEW = 10
"""So many choices are told on a page, no more."""
MOST_HOURS = 1000
"""Whoever reads of more is told nothing: the date says it better."""
_PERSONAL = frozenset({"Associate", "Person", "TicketMessage", "TicketFormSubmission"})
_PERSONAL_WORDS = ("author", "email", "phone", "name", "address", "personid", "createdby", "changedby")
_SENTENCE = re.compile(r"(?<=[^\W\d_][^\W\d_)”])\.\s+(?=[^\W_a-z])")
"""Where one sentence ends and another begins; no abbreviation such as `z. B.`."""

Offered = Mapping[str, Sequence[str]]
"""By the name of a list, what it offers."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the portrait, in words."""

    keys: Keys
    group: str
    """As in `groups`."""
    label: str
    value: str
    note: str = ""
    """What the value stands for, where a person would not know."""
    edited: str = ""
    """What the person made of it; empty where that is nothing else."""
    type: str = ""
    meaning: str = ""
    hint: Hint = field(default_factory=Hint)
    choices: tuple[str, ...] = ()
    """What can be chosen, as far as it is known."""
    source: str = ""
    """The list that it is chosen from, by the server's name."""
    is_blank: bool = False
    """Whether nothing is filled in."""
    is_unset: bool = False
    """Whether all there is to tell is that it is not set, or 0, or no."""
    is_repeat: bool = False
    """Whether another field tells the same."""

    @property
    def name(self) -> str:
        """What the server calls it."""
        return ".".join(map(str, self.keys))

    @property
    def is_told(self) -> bool:
        """Whether there is something to tell of it."""
        return not self.is_unset and not self.is_repeat

    @property
    def gist(self) -> str:
        """The first sentence of what it means."""
        first = _SENTENCE.split(self.meaning, maxsplit=1)[0]
        return first if first.endswith(".") or not first else f"{first}."

    @property
    def choice(self) -> str:
        """What can be chosen, in a line; nothing where that is a lot."""
        if not 0 < len(self.choices) <= FEW:
            return ""
        return tr("One of: {names}").format(names=", ".join(self.choices))

    def marks(self) -> list[Mark]:
        """What a customer should know about it by itself: that it must be filled in, or can't be."""
        hint = replace(self.hint, nullable=None, mask=None)
        if hint.lock in (Lock.TABLE, Lock.KEY):
            hint = replace(hint, lock=Lock.NONE, inherited=False)
        return rights_marks(hint)


def fields_of(
    served: Document, edited: Document | None, *, mask: bool = False, offered: Offered | None = None
) -> list[Field]:
    """Every field of the ticket, and the entries of its dictionaries, in the server's order; those that only the draft
    has come last."""
    theirs = {node.keys: node for node in _told(served.root)}
    mine = {node.keys: node for node in _told(edited.root)} if edited is not None else {}
    pairs: list[tuple[Node | None, Node | None]]
    pairs = [(node, mine.get(keys)) for keys, node in theirs.items()]
    pairs += [(None, node) for keys, node in mine.items() if keys not in theirs]
    return [
        _field(before, now, mask=mask, compare=edited is not None, offered=offered or {})
        for before, now in pairs
    ]


def _told(root: Node) -> Iterator[Node]:
    """The ticket's own properties, and the entries of its dictionaries (the tenant's own fields)."""
    for node in root:
        if node.key in entity.RIGHTS_PROPERTIES:
            continue
        yield node
        if is_dictionary(node):
            yield from node


def is_dictionary(node: Node) -> bool:
    """Whether it holds fields of the tenant's own."""
    return entity.type_of(node).name == "dict" and node.kind == "{"


def _field(before: Node | None, now: Node | None, *, mask: bool, compare: bool, offered: Offered) -> Field:
    node = before or now
    assert node is not None
    edited = ""
    if compare and now is None:
        edited = tr("removed")
    elif compare and now is not None and (before is None or bytes(before.raw) != bytes(now.raw)):
        edited = _value(now, mask=mask, is_served=False)
    hint = rights.hint_of(node)
    is_blank = before is None or checks.is_empty(before) or value_words(before).quiet
    is_own = len(node.keys) == 1
    choices = _choices(node, offered)
    is_choice = bool(choices) and entity.type_of(node).is_carrier
    return Field(
        keys=node.keys,
        group=groups.group_of(str(node.keys[0])),
        label=readable(str(node.key)) if is_own else own_title(node) or str(node.key),
        value=_value(before, mask=mask) if before is not None else "",
        note=_note(before) if before is not None else "",
        edited=edited,
        type=choice_words(len(choices)) if is_choice else kind_words(node),
        meaning=meaning(node) if is_own or (hint.field is not None and hint.field.description) else "",
        hint=hint,
        choices=choices,
        source=entity.mdo_list(node),
        is_blank=is_blank,
        is_unset=not edited and _is_unset(node, hint, is_blank=is_blank),
        is_repeat=_is_repeat(node) and (is_dictionary(node) or not edited),
    )


def _is_unset(node: Node, hint: Hint, *, is_blank: bool) -> bool:
    """Whether it holds nothing, or 0, or no, and no right of its own makes anything of it."""
    if hint.mandatory or hint.write_only or hint.lock not in (Lock.NONE, Lock.KEY, Lock.TABLE):
        return False
    return is_blank or checks.is_zero(node) or node.kind == "f"


def _is_repeat(node: Node) -> bool:
    """Whether it only says again what another field says: a companion of a custom field, an older place for the same;
    a dictionary by its entries."""
    if is_dictionary(node):
        return len(node) > 0
    name = origins.custom_key(node)
    if not name:
        return False
    newer = node.root.find(("CustomFields", str(node.key)))
    is_older = node.keys[0] == "ExtraFields" and newer is not None and newer.raw == node.raw
    return name != node.key or is_older


# -- its value ----------------------------------------------------------------------------------------


def _value(node: Node, *, mask: bool, is_served: bool = True) -> str:
    words = value_words(node)
    if node.kind == "n":
        return tr("not set")
    if mask and not words.quiet and is_personal(node):
        return MASKED
    if node.kind == "[" and len(node):
        named = [value_words(node.child(row)).text for row in range(min(len(node), ENTRIES))]
        more = counted(len(node) - len(named), tr("and 1 more"), tr("and {n} more"), "")
        return ", ".join(filter(None, (*named, more)))
    return _custom_words(node, is_served=is_served) or words.text


def _custom_words(node: Node, *, is_served: bool) -> str:
    """The value of a field of the tenant's own as people read it, where the number says nothing to them.

    What the server sent to be shown belongs to what it served.
    """
    name = origins.custom_key(node)
    if not name or name != node.key or node.kind != '"' or is_switch(node):
        return ""
    shown = node.parent.get(f"{name}:DisplayText") if node.parent is not None else None
    is_number = values.kind_of(node).of == "I"
    return value_words(shown).text if is_served and is_number and shown is not None else ""


def _note(node: Node) -> str:
    """What a name from the server's own code stands for; how long after the request a deadline is."""
    kind = entity.type_of(node)
    if node.keys in (("Deadline",), ("AlertTimeout",)):
        return _span_words(_date(node.root.get("CreatedAt")), _date(node))
    return glossary.enum_meaning(kind.of, str(node.value)) if kind.name == "enum" and node.kind == '"' else ""


def _date(node: Node | None) -> values.Date | None:
    date = values.parse_date(str(node.value)) if node is not None and node.kind == '"' else None
    return date if date is not None and date.is_set else None


def _span_words(start: values.Date | None, end: values.Date | None) -> str:
    """How many minutes lie between the two, which count from when the request is made; empty where nobody knows."""
    if start is None or end is None or start.style.suffix != end.style.suffix:
        return ""
    hours, minutes = divmod(
        int((end.wall - start.wall.replace(second=0, microsecond=0)).total_seconds()) // 60, 60
    )
    if not 0 <= hours < MOST_HOURS:
        return ""
    parts = (
        counted(hours, tr("1 hour"), tr("{n} hours"), ""),
        counted(minutes, tr("1 minute"), tr("{n} minutes"), ""),
    )
    return tr("{time} after it was created").format(time=" ".join(filter(None, parts)))


def _choices(node: Node, offered: Offered) -> tuple[str, ...]:
    kind = entity.type_of(node)
    if kind.name == "enum":
        return tuple(entity.enum(kind.of))
    if (own := custom_fields.field_of(node)) is not None:
        return tuple(map(shown, own.choices))
    source = references.source_of(entity.spelled(kind.of) if kind.name == "array" else kind)
    return tuple(offered.get(source.name, ())) if source is not None else ()


def is_personal(node: Node) -> bool:
    """Whether a value may tell of a person: who, or how to reach them."""
    kind = entity.type_of(node)
    of_persons = kind.name in _PERSONAL or kind.of in _PERSONAL
    name = f"{node.key} {own_title(node)}".casefold()
    return of_persons or any(word in name for word in _PERSONAL_WORDS)
