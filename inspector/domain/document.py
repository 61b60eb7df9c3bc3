"""The draft as a tree whose nodes are made when looked at, and the three edits it knows.

Every edit is a value that carries its own inverse, so undo is `apply(edit.inverse)` and can be tested without a window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from inspector.domain import exact_json
from inspector.domain.exact_json import Scalar

if TYPE_CHECKING:
    from msgspec import Raw

T = TypeVar("T")
Path = tuple[int, ...]
"""Row numbers from the root; () is the root itself."""


class Node:
    """One property, element or entry: a key and a piece of JSON, which is cut into children when they are asked for."""

    __slots__ = (
        "_before",
        "_derived",
        "_items",
        "_keys",
        "_raw",
        "key",
        "parent",
        "restructured",
        "row",
        "served",
    )

    def __init__(self, key: str | int, piece: Raw, parent: Node | None = None, row: int = 0) -> None:
        self.key = key
        self.parent = parent
        self.row = row
        self.served: Raw | None = piece
        """What the server (or the file) said; None for what was added since."""
        self.restructured = False
        """Whether children came or went since."""
        self._derived: dict[Any, Any] | None = None
        self._before: dict[str | int, Raw] | None = None
        """After a replacement: the served children, by key, so that the new ones can be compared."""
        self._raw: Raw | None = piece
        self._keys: list[str] | None = None
        self._items: list[Raw | Node] | None = None

    # -- what it is -----------------------------------------------------------------------------------

    @property
    def raw(self) -> Raw:
        """This node's JSON as it now is, compact."""
        if self._raw is None:
            items = [item.raw if isinstance(item, Node) else item for item in self._cut()]
            keys = self._keys
            text = exact_json.spell_array(items) if keys is None else exact_json.spell_object(keys, items)
            self._raw = exact_json.raw(text)
        return self._raw

    @property
    def kind(self) -> str:
        """`{` for an object, `[` for an array, else the first character of the value."""
        if self._raw is None:
            return "[" if self._keys is None else "{"
        return exact_json.first(self._raw)

    @property
    def is_container(self) -> bool:
        """Whether this is an object or an array."""
        return self.kind in "{["

    @property
    def value(self) -> Scalar:
        """The value of a leaf."""
        return exact_json.scalar(self.raw)

    @property
    def is_modified(self) -> bool:
        """Whether it differs from what was served."""
        if self.served is None or self._raw is self.served:
            return self.served is None
        if not self._items or self.restructured or self._before is not None:
            return self.raw is not self.served and self.raw != self.served
        return self.derived(
            _holds_changes
        )  # asked for every cell that is painted, and there may be 100,000 items

    # -- where it is ----------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Row numbers from the root."""
        return (*self.parent.path, self.row) if self.parent else ()

    @property
    def keys(self) -> tuple[str | int, ...]:
        """Names and positions from the root, as in a JSON Pointer."""
        return (*self.parent.keys, self.key) if self.parent else ()

    @property
    def pointer(self) -> str:
        """The JSON Pointer (RFC 6901) from the root."""
        return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in self.keys)

    # -- what is in it --------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._cut())

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Node]:
        return (self.child(row) for row in range(len(self)))

    def child(self, row: int) -> Node:
        """The node in that row; raises IndexError."""
        items = self._cut()
        item = items[row]
        if not isinstance(item, Node):
            item = Node(row if self._keys is None else self._keys[row], item, self, row)
            if self._before is not None:
                item.served = self._before.get(item.key)
            items[row] = item
        return item

    def passing(self) -> Iterator[Node]:
        """The children, each made for one look; a walk through a whole document so leaves nothing behind in memory.

        Only for nodes that nobody shows: what was changed or derived below this one is forgotten.
        """
        items, keys = self._cut(), self._keys
        self._items = self._keys = self._derived = None
        for row, item in enumerate(items):
            piece = item.raw if isinstance(item, Node) else item
            yield Node(row if keys is None else keys[row], piece, self, row)

    def names(self) -> list[str]:
        """The keys of an object; nothing for any other kind."""
        self._cut()
        return self._keys or []

    def get(self, name: str) -> Node | None:
        """The member of that name; the last, as everywhere, if it is there twice."""
        row = self.derived(_rows_by_name).get(name)
        return None if row is None else self.child(row)

    def derived(self, make: Callable[[Node], T]) -> T:
        """What `make` says of this node, remembered until something in the node changes."""
        if self._derived is None:
            self._derived = {}
        if make not in self._derived:
            self._derived[make] = make(self)
        found: T = self._derived[make]
        return found

    def _cut(self) -> list[Raw | Node]:
        if self._items is None:
            piece = self.raw
            match exact_json.first(piece):
                case "{":
                    self._keys, pieces = exact_json.members(piece)
                case "[":
                    pieces = exact_json.elements(piece)
                case _:
                    pieces = []
            self._items = list(pieces)
        return self._items

    # -- changing it, for Document only ---------------------------------------------------------------

    def replace(self, text: bytes) -> None:
        """Take another value. The served spelling is kept as the same object, so that undoing is recognised."""
        piece = exact_json.raw(text)
        self._raw = self.served if self.served == piece else piece
        self._keys = self._items = None
        self.restructured = False
        self._before = None if self._raw is self.served else _children(self.served)
        self._touch()

    def insert(self, row: int, key: str | int, text: bytes) -> None:
        """Put a new child into that row."""
        child = Node(key, exact_json.raw(text), self, row)
        child.served = None
        self._cut().insert(row, child)
        if self._keys is not None:
            self._keys.insert(row, key if isinstance(key, str) else str(key))
        self._restructure(row)

    def remove(self, row: int) -> None:
        """Take the child in that row away."""
        del self._cut()[row]
        if self._keys is not None:
            del self._keys[row]
        self._restructure(row)

    def _restructure(self, start: int) -> None:
        self.restructured = True
        for row, item in enumerate(self._cut()[start:], start):
            if isinstance(item, Node):
                item.row = row
                if self._keys is None:
                    item.key = row
        self._raw = None
        self._touch()

    def _touch(self) -> None:
        self._derived = None
        owner = self.parent
        while owner is not None:
            owner._raw = owner._derived = None
            owner = owner.parent


def _holds_changes(node: Node) -> bool:
    return any(isinstance(item, Node) and item.is_modified for item in node._cut())


def _rows_by_name(node: Node) -> dict[str, int]:
    return {name: row for row, name in enumerate(node.names())}


def _children(piece: Raw | None) -> dict[str | int, Raw]:
    """The pieces of a container by key or position; nothing for a leaf."""
    match exact_json.first(piece) if piece is not None else "":
        case "{":
            return dict(zip(*exact_json.members(piece), strict=True))  # type: ignore[arg-type]
        case "[":
            return dict(enumerate(exact_json.elements(piece)))  # type: ignore[arg-type]
    return {}


@dataclass(frozen=True, slots=True)
class SetValue:
    """Another value, of any kind, for one node."""

    path: Path
    old: bytes
    new: bytes

    @property
    def inverse(self) -> SetValue:
        """The edit that undoes this one."""
        return SetValue(self.path, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Insert:
    """A new child in `row` of the container at `path`."""

    path: Path
    row: int
    key: str | int
    value: bytes

    @property
    def inverse(self) -> Remove:
        """The edit that undoes this one."""
        return Remove(self.path, self.row, self.key, self.value)


@dataclass(frozen=True, slots=True)
class Remove:
    """The child in `row` of the container at `path`, taken away."""

    path: Path
    row: int
    key: str | int
    value: bytes

    @property
    def inverse(self) -> Insert:
        """The edit that undoes this one."""
        return Insert(self.path, self.row, self.key, self.value)


Edit = SetValue | Insert | Remove


class Document:
    """A JSON text under edit."""

    def __init__(self, body: bytes) -> None:
        """Raise InvalidJson where `body` is none. Safe, and meant, to be made in a worker thread."""
        self.root = Node("", exact_json.tidy(body))

    def node(self, path: Path) -> Node:
        """The node at that path; raises IndexError."""
        node = self.root
        for row in path:
            node = node.child(row)
        return node

    def find(self, keys: tuple[str | int, ...]) -> Node | None:
        """The node that these names and positions lead to, if there is one."""
        node: Node | None = self.root
        for key in keys:
            if node is None:
                return None
            if isinstance(key, str):
                node = node.get(key)
            else:
                node = node.child(key) if node.kind == "[" and key < len(node) else None
        return node

    def apply(self, edit: Edit) -> None:
        """Carry out an edit."""
        node = self.node(edit.path)
        match edit:
            case SetValue(new=new):
                node.replace(new)
            case Insert(row=row, key=key, value=value):
                node.insert(row, key, value)
            case Remove(row=row):
                node.remove(row)

    def to_bytes(self) -> bytes:
        """The draft as a file: UTF-8, two-space indent, a newline at the end."""
        return exact_json.pretty(self.root.raw) + b"\n"
