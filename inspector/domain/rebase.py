"""A draft and defaults that have moved meanwhile: what differs, what is proposed, and the draft put onto the new ones.

Three ways are compared: mine, the default it was made from, and the default now. References are one value each (another
owner is one decision, whatever else the carrier says), lists are one value each, other objects are compared member by
member. Rights are not compared: those served now hold. Equal means equal as JSON values, whatever the spelling.

Where the default that a draft was made from is not known, everything that differs has to be decided, and mine is
proposed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from inspector.domain import entity, exact_json, rights
from inspector.domain.deep import Task, done
from inspector.domain.document import Document, Edit, Insert, Keys, Node, Remove, SetValue
from inspector.domain.exact_json import Number
from inspector.domain.rights import Lock

Code = Literal["moved", "edited", "both", "gone", "locked"]
Choice = Literal["mine", "new"]


@dataclass(frozen=True)
class Difference:
    """One property; None is a value that is not there."""

    keys: Keys
    code: Code
    mine: Node | None
    old: Node | None
    new: Node | None

    @property
    def proposal(self) -> Choice:
        """What is taken unless the person says otherwise."""
        return "new" if self.code in ("moved", "locked") else "mine"


def differences(mine: Node, old: Node | None, new: Node) -> list[Difference]:
    """Where mine and the new default differ, in the order of the new default; what is gone from it comes last."""
    found: list[Difference] = []
    done(_compare(mine, old, new, found, known=old is not None))
    return found


def _compare(mine: Node, old: Node | None, new: Node, found: list[Difference], *, known: bool) -> Task[None]:
    names = [name for name in new.names() if name not in entity.RIGHTS_PROPERTIES]
    names += [name for name in mine.names() if new.get(name) is None and name not in entity.RIGHTS_PROPERTIES]
    is_picked = known and _is_picked(mine, old, new)
    for name in dict.fromkeys(names):
        if is_picked and mine.get(name) is None:
            continue  # of a pick perhaps only number and name were known; the new default, the same, knows the rest
        trio = mine.get(name), old.get(name) if old is not None else None, new.get(name)
        if trio[0] is not None and trio[2] is not None and _goes_deeper(trio[0], trio[2]):
            yield _compare(trio[0], trio[1] if _is_object(trio[1]) else None, trio[2], found, known=known)
        elif (code := _code(*trio, known=known)) is not None:
            found.append(Difference((*new.keys, name), code, *trio))


def _is_picked(mine: Node, old: Node | None, new: Node) -> bool:
    """Whether a reference was picked in place of the old default's, and is the new default's now."""
    carrier = entity.type_of(new).name
    picked, was = entity.key_of(mine, carrier), entity.key_of(old, carrier) if old is not None else None
    return picked is not None and picked.isdecimal() and picked == entity.key_of(new, carrier) != was


def _code(mine: Node | None, old: Node | None, new: Node | None, *, known: bool) -> Code | None:
    if _same(mine, new):
        return None
    if known and _same(mine, old):
        return "moved"
    if new is None:
        return "gone"
    if new.parent is not None and rights.hint_of(new).lock not in (Lock.NONE, Lock.KEY):
        return "locked"
    return "edited" if known and _same(old, new) else "both"


def _is_object(node: Node | None) -> bool:
    return node is not None and node.kind == "{"


def _goes_deeper(mine: Node, new: Node) -> bool:
    """Whether the members are compared: both are objects, and not two different references."""
    if not (_is_object(mine) and _is_object(new)):
        return False
    carrier = entity.type_of(new).name
    key = entity.REFERENCE_KEYS.get(carrier)
    return key is None or entity.key_of(mine, carrier) == entity.key_of(new, carrier)


def _same(one: Node | None, other: Node | None) -> bool:
    if one is None or other is None:
        return one is other
    if bytes(one.raw) == bytes(other.raw):
        return True
    return done(_plain(one)) == done(_plain(other))


def _plain(node: Node) -> Task[bytes]:
    """The value for comparing: numbers by value, objects whatever the order of their members."""
    match node.kind:
        case "{":
            members: dict[str, bytes] = {}
            for child in node:
                members[str(child.key)] = yield _plain(child)
            spelled = (exact_json.spell(name) + b":" + members[name] for name in sorted(members))
            return exact_json.spell_object(spelled)
        case "[":
            items = []
            for child in node:
                items.append((yield _plain(child)))
            return b"[" + b",".join(items) + b"]"
    value = node.value
    return _number(value) if isinstance(value, Number) else exact_json.spell(value)


def _number(number: Number) -> bytes:
    """One spelling for all numbers of that value."""
    sign, digits, exponent = number.value.as_tuple()
    if not isinstance(exponent, int):
        return number.text.encode()  # too large for a Decimal
    text = "".join(map(str, digits))
    plain = text.rstrip("0").lstrip("0")
    return f"{'-' * sign}{plain}e{exponent + len(text) - len(text.rstrip('0'))}".encode() if plain else b"0"


def rebased(
    new: bytes, found: Sequence[Difference], choices: Mapping[Keys, Choice]
) -> tuple[Document, list[Edit]]:
    """The new default with my values where they were chosen, and the edits that made it so. Raises InvalidJson."""
    document = Document(new)
    document.default = document.root.served
    edits: list[Edit] = []
    for difference in found:
        if choices.get(difference.keys, difference.proposal) == "mine":
            edit = _edit(document, difference)
            document.apply(edit)
            edits.append(edit)
    return document, edits


def _edit(document: Document, difference: Difference) -> Edit:
    target = document.find(difference.keys)
    mine = None if difference.mine is None else bytes(difference.mine.raw)
    if target is None:
        holder = document.find(difference.keys[:-1])
        assert holder is not None
        assert mine is not None
        return Insert(holder.path, len(holder), difference.keys[-1], mine)
    if mine is None:
        return Remove.of(target)
    return SetValue(target.path, bytes(target.raw), mine)
