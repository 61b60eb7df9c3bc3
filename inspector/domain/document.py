"""The draft as a tree whose nodes are made when looked at, and the three edits it knows.

Every edit is a value that carries its own inverse, so undo is `apply(edit.inverse)` and can be tested without a window.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from inspector.domain import exact_json
from inspector.domain.exact_json import Run, Runs, Scalar
from inspector.domain.spelling import Form

if TYPE_CHECKING:
    from msgspec import Raw

T = TypeVar("T")
Path = tuple[int, ...]
"""Row numbers from the root; () is the root itself."""
Keys = tuple[str | int, ...]
"""Names and positions from the root, as in a JSON Pointer."""


class Node:
    """One property, element or entry: a key and a piece of JSON, which is cut into children when they are asked for."""

    __slots__ = (
        "_before",
        "_cut_into",
        "_derived",
        "_items",
        "_keys",
        "_raw",
        "_runs",
        "key",
        "parent",
        "restructured",
        "row",
        "served",
    )

    def __init__(
        self,
        key: str | int,
        piece: Raw,
        parent: Node | None = None,
        row: int = 0,
        *,
        cut_into: Runs | None = None,
    ) -> None:
        self.key = key
        self.parent = parent
        self.row = row
        self.served: Raw | None = piece
        """What the server (or the file) said; None for what was added since."""
        self.restructured = False
        """Whether children have come or gone since."""
        self._derived: dict[Any, Any] | None = None
        self._before: dict[str | int, Raw] | None = None
        """After a replacement: the served children, by key, so that the new ones can be compared."""
        self._raw: Raw | None = piece
        self._cut_into = cut_into
        """What an object was first cut into: these runs, some of which may be open by now."""
        self._keys: list[str] | None = None
        self._items: list[Raw | Node | Run] | None = None
        """One for each row; a run stands in every row that it holds."""
        self._runs: dict[int, Run] = {}
        """Those not yet opened, by their first row."""

    @classmethod
    def holding(cls, keys: list[str], pieces: list[Raw]) -> Node:
        """An object of these members, which is not spelled before somebody asks."""
        made = cls("", exact_json.raw(b"{}"))
        made._raw, made._keys, made._items = None, list(keys), list(pieces)
        return made

    # -- what it is -----------------------------------------------------------------------------------

    @property
    def raw(self) -> Raw:
        """This node's JSON as it now is, compact."""
        if self._raw is None:
            for node in _inner_first(self, lambda node: node._raw is None):
                spell = exact_json.spell_array if node._keys is None else exact_json.spell_object
                node._raw = exact_json.raw(spell(node._spelled()))
        assert self._raw is not None
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
        if not self._may_hold_changes():
            if self.served is None or self._raw is self.served:
                return self.served is None
            return self.raw is not self.served and self.raw != self.served
        if not self._knows(_holds_changes):
            for node in _inner_first(self, Node._may_hold_changes):
                node.derived(_holds_changes)  # so that none has to ask further than one level down
        return self.derived(_holds_changes)

    def _may_hold_changes(self) -> bool:
        """Whether its children tell if it is modified: it is asked for every cell that is painted, and there may be
        100,000 of them."""
        if self.served is None or self._raw is self.served or not self._items:
            return False
        return not self.restructured and self._before is None

    # -- where it is ----------------------------------------------------------------------------------

    @property
    def root(self) -> Node:
        """What has no parent: the ticket itself."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    @property
    def path(self) -> Path:
        """Row numbers from the root."""
        return tuple(node.row for node in self._line())

    @property
    def keys(self) -> tuple[str | int, ...]:
        """Names and positions from the root, as in a JSON Pointer."""
        return tuple(node.key for node in self._line())

    def _line(self) -> list[Node]:
        """The nodes on the way from the root, which is not among them, to this one."""
        line, node = [], self
        while node.parent is not None:
            line.append(node)
            node = node.parent
        line.reverse()
        return line

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
        if isinstance(item, Run):
            self._open(item)
            item = items[row]
        if not isinstance(item, Node):
            assert not isinstance(item, Run)
            item = Node(row if self._keys is None else self._keys[row], item, self, row)
            if self._before is not None:
                item.begin_from(self._before.get(item.key))
            items[row] = item
        return item

    def compared(self) -> Iterable[Node]:
        """The children that may differ from what was served."""
        return self if self._before is not None else self.made()

    def made(self) -> list[Node]:
        """The children that someone has looked at; no others can have changed."""
        return [item for item in self._once() if isinstance(item, Node)]

    def _looked_into(self) -> list[Node]:
        """Those of them of which someone has seen the children."""
        return [item for item in self._once() if isinstance(item, Node) and item._items]

    def _once(self) -> Iterable[Raw | Node | Run]:
        """What it is cut into, each run once."""
        items = self._items or []
        return (item for _, item in _by_run(items)) if self._runs else items

    @property
    def cut_into(self) -> Runs | None:
        """The runs of a large object that is still as it was then: another node of it need not find them again."""
        found = self._cut_into
        return found if found is not None and found.runs and found.piece is self._raw else None

    def stretches(self) -> Iterator[list[Run] | tuple[list[str], list[Raw]]]:
        """The children in order, uncut: runs, and between them names and pieces; an array has no names."""
        items, keys, row = self._cut(), self._keys or [], 0
        while row < len(items):
            if row in self._runs:
                runs = []
                while row in self._runs:
                    runs.append(self._runs[row])
                    row += len(runs[-1])
                yield runs
                continue
            end = min((start for start in self._runs if start > row), default=len(items))
            part = slice(row, end)
            yield keys[part], [item.raw if isinstance(item, Node) else item for item in items[part]]  # type: ignore[misc]
            row = end

    def forget(self) -> None:
        """Let go of all that it was cut into, which else is left to the collector. Only for nodes that nobody shows."""
        self._items = self._keys = self._derived = None
        self._runs = {}

    def names(self) -> list[str]:
        """The keys of an object; nothing for any other kind."""
        self._cut_whole()
        return self._keys or []

    def pieces(self) -> list[Raw]:
        """The JSON of each child, as it now is."""
        return [item.raw if isinstance(item, Node) else item for item in self._cut_whole()]  # type: ignore[misc]

    def rows_named(self, names: Collection[str]) -> list[int]:
        """The rows that bear one of these names, in order; `get` need not look for them again."""
        items, keys = self._cut(), self._keys
        if keys is None:
            return []
        if not self._runs:
            return [row for row, key in enumerate(keys) if key in names]
        spelled = [exact_json.spell(name) + b":" for name in names]
        self._open(*(run for run in self._runs.values() if run.may_hold(spelled)))
        found = [row for row, item in _by_run(items) if not isinstance(item, Run) and keys[row] in names]
        if self._runs:
            known = self.derived(_rows_by_name)
            known.update(dict.fromkeys(names))
            known.update((keys[row], row) for row in found)
        return found

    def rows_folded(self, names: Collection[str]) -> list[int]:
        """The rows whose names are among these in folded case, in order."""
        items, keys = self._cut(), self._keys
        if keys is None:
            return []
        self._open(*(run for run in self._runs.values() if run.may_hold_folded(names)))
        cut = (row for row, item in _by_run(items) if not isinstance(item, Run))
        return [row for row in cut if keys[row].casefold() in names]

    def get(self, name: str) -> Node | None:
        """The member of that name; the last one, as everywhere, if there are two."""
        if name not in self.derived(_rows_by_name) and self._runs:
            self.rows_named((name,))
        row = self.derived(_rows_by_name).get(name)
        return None if row is None else self.child(row)

    def find(self, keys: Keys) -> Node | None:
        """The node in this one that these names and positions lead to, if there is one."""
        node: Node | None = self
        for key in keys:
            if node is None:
                return None
            if isinstance(key, str):
                node = node.get(key)
            else:
                node = node.child(key) if node.kind == "[" and key < len(node) else None
        return node

    def derived(self, make: Callable[[Node], T]) -> T:
        """What `make` says of this node, remembered until something in the node changes."""
        known = self._derived or {}
        if make in known:
            found: T = known[make]
            return found
        found = make(self)
        self._derived = self._derived or {}  # making it may have forgotten the others
        self._derived[make] = found
        return found

    def inherited(self, make: Callable[[Node], T]) -> T:
        """The same of something that `make` asks of the parent first: from the outermost node that has not said it yet
        down to this one, so that it need not ask further."""
        if self._knows(make):
            return self.derived(make)
        line = [self]
        while (owner := line[-1].parent) is not None and not owner._knows(make):
            line.append(owner)
        for node in reversed(line):
            found = node.derived(make)
        return found

    def _knows(self, make: Callable[[Node], object]) -> bool:
        return self._derived is not None and make in self._derived

    def _cut(self) -> list[Raw | Node | Run]:
        if self._items is None:
            piece = self.raw
            items: list[Raw | Node | Run] = []
            match exact_json.first(piece):
                case "{":
                    if (found := self.cut_into) is None:
                        found = self._cut_into = exact_json.runs(piece)
                    self._runs = {run.start: run for run in found.runs}
                    for run in found.runs:
                        items += [run] * len(run)
                    keys, pieces = exact_json.members(found.rest)
                    self._keys = [""] * len(items) + keys
                    items += pieces
                case "[":
                    items += exact_json.elements(piece)
            self._items = items
        return self._items

    def _cut_whole(self) -> list[Raw | Node | Run]:
        items = self._cut()
        self._open(*self._runs.values())
        return items

    def _open(self, *runs: Run) -> None:
        """Cut runs into members."""
        items = self._cut()
        for run in runs:
            del self._runs[run.start]
            rows = slice(run.start, run.start + len(run))
            self._keys[rows], items[rows] = run.members()  # type: ignore[index]
            if not self._runs:
                self._derived = None  # what is known of the names covers only some of them

    def _spelled(self) -> Iterator[Any]:
        """The elements, or the members as they are written."""
        keys = self._keys
        for row, item in _by_run(self._cut()):
            if isinstance(item, Run):
                yield item.text
            else:
                piece = item.raw if isinstance(item, Node) else item
                yield piece if keys is None else exact_json.spell_member(keys[row], piece)

    def begin_from(self, served: Raw | None) -> None:
        """Take this for what was served, before anybody looks into it: what lies in it is compared with that."""
        self.served = self._raw if served == self._raw else served
        self._before = None if served is None or self.served is self._raw else _children(served)

    # -- changing it, for Document only ---------------------------------------------------------------

    def replace(self, text: bytes) -> None:
        """Take another value. The served spelling is kept as the same object, so that undoing is recognised."""
        piece = exact_json.raw(text)
        self._raw = self.served if self.served == piece else piece
        self._keys = self._items = None
        self._runs = {}
        self.restructured = False
        self._before = None if self._raw is self.served else _children(self.served)
        self._touch()

    def insert(self, row: int, key: str | int, text: bytes, served: bytes | None = None) -> None:
        """Put a child into that row: a new one, or one that was served and was elsewhere."""
        child = Node(key, exact_json.raw(text if served is None else served), self, row)
        if served is None:
            child.served = None
        elif served != text:
            child.replace(text)
        self._cut_whole().insert(row, child)
        if self._keys is not None:
            self._keys.insert(row, key if isinstance(key, str) else str(key))
        self._restructure(row)

    def remove(self, row: int) -> None:
        """Take the child in that row away."""
        del self._cut_whole()[row]
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


class Root(Node):
    """The ticket itself, which bears what its tenant tells of the fields in it: see `custom_fields`."""

    __slots__ = ("told",)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.told: object = None

    def learn(self, told: object, holders: Iterable[str]) -> None:
        """From now on this is what the tenant tells of the fields in those properties; what was derived for them before
        is forgotten."""
        self.told = told
        for holder in filter(None, map(self.get, holders)):
            for node in (holder, *holder.made()):
                node._derived = None


def _by_run(items: list[Raw | Node | Run]) -> Iterator[tuple[int, Raw | Node | Run]]:
    """The items and their rows; a run once, in its first row."""
    row = 0
    while row < len(items):
        item = items[row]
        yield row, item
        row += len(item) if isinstance(item, Run) else 1


def _inner_first(node: Node, wanted: Callable[[Node], bool]) -> list[Node]:
    """A node and those in it that are wanted, as far as they lie in one that is; each stands after what lies in it."""
    found, waiting = [], [node]
    while waiting:
        owner = waiting.pop()
        found.append(owner)
        waiting += filter(wanted, owner._looked_into())
    return found[::-1]


def _holds_changes(node: Node) -> bool:
    return any(item.is_modified for item in node.made())


def _rows_by_name(node: Node) -> dict[str, int | None]:
    """Where each name is; for an object in runs this is found out name by name."""
    node._cut()
    return {} if node._runs else {name: row for row, name in enumerate(node.names())}


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
    served: bytes | None = None
    """What the server said of it, where it is not new but only comes back, or from another place."""

    @property
    def inverse(self) -> Remove:
        """The edit that undoes this one."""
        return Remove(self.path, self.row, self.key, self.value, self.served)


@dataclass(frozen=True, slots=True)
class Remove:
    """The child in `row` of the container at `path`, taken away."""

    path: Path
    row: int
    key: str | int
    value: bytes
    served: bytes | None = None

    @classmethod
    def of(cls, node: Node) -> Remove:
        """The edit that takes this node away."""
        assert node.parent is not None
        served = None if node.served is None else bytes(node.served)
        return cls(node.parent.path, node.row, node.key, bytes(node.raw), served)

    @property
    def inverse(self) -> Insert:
        """The edit that undoes this one."""
        return Insert(self.path, self.row, self.key, self.value, self.served)


Edit = SetValue | Insert | Remove


class Document:
    """A JSON text under edit."""

    def __init__(self, body: bytes) -> None:
        """Raise InvalidJson where `body` is not JSON. Safe, and meant, to be made in a worker thread."""
        self._begin(exact_json.tidy(body), Form())

    @classmethod
    def of(cls, piece: Raw, form: Form) -> Document:
        """A document of compact JSON that was read from a file in this form."""
        made = cls.__new__(cls)
        made._begin(piece, form)
        return made

    def _begin(self, piece: Raw, form: Form) -> None:
        self.root: Node = Root("", piece)
        self.form = form
        """How it is spelled in its file, and what stands around it there."""
        self.default: bytes | Raw | None = None
        """What the server would have put there; None where that is not known, as for many drafts from files."""

    def compare_with(self, default: bytes) -> None:
        """Take the default that it was once made from for what was served: what differs from it counts as edited.

        Raises InvalidJson where that is no JSON. Before anybody has looked into the document.
        """
        self.default = exact_json.tidy(default)
        self.root.forget()
        self.root.begin_from(self.default)

    def node(self, path: Path) -> Node:
        """The node at that path; raises IndexError."""
        node = self.root
        for row in path:
            node = node.child(row)
        return node

    def find(self, keys: Keys) -> Node | None:
        """The node that these names and positions lead to, if there is one."""
        return self.root.find(keys)

    def apply(self, edit: Edit) -> None:
        """Carry out an edit."""
        node = self.node(edit.path)
        match edit:
            case SetValue(new=new):
                node.replace(new)
            case Insert(row=row, key=key, value=value, served=served):
                node.insert(row, key, value, served)
            case _:
                node.remove(edit.row)

    def modified(self) -> Iterator[Node]:
        """The innermost nodes that differ from what was served."""
        waiting = [self.root] if self.root.is_modified else []
        while waiting:
            node = waiting.pop()
            inner = [child for child in node.compared() if child.is_modified]
            waiting += reversed(inner)
            if not inner:
                yield node

    def to_bytes(self) -> bytes:
        """The draft as a file: UTF-8, two-space indent, a newline at the end."""
        return self.form.as_file(self.root.raw)
