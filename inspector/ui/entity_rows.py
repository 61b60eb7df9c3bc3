"""Which rows of the draft a view is shown: the served order, but rights last; only what the filter lets through; and of
a long list one page at a time. No signals here: the model tells the views."""

from __future__ import annotations

from inspector.domain import entity, search
from inspector.domain.document import Insert, Node

PAGE = 200
"""Rows of one container that a view gets at a time; it asks for more when it scrolls there."""


class ShownRows:
    """The rows under each node, as far as the views know of them."""

    def __init__(self, matches: search.Matches | None = None) -> None:
        self.matches = matches
        self._orders: dict[Node, list[int] | None] = {}
        self._known: dict[Node, int] = {}

    def forget(self, node: Node) -> None:
        """Its children are about to be others."""
        self._orders.pop(node, None)

    def known(self, node: Node) -> int:
        """How many rows under this node the views know of."""
        if not node.is_container:
            return 0
        if node not in self._known:
            self._known[node] = min(self.count(node), PAGE)
        return self._known[node]

    def set_known(self, node: Node, count: int) -> None:
        """The views know of that many now."""
        self._known[node] = count

    def next_page(self, node: Node) -> int:
        """How many rows the views will know of after one page more."""
        return min(self.known(node) + PAGE, self.count(node))

    def count(self, node: Node) -> int:
        """How many rows there are to show in all."""
        order = self._order(node)
        return len(node) if order is None else len(order)

    def child(self, node: Node, row: int) -> Node:
        """The node in a shown row."""
        order = self._order(node)
        return node.child(row if order is None else order[row])

    def row(self, node: Node) -> int:
        """In which row a node is shown; raises ValueError where the filter hides it."""
        if node.parent is None:
            raise ValueError
        order = self._order(node.parent)
        return node.row if order is None else order.index(node.row)

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

    def _order(self, node: Node) -> list[int] | None:
        """The rows to show, or None for all as they come."""
        if node not in self._orders:
            self._orders[node] = self._make_order(node)
        return self._orders[node]

    def _make_order(self, node: Node) -> list[int] | None:
        last = node.rows_named(entity.RIGHTS_PROPERTIES)
        if self.matches is not None and (part := search.rows_at(self.matches, node.path)) is not None:
            if not last:
                return list(part)
            return [row for row in part if row not in last] + [row for row in last if row in part]
        if self.matches is not None and node.parent is None:
            return []
        if not last or (last[-1] - last[0] + 1 == len(last) and last[-1] == len(node) - 1):
            return None
        return [row for row in range(len(node)) if row not in last] + last
