"""Which rows of the draft a view is shown: the served order, but rights last; only what the filter lets through;
pinned ones at the top as well; in groups, if wanted; and a long list one page at a time. No signals here: the model
tells the views."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from inspector.domain import entity, groups, search
from inspector.domain.document import Insert, Keys, Node

PAGE = 200
"""Rows of one container that a view gets at a time; it asks for more when it scrolls there."""
PINNED = "pinned"
"""The heading of what was pinned; the others are those of `groups.GROUPS`."""


@dataclass(frozen=True)
class Layout:
    """How the ticket's own properties are laid out."""

    pins: tuple[Keys, ...] = ()
    grouped: bool = False


@dataclass(eq=False)
class Heading:
    """A row that is not a property, but stands above some that belong together."""

    group: str
    root: Node
    places: list[int] = field(default_factory=list)
    """The rows of the ticket that stand under it; none for what is pinned."""
    twins: list[Twin] = field(default_factory=list)
    """The second rows that stand under it, where it is the heading of what is pinned."""

    def __len__(self) -> int:
        return len(self.places) + len(self.twins)


@dataclass(eq=False)
class Twin:
    """A pinned property's second row; its own stays where it is."""

    of: Node
    heading: Heading


Row = Node | Heading | Twin


class ShownRows:
    """The rows under each node, as far as the views know of them."""

    def __init__(self, matches: search.Matches | None = None, layout: Layout = Layout()) -> None:
        self.matches = matches
        self._layout = layout
        self._orders: dict[Node, Sequence[int] | None] = {}
        self._known: dict[Row, int] = {}
        self._headings: list[Heading] | None = None

    def forget(self, node: Node) -> None:
        """Its children are about to change."""
        self._orders.pop(node, None)
        if node.parent is None:  # else they stay what they are: views point at them
            self._headings = None

    def known(self, node: Row) -> int:
        """How many rows under this one the views know of."""
        if isinstance(node, Heading):
            return len(node.twins) or self._known.setdefault(node, min(len(node), PAGE))
        if isinstance(node, Twin) or not node.is_container:
            return 0
        if node not in self._known:
            self._known[node] = min(self.count(node), PAGE)
        return self._known[node]

    def set_known(self, node: Row, count: int) -> None:
        """The views know of that many now."""
        self._known[node] = count

    def next_page(self, node: Row) -> int:
        """How many rows the views will know of after one page more."""
        return min(self.known(node) + PAGE, self.count(node))

    def count(self, node: Row) -> int:
        """How many rows there are to show in all."""
        if isinstance(node, Heading):
            return len(node)
        if isinstance(node, Twin):
            return 0
        above = len(self.headings(node))
        if self._is_grouped(node):
            return above
        order = self._order(node)
        return above + (len(node) if order is None else len(order))

    def child(self, node: Row, row: int) -> Row:
        """What is in a shown row."""
        if isinstance(node, Heading):
            return node.twins[row] if node.twins else node.root.child(node.places[row])
        assert isinstance(node, Node)
        if node.parent is None and (above := self.headings(node)):
            if row < len(above):
                return above[row]
            row -= len(above)
        order = self._order(node)
        return node.child(row if order is None else order[row])

    def row(self, node: Row) -> int:
        """In which row something is shown; raises ValueError where the filter hides it."""
        if isinstance(node, Heading):
            return (self._headings or []).index(node)
        if isinstance(node, Twin):
            return node.heading.twins.index(node)
        if node.parent is None:
            raise ValueError
        order = self._order(node.parent)
        row = node.row if order is None else order.index(node.row)
        if node.parent.parent is not None:  # nearly all rows: Qt asks for them by the thousand
            return row
        heading = self.heading_of(node)
        if heading is None:
            return len(self.headings(node.parent)) + row
        return bisect_left(heading.places, node.row)

    def row_of_new(self, node: Node, edit: Insert) -> int:
        """In which row a child that is about to be inserted will be shown."""
        if node.kind == "[":
            return edit.row
        place = (edit.key in entity.RIGHTS_PROPERTIES, edit.row)
        return sum((name in entity.RIGHTS_PROPERTIES, row) < place for row, name in enumerate(node.names()))

    def lets_through(self, node: Node) -> bool:
        """Whether the filter shows this node."""
        while node.parent is not None:
            order = self._order(node.parent)
            if order is not None and node.row not in order:
                return False
            node = node.parent
        return True

    # -- headings -------------------------------------------------------------------------------------

    def headings(self, node: Node) -> list[Heading]:
        """The headings that stand first among the ticket's own rows; none below any other node."""
        if node.parent is not None or not (self._layout.pins or self._layout.grouped):
            return []
        if self._headings is None:
            self._headings = []  # while it is being made, nodes stand where they would without it
            self._headings = self._make_headings(node)
        return self._headings

    def _make_headings(self, root: Node) -> list[Heading]:
        pinned = self.find_pinned(root)
        made = {name: Heading(name, root) for name in groups.GROUPS}
        if self._layout.grouped:
            order, names = self._order(root), root.names()
            for row in range(len(root)) if order is None else sorted(order):
                made[groups.group_of(names[row])].places.append(row)
        return [heading for heading in (pinned, *made.values()) if len(heading)]

    def _is_grouped(self, node: Node) -> bool:
        return self._layout.grouped and node.parent is None

    def heading_of(self, node: Node) -> Heading | None:
        """The heading that one of the ticket's own properties stands under."""
        if node.parent is None or not self._is_grouped(node.parent):
            return None
        group = groups.group_of(str(node.key))
        return next((one for one in self.headings(node.parent) if one.group == group), None)

    def pinned(self, root: Node) -> Heading | None:
        """The heading of what was pinned, if it is shown."""
        return next((one for one in self.headings(root) if one.group == PINNED), None)

    def twins_of(self, node: Node) -> list[Twin]:
        """The second rows of a node."""
        return [twin for one in self._headings or () for twin in one.twins if twin.of is node]

    def has_pins_in(self, node: Node) -> bool:
        """Whether something in this node is pinned, there or not: an edit may remove it or bring it back."""
        keys = node.keys
        return any(len(pin) > len(keys) and pin[: len(keys)] == keys for pin in self._layout.pins)

    def find_pinned(self, root: Node) -> Heading:
        """The heading as it should now be, with a second row for each pinned property that can be seen."""
        heading = Heading(PINNED, root)
        found = (_find(root, keys) for keys in self._layout.pins)
        heading.twins += [
            Twin(node, heading) for node in found if node is not None and self.lets_through(node)
        ]
        return heading

    def put_pinned(self, root: Node, heading: Heading) -> None:
        """Show this heading above the others."""
        self._headings = [heading, *self.headings(root)]

    def take_pinned(self, root: Node) -> None:
        """Stop showing the heading of what was pinned."""
        self._headings = [one for one in self.headings(root) if one.group != PINNED]

    # -- order ----------------------------------------------------------------------------------------

    def _order(self, node: Node) -> Sequence[int] | None:
        """The rows to show, or None for all as they come."""
        if node not in self._orders:
            self._orders[node] = self._make_order(node)
        return self._orders[node]

    def _make_order(self, node: Node) -> Sequence[int] | None:
        last = node.derived(entity.rights_rows)
        if self.matches is not None and (part := search.rows_at(self.matches, node.path)) is not None:
            if not last:
                return part.rows
            return [row for row in part.rows if row not in last] + [row for row in last if row in part.rows]
        if self.matches is not None and node.parent is None:
            return []
        if not last or (last[-1] - last[0] + 1 == len(last) and last[-1] == len(node) - 1):
            return None
        return [row for row in range(len(node)) if row not in last] + last


def _find(root: Node, keys: Keys) -> Node | None:
    node: Node | None = root
    for key in keys:
        if node is None or (isinstance(key, int) and not (node.kind == "[" and key < len(node))):
            return None
        node = node.child(key) if isinstance(key, int) else node.get(key)
    return node
