"""Where hits are marked."""

from __future__ import annotations

import pytest

from inspector.ui.tree.delegate import spots


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Heat pump, heat", ("heat",), [(0, 4), (11, 4)]),
        ("TicketPriority", ("ti", "priority", "i"), [(0, 2), (6, 8)]),
        ("a+b (c)", ("+", "("), [(1, 1), (4, 1)]),
        ("Heizung", (), []),
        ("Straße am See", ("see",), []),
        ("STRØM", ("strøm",), [(0, 5)]),
    ],
)
def test_every_place_is_marked(text: str, words: tuple[str, ...], found: list[tuple[int, int]]) -> None:
    assert spots(text, words) == found
