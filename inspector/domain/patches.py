"""What was edited, as JSON Patch (RFC 6902) and as JSON Merge Patch (RFC 7396); and the entity without its rights.

All of it works on the JSON as written: a value in a patch is spelled as in the draft, and `1.10` is not the same
value as `1.1`, just as in the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.domain import entity, exact_json
from inspector.domain.deep import Task, done

if TYPE_CHECKING:
    from msgspec import Raw

NULL = b"null"


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of a JSON Patch: `add`, `replace` or `remove`; the value as written, None for a removal."""

    op: str
    pointer: str
    value: bytes | None = None

    def spelled(self) -> bytes:
        """The operation as a JSON object."""
        head = f'{{"op":"{self.op}","path":'.encode() + exact_json.spell(self.pointer)
        return head + (b"" if self.value is None else b',"value":' + self.value) + b"}"


def operations(old: Raw, new: Raw, pointer: str = "") -> Iterator[Operation]:
    """What turns `old` into `new`, in the order to be done. A patch can't express the order of members."""
    waiting = [_steps(old, new, pointer)]
    while waiting:
        step = next(waiting[-1], None)
        if step is None:
            waiting.pop()
        elif isinstance(step, Operation):
            yield step
        else:
            waiting.append(_steps(*step))


Inner = tuple["Raw", "Raw", str]
"""An old value, a new one and their pointer, which are to be compared."""


def _steps(old: Raw, new: Raw, pointer: str) -> Iterator[Operation | Inner]:
    if old == new:
        return
    kinds = exact_json.first(old) + exact_json.first(new)
    if kinds == "{{":
        before, after = _members(old), _members(new)
        if before is not None and after is not None:
            yield from _of_objects(before, after, pointer)
            return
    elif kinds == "[[":
        yield from _of_arrays(exact_json.elements(old), exact_json.elements(new), pointer)
        return
    yield Operation("replace", pointer, bytes(new))


def _of_objects(before: dict[str, Raw], after: dict[str, Raw], pointer: str) -> Iterator[Operation | Inner]:
    for key in before:
        if key not in after:
            yield Operation("remove", _below(pointer, key))
    for key, piece in after.items():
        if key in before:
            yield before[key], piece, _below(pointer, key)
        else:
            yield Operation("add", _below(pointer, key), bytes(piece))


def _of_arrays(before: list[Raw], after: list[Raw], pointer: str) -> Iterator[Operation | Inner]:
    """What both begin and end with stays; what lies between is compared one by one, then removed or added."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < min(len(before), len(after)) - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    olds, news = before[start : len(before) - tail], after[start : len(after) - tail]
    both = min(len(olds), len(news))
    for row in range(both):
        yield olds[row], news[row], _below(pointer, start + row)
    for _ in olds[both:]:
        yield Operation("remove", _below(pointer, start + both))
    for row in range(both, len(news)):
        yield Operation("add", _below(pointer, start + row), bytes(news[row]))


def _below(pointer: str, key: str | int) -> str:
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def _members(piece: Raw) -> dict[str, Raw] | None:
    """The members by key; None where a key occurs twice, which no patch can address."""
    keys, values = exact_json.members(piece)
    found = dict(zip(map(str, keys), values, strict=True))
    return found if len(found) == len(keys) else None


def json_patch(old: Raw, new: Raw) -> bytes:
    """The edits as a JSON Patch document."""
    steps = [exact_json.raw(step.spelled()) for step in operations(old, new)]
    return exact_json.pretty(exact_json.raw(exact_json.spell_array(steps))) + b"\n"


def merge_patch(old: Raw, new: Raw) -> tuple[bytes, list[str]]:
    """The edits as a JSON Merge Patch, and the pointers of what it can't say: null means removal there."""
    lost: list[str] = []
    text = done(_merged(old, new, "", lost))
    return exact_json.pretty(exact_json.raw(text or b"{}")) + b"\n", lost


def _merged(old: Raw | None, new: Raw, pointer: str, lost: list[str]) -> Task[bytes | None]:
    """What to merge into `old` so that it becomes `new`; None where there is nothing to do."""
    if old == new:
        return None
    after = _members(new) if exact_json.first(new) == "{" else None
    if after is None:
        return bytes(new)
    before = (_members(old) if old is not None and exact_json.first(old) == "{" else None) or {}
    parts = [exact_json.spell(key) + b":" + NULL for key in before if key not in after]
    for key, piece in after.items():
        text = yield _merged(before.get(key), piece, _below(pointer, key), lost)
        if text == NULL:
            lost.append(_below(pointer, key))
        elif text is not None:
            parts.append(exact_json.spell(key) + b":" + text)
    return exact_json.spell_object(parts)


def without_rights(piece: Raw) -> bytes:
    """The same entity without TableRight and FieldProperties at any level: what there is to post."""
    return bytes(done(_without_rights(piece)))


def _without_rights(piece: Raw) -> Task[Raw]:
    match exact_json.first(piece):
        case "{":
            kept = []
            for key, value in zip(*exact_json.members(piece), strict=True):
                if key not in entity.RIGHTS_PROPERTIES:
                    kept.append(exact_json.spell_member(key, (yield _without_rights(value))))
            return exact_json.raw(exact_json.spell_object(kept))
        case "[":
            items = []
            for item in exact_json.elements(piece):
                items.append((yield _without_rights(item)))
            return exact_json.raw(exact_json.spell_array(items))
    return piece
