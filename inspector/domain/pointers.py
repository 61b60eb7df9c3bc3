"""Ways to say where a property is: JSON Pointer (RFC 6901), dotted as in SuperOffice's $select, and as Python.

All three are read back to the same tokens. Whether a token is a name or a position can only be told from a document,
so `follow` decides.
"""

from __future__ import annotations

import json
import re
from ast import literal_eval

from inspector.domain.document import Keys, Node
from inspector.domain.folding import folded

PYTHON = "ticket"
"""What the Python form calls the parsed draft."""
_ROW = re.compile(r"0|[1-9][0-9]{0,9}")
"""A position as RFC 6901 has it, with no zero in front; Python refuses to read numbers of thousands of digits."""
_WORD = re.compile(r"[^\W\d]\w*")
_STEP = re.compile(
    r"""\.?(?P<word>[^.\[\]]+)|\[(?P<row>\d+)\]|\[(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\]""",
    re.DOTALL,
)


class NotAPathError(ValueError):
    """The text is not a path in any of the three forms; `at` is where it stops being one, in characters."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def pointer(keys: Keys) -> str:
    """The JSON Pointer, `/Messages/0/Id`; empty for the whole document."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


def dotted(keys: Keys) -> str:
    """As people write it, `Messages[0].Id`; a name that is not a plain word goes in brackets as JSON text."""
    told = ""
    for key in keys:
        if isinstance(key, int):
            told += f"[{key}]"
        elif _WORD.fullmatch(key):
            told += f".{key}" if told else key
        else:
            told += f"[{json.dumps(key, ensure_ascii=False)}]"
    return told


def python(keys: Keys) -> str:
    """The expression that takes it out of the parsed draft, `ticket["Messages"][0]["Id"]`."""
    steps = (str(key) if isinstance(key, int) else json.dumps(key, ensure_ascii=False) for key in keys)
    return PYTHON + "".join(f"[{step}]" for step in steps)


def parse(text: str) -> tuple[str, ...]:
    """The tokens of a path in any of the three forms. Raises NotAPathError."""
    text = text.strip()
    if text.startswith(("/", "#/")):
        steps = text.removeprefix("#").split("/")[1:]
        return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)
    found: list[str] = []
    at = 0
    if re.match(rf"{PYTHON}(?=\[|$)", text):
        at = len(PYTHON)
    while at < len(text):
        step = _STEP.match(text, at)
        if step is None or (step["word"] and found and text[at] != ".") or (not found and text[at] == "."):
            raise NotAPathError(at)
        found.append(step["word"] or step["row"] or _unquoted(step["text"], at))
        at = step.end()
    return tuple(found)


def _unquoted(text: str, at: int) -> str:
    try:
        return str(json.loads(text) if text[0] == '"' else literal_eval(text))
    except (ValueError, SyntaxError):
        raise NotAPathError(at) from None


def follow(root: Node, tokens: tuple[str, ...]) -> tuple[Node, tuple[str, ...]]:
    """How far the tokens lead: the last node that there is, and the tokens that lead nowhere.

    Where no name is as written, one that people see as the same is found, whatever its case: SuperOffice's own paths
    are not case-sensitive.
    """
    node = root
    for place, token in enumerate(tokens):
        child = _child(node, token)
        if child is None:
            return node, tokens[place:]
        node = child
    return node, ()


def _child(node: Node, token: str) -> Node | None:
    if node.kind == "[":
        return node.child(int(token)) if _ROW.fullmatch(token) and int(token) < len(node) else None
    if node.kind != "{":
        return None
    found = node.get(token)
    if found is None:
        wanted = folded(token)
        name = next((name for name in node.names() if folded(name) == wanted), None)
        found = node.get(name) if name is not None else None
    return found
