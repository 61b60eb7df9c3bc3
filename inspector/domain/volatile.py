"""Values that move by themselves: two answers to the same question, asked one after the other, differ there.

What moves was worked out (from the clock, from a counter); what stays was configured, or is the same by chance.
"""

from __future__ import annotations

from inspector.domain.document import Keys, Node


def moved(before: Node, after: Node) -> set[Keys]:
    """The innermost properties that differ, those that came or went included."""
    found: set[Keys] = set()
    waiting = [(before, after)]
    while waiting:
        one, other = waiting.pop()
        if bytes(one.raw) == bytes(other.raw):
            continue
        if one.kind != other.kind or one.kind not in "{[":
            found.add(one.keys)
        elif one.kind == "[":
            if len(one) != len(other):
                found.add(one.keys)
            waiting += zip(one, other, strict=False)
        else:
            names = set(other.names())
            found |= {(*one.keys, name) for name in names ^ set(one.names())}
            pairs = ((child, other.get(str(child.key))) for child in one)
            waiting += [(child, twin) for child, twin in pairs if twin is not None]
    return found
