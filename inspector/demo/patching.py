"""What PATCH does to an entity: a JSON Patch without move and copy, or an object that is merged.

Paths are read in any case and with or without their first slash; an object that is given where a list stands goes to
its end. Source: SuperOffice's page on PATCH of a ticket.
"""

from __future__ import annotations

from inspector.demo.call import Refused
from inspector.demo.wire import Tree


def patched(entity: Tree, patch: object) -> Tree:
    """The entity, which is changed, after a patch. Raises Refused: 400 for what is no patch, 409 for a failed test."""
    match patch:
        case dict():
            return _merged(entity, patch)
        case list():
            for step in patch:
                if not isinstance(step, dict):
                    raise _malformed("operation")
                _apply(entity, {str(name).lower(): value for name, value in step.items()})
            return entity
        case _:
            raise _malformed("patch")


def _malformed(what: str) -> Refused:
    return Refused(400, "Malformed", f"The {what} is not understood.")


def _merged(old: object, patch: object) -> Tree:
    """RFC 7396, but that null is a value."""
    assert isinstance(old, dict)
    assert isinstance(patch, dict)
    for name, value in patch.items():
        key = _spelled(old, str(name))
        old[key] = (
            _merged(old[key], value) if isinstance(old.get(key), dict) and isinstance(value, dict) else value
        )
    return old


def _spelled(node: Tree, name: str) -> str:
    return next((key for key in node if key.lower() == name.lower()), name)


def _apply(entity: Tree, step: Tree) -> None:
    *path, last = str(step.get("path", "")).removeprefix("/").split("/")
    node: object = entity
    for name in path:
        node = _child(node, name)
    match step.get("op"):
        case "test":
            if _child(node, last) != step.get("value"):
                raise Refused(409, "Conflict", f"{step.get('path')} is not what was expected.")
        case "add" | "replace":
            _put(node, last, step.get("value"), insert=step["op"] == "add")
        case "remove":
            _child(node, last)
            if isinstance(node, list):
                node.pop(int(last))
            elif isinstance(node, dict):
                node[_spelled(node, last)] = None
        case _:
            raise _malformed("operation")


def _child(node: object, name: str) -> object:
    if isinstance(node, dict) and _spelled(node, name) in node:
        return node[_spelled(node, name)]
    if isinstance(node, list) and name.isdecimal() and int(name) < len(node):
        return node[int(name)]
    raise _malformed("path")


def _put(node: object, name: str, value: object, *, insert: bool) -> None:
    if isinstance(node, dict):
        key = _spelled(node, name)
        here = node.get(key)
        if isinstance(here, list) and isinstance(value, dict):
            here.append(value)
        else:
            node[key] = value
    elif isinstance(node, list) and name == "-":
        node.append(value)
    elif isinstance(node, list) and name.isdecimal() and int(name) <= len(node):
        place = int(name)
        node[place : place if insert else place + 1] = [value]
    else:
        raise _malformed("path")
